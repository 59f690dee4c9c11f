// Texts on one line, cut where a card has no room for all of them. A subject may be 255 characters long.
import type { BotWords } from '../locales';

/** Bytes of a subject that a sentence or a button names a mail by. */
const longestName = 90;

/** What a mail is called: its subject, or that it has none. */
export const nameOf = ({ t }: BotWords, subject: string): string =>
  shorten(subject, longestName) || t('mail.noSubject');

/** Counts a text as it goes out, in JSON: an emoji or a quotation mark takes more than a plain letter. */
const bytesOf = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;

/** Puts a text on one line and cuts it. @param most bytes it may take */
export function shorten(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (bytesOf(line) <= most) return line;
  let kept = '';
  let left = most;
  // One visible character may be several code points.
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    left -= bytesOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
