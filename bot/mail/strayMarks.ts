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

/** In a text, wherever it stands: "at 12 bcc Bao", "with bao@contoso.com in cc". Behind a number it is a measure: "50 cc". */
const inText = new RegExp(`(?!(?<=\\d ?)cc)(?:${sureMarks})[^\\n]{0,60}`, 'iu');

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
