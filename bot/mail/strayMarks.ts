// Marks of copies in the subject or the text of a mail that was typed in one line: somebody may be meant who would get nothing.
import type { Mail } from './check';
import { copyMarkIn, sureMarks } from './copyMarks';
import { toPlain } from './signs';

export interface StrayMark {
  field: 'subject' | 'body';
  /** As typed. */
  entry: string;
  /** Names what the person is asked about, and says yes to. */
  slip: string;
}

const mark = `(?:${sureMarks})`;
/**
 * In a text: an address behind the mark, "see you. Bcc bao@contoso.com"; one before it, "with bao@contoso.com in bcc"; a colon behind
 * it at a line's beginning; or a few words behind it up to the end of the line, "at 12, bcc Bao".
 */
const inText = new RegExp(
  [
    `${mark}[\\s:*_]{1,4}[^\\n@]{0,80}[^\\s@]@\\S{1,100}`,
    `@\\S{1,100}\\s(?:(?:in|on|as|vào|ở|trong)\\s)?${mark}`,
    `^[\\s*_>(-]{0,9}${mark}[\\s*_]{0,3}:`,
    `(?:^[\\s*_>(-]{0,9}|[,.;:!?(–—-]\\s{0,3})(?:(?:please|also|and|nhớ|và|xin)\\s)?${mark}[\\s:*_]{1,4}[^\\s@]{1,40}(?:\\s[^\\s@]{1,40}){0,5}$`,
  ].join('|'),
  'imu',
);

/** @param agreed what the person has said yes to already */
export function strayMarks({ subject, body }: Mail, agreed: readonly string[]): StrayMark[] {
  const marks = [
    { field: 'subject' as const, entry: markIn(subject) },
    { field: 'body' as const, entry: lineWithMark(body) },
  ];
  return marks.flatMap(({ field, entry }) => {
    const slip = `${field} ${entry?.toLowerCase()}`;
    return entry && !agreed.includes(slip) ? [{ field, entry, slip }] : [];
  });
}

/** "BCC policy" is about copies, and "50 cc" about an engine. */
function markIn(subject: string): string | undefined {
  const plain = toPlain(subject);
  const mark = copyMarkIn(plain);
  if (!mark) return undefined;
  const isTopic = mark.start === 0 && !/\S@\S/.test(plain);
  const isNumber = mark.field === 'cc' && /\d\s*$/.test(plain.slice(0, mark.start));
  return isTopic || isNumber ? undefined : subject.slice(mark.start, mark.end).trim();
}

function lineWithMark(body: string): string | undefined {
  return inText
    .exec(toPlain(body))?.[0]
    .replace(/^[\s,.;:!?(–—*_>-]+/, '')
    .trim();
}
