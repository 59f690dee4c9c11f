// Marks of copies in the subject or the text of a mail that was typed in one line: somebody may be meant who would get nothing.
import type { Mail } from './check';
import { copiesInText, copyMarkIn } from './copyMarks';
import { toPlain } from './signs';

export interface StrayMark {
  field: 'subject' | 'body';
  /** As typed. */
  entry: string;
  /** Names what the person is asked about, and says yes to. */
  slip: string;
}

/** @param agreed what the person has said yes to already */
export function strayMarks(
  { subject, body }: Pick<Mail, 'subject' | 'body'>,
  agreed: readonly string[],
): StrayMark[] {
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
  const isNumber = mark?.field === 'cc' && /\d\s*$/.test(plain.slice(0, mark.start));
  const found = copiesInText(plain);
  const isTopic = (mark ?? found)?.start === 0 && !/\S@\S/.test(plain);
  if (isTopic) return undefined;
  if (mark && !isNumber) return subject.slice(mark.start, mark.end).trim();
  return found && wordsOf(subject.slice(found.start, found.end));
}

function lineWithMark(body: string): string | undefined {
  const found = copiesInText(toPlain(body));
  return found && wordsOf(body.slice(found.start, found.end));
}

const wordsOf = (found: string): string => found.replace(/^[\s,.;:!?(–—*_>-]+/, '').trim();
