// Copies in one line: where they begin behind the subject, and what little words stand beside them.
import { copyMarkIn } from '../../mail/copyMarks';
import { andBehind } from '../../mail/joinWords';
import { toPlain } from '../../mail/signs';

/** Where a part's own text stands in the line. */
export interface Part {
  opens: 'to' | 'cc' | 'bcc' | 'about';
  start: number;
  end: number;
}

/** After the subject, "cc" opens copies if an address or ", cc" and a name follow. Otherwise it is a word of the subject. */
export function withWholeSubject(line: string, parts: Part[]): Part[] {
  const about = parts.findIndex(({ opens }) => opens === 'about');
  const subject = parts[about];
  if (!subject) return parts;
  const isCopies = ({ opens, start, end }: Part, before: Part) => {
    const text = line.slice(start, end);
    const isBehindComma = /[,;，；、]\s*$/.test(
      line.slice(Math.max(before.end - 2, before.start), before.end),
    );
    // "BCC Policy" is all of a subject.
    const isFirst = before === subject && /^\s*$/.test(line.slice(before.start, before.end));
    const isNamed = /^\s*\p{Lu}/u.test(text) && !isFirst;
    return /\S[@＠﹫]\S/.test(text) || (isNamed && (isBehindComma || opens === 'bcc'));
  };
  const first = parts.findIndex((part, i) => i > about && isCopies(part, parts[i - 1] as Part));
  if (first < 0) return [...parts.slice(0, about), { ...subject, end: parts.at(-1)?.end ?? subject.end }];
  const typed = line.slice(subject.start, parts[first - 1]?.end);
  const end = subject.start + withoutEnd(typed).length;
  return [...parts.slice(0, about), { ...subject, end }, ...parts.slice(first)];
}

/** "Ana, cc Chi" leaves a comma behind Ana, "Ana and cc Chi" an "and", and "Ana, with a cc to Chi" a "with a". */
export function withoutEnd(typed: string): string {
  let text = typed.trimEnd();
  for (let round = 0; round < mostEnds; round += 1) {
    const tail = text.slice(-longestEnd);
    const word = (andBehind.exec(tail) ?? littleWord.exec(tail))?.[0].length ?? 0;
    text = text.slice(0, text.length - word).trimEnd();
    if (/[,;，；、]$/.test(text)) return text.slice(0, -1).trimEnd();
    if (word === 0) break;
  }
  return text;
}

/** Words and signs that stand before copies and are no names: "Ana, please cc Chi", "Ana (cc Chi)". */
const littleWord =
  /\s(?:[-–—+(]|please|pls|plz|kindly|also|with(?: an?)?|as well|xin|nhớ|vui lòng|kính|kèm|cùng|với|nhé|nha|ạ)$/u;
/** In characters: longer than any of them. */
const longestEnd = 12;
/** "Ana, and please also cc Chi" */
const mostEnds = 4;

/**
 * A subject without the copies in it: "Lunch (bcc bao@contoso.com)". With an address behind a mark nobody means a subject, and
 * the others would read whom a blind copy goes to. What cannot be read is refused in its field.
 */
export function withoutCopies(typed: string): { subject: string; cc?: string; bcc?: string } {
  const plain = toPlain(typed);
  const mark = copyMarkIn(plain);
  if (!mark || !/\S@\S/.test(plain.slice(mark.end))) return { subject: typed };
  const subject = plain.slice(0, mark.start).replace(/[\s,;([{]+$/, '').length;
  const copies = typed.slice(subject).replace(/^[\s,;]+/, '');
  return { subject: typed.slice(0, subject), [mark.field]: copies };
}
