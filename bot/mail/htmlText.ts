// HTML as plain text: what a mail's or a message's markup says.
import { convert } from 'html-to-text';

/** Deeper than this, markup is left out: nobody writes so, and it must not exhaust the stack. */
const deepest = 100;

/** Lines are not wrapped; a link's address stands behind its words. */
export function htmlToText(html: string): string {
  return convert(html, { wordwrap: false, limits: { maxDepth: deepest } });
}
