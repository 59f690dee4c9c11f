// Quotes: a Teams message that answers or forwards another one, without what it repeats of that one.
import type { Activity } from 'botbuilder';
import { htmlToText } from '../mail/htmlText';

/** Stands in the text for a message that is answered: `<quoted messageId="1778622003149"/>`. */
const quoted = /<quoted messageId="([^"<>]{0,200})"\s?\/?>(?:<\/quoted>)?/g;
/** A forwarded message, in the HTML that comes along. Its text stands once more behind the person's own words. */
const forwardTag = /^<blockquote\b[^<>]{0,400}schema\.skype\.com\/Forward[^<>]{0,400}>/i;
/** Characters of that HTML. Teams lets a message have 28 KB. */
const longestHtml = 40_000;

/**
 * Takes the quotes out of a message's text. One that Teams does not tell of was typed by the person and stays, except at the
 * beginning, where Teams puts them.
 */
export function withoutQuotes({ text = '', entities, attachments }: Partial<Activity>): string {
  const told = new Set((entities ?? []).map(messageIdOf).filter(Boolean));
  let isBeginning = true;
  let end = 0;
  const left = text.replace(quoted, (marker, id: string, at: number) => {
    isBeginning &&= text.slice(end, at).trim() === '';
    end = at + marker.length;
    return isBeginning || told.has(id) ? ' ' : marker;
  });
  return withoutForward(left, attachments);
}

/** Of an entity of the type `quotedReply`. */
function messageIdOf(entity: object): string {
  const { quotedReply } = entity as { quotedReply?: { messageId?: unknown } };
  return String(quotedReply?.messageId ?? '');
}

function withoutForward(text: string, attachments: Activity['attachments']): string {
  const html = attachments?.find(({ contentType }) => contentType === 'text/html')?.content;
  if (typeof html !== 'string') return text;
  const body = squeeze(htmlToText(forwardedIn(html.slice(0, longestHtml))));
  if (!body || !squeeze(text).endsWith(body)) return text;
  // As many signs from the end as the forwarded text has, whatever blanks Teams puts between them.
  let [at, signs] = [text.length, body.length];
  while (signs > 0) {
    at -= 1;
    if (!/\s/.test(text[at] ?? '')) signs -= 1;
  }
  return text.slice(0, at);
}

/** The HTML within the forward. A pattern for all of it would go through the rest for each tag that begins one. */
function forwardedIn(html: string): string {
  const end = html.toLowerCase().lastIndexOf('</blockquote>');
  for (const { index } of html.slice(0, Math.max(end, 0)).matchAll(/<blockquote\b/gi)) {
    const tag = forwardTag.exec(html.slice(index, index + longestTag))?.[0];
    if (tag) return html.slice(index + tag.length, end);
  }
  return '';
}

const longestTag = 1_000;
const squeeze = (text: string) => text.replace(/\s+/g, '');
