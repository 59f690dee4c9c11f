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

/** Lines of a text that are looked at, each up to so many characters. */
const mostLines = 40;
const longestLine = 300;
/** Behind the mark an address, or before it nothing and behind it a colon: "Bcc: Bao", "see you. Bcc bao@contoso.com". */
const inText = new RegExp(
  `${sureMarks}[\\s:]{1,4}[^\\n@]{0,80}[^\\s@]@\\S{1,100}|^\\s{0,9}(?:${sureMarks})\\s{0,3}:`,
  'iu',
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
  const lines = body.split('\n', mostLines).map((line) => toPlain(line.slice(0, longestLine)));
  return lines.map((line) => inText.exec(line)?.[0].trim()).find(Boolean);
}
