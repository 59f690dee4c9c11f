// Copies in one line: where they begin behind the subject, and what little words stand beside them.
import { copyMarkIn, withoutOwnMark } from '../../mail/copyMarks';
import { andBehind } from '../../mail/joinWords';
import { toPlain } from '../../mail/signs';

/** Where a part's own text stands in the line. */
export interface Part {
  opens: 'to' | 'cc' | 'bcc' | 'about';
  start: number;
  end: number;
}

/**
 * After the subject, "cc" opens copies if an address follows, or a name and a comma or a full stop is before it. Otherwise it is a
 * word of the subject, and the person is asked before the mail goes (bot/mail/strayMarks.ts).
 */
export function withWholeSubject(line: string, parts: Part[]): Part[] {
  const about = parts.findIndex(({ opens }) => opens === 'about');
  const subject = parts[about];
  if (!subject) return parts;
  const isSure = (i: number) => isCopies(line, parts[i] as Part, parts[i - 1] as Part, subject);
  let first = parts.findIndex((_, i) => i > about && isSure(i));
  // "Lunch cc Bao bcc Chi": what is sure of the last is sure of those before it.
  while (first > about + 1 && isNamed(line, parts[first - 1] as Part)) first -= 1;
  if (first < 0) return [...parts.slice(0, about), { ...subject, end: parts.at(-1)?.end ?? subject.end }];
  const typed = line.slice(subject.start, parts[first - 1]?.end);
  const end = subject.start + withoutEnd(typed, 'cc').length;
  return [...parts.slice(0, about), { ...subject, end }, ...parts.slice(first)];
}

function isCopies(line: string, { opens, start, end }: Part, before: Part, subject: Part): boolean {
  const text = line.slice(start, end);
  if (/\S[@＠﹫]\S/.test(text)) return true;
  const said = line.slice(before.start, before.end);
  const mark = line.slice(before.end, start);
  // "BCC policy" is all of a subject, "CC" in capitals a licence, and "50 cc" an engine.
  if (
    !/\p{L}/u.test(text) ||
    (before === subject && said.trim() === '') ||
    (opens === 'cc' && /\d\s*$/.test(said))
  )
    return false;
  if (mark.trim() === mark.trim().toUpperCase() && !/[:：]\s*$/.test(mark) && /\p{Lu}/u.test(mark))
    return false;
  if (/[,;，；、.。!?]\s*$|\s[-–—]\s*$/.test(said) || /[:：]\s*$/.test(mark)) return true;
  return opens === 'bcc' && /^\s*\p{Ll}/u.test(mark) && isNamed(line, { opens, start, end });
}

const isNamed = (line: string, { start, end }: Part): boolean =>
  /^\s*[\p{Lu}\p{Lo}]/u.test(line.slice(start, end));

/** Whether a mark with a colon is behind its person, so that the colon opens the text: "Ana, Bao bcc: Lunch at 12". */
export function isBehindPerson(line: string, part: Part, mark: { start: number; end: number }): boolean {
  const before = line.slice(part.start, mark.start);
  const isList = /[,;，；、]|\s(?:and|và|&)\s/u.test(before) || part.opens !== 'to';
  return isList && !/[,;，；、]\s*$/.test(before) && !/\S[@＠﹫]\S/.test(line.slice(mark.end));
}

/** Before any part, and before copies only: "Ana, please cc Chi", "Ana (cc Chi)". "Kính" and "Nhớ" are names, too. */
const littleWord =
  /\s(?:[-–—]|please|pls|plz|kindly|for me|now|asap|thanks|thank you|nhé|nha|ạ|giúp(?: tôi| mình| em)?|với|đi|được (?:không|chứ|ko))$/u;
const beforeCopies =
  /\s(?:[-–—+(]|please|also|(?:and|plus|with) a|with|as well|send|xin|nhớ|vui lòng|kính|gửi|gui|kèm|cùng|với|nhé|nha|ạ)$/u;
/** In characters: longer than any of them. */
const longestEnd = 16;
/** "Ana, and please also cc Chi" */
const mostEnds = 4;

/**
 * Takes off what stands before the next part: "Ana, cc Chi" leaves a comma behind Ana, "Ana and cc Chi" an "and", and "Ana, with
 * a cc to Chi" a "with a".
 */
export function withoutEnd(typed: string, next?: Part['opens']): string {
  let little = next === 'cc' || next === 'bcc' ? beforeCopies : littleWord;
  let text = typed.trimEnd();
  for (let round = 0; round < mostEnds; round += 1) {
    const tail = text.slice(-longestEnd);
    const word = (andBehind.exec(tail) ?? little.exec(tail))?.[0].length ?? 0;
    text = text.slice(0, text.length - word).trimEnd();
    if (/[,;，；、]$/.test(text)) {
      if (little === littleWord && round > 0) return text;
      text = text.slice(0, -1).trimEnd();
      // "who to go with, cc Chi": what is before a comma stays.
      little = littleWord;
    } else if (word === 0) break;
  }
  return text;
}

/** Whether a word opens copies in brackets in the middle of a subject: "(bcc:". Its colon does not end the subject. */
export const opensCopies = ({ text }: { text: string }): boolean =>
  /^[([（【][^)\]）】]*$/.test(text) && copyMarkIn(toPlain(text)) !== undefined;

/**
 * A mark of copies stands behind its person where no one follows it: "Ana, Bao bcc about Lunch". It is left beside that person,
 * where the check refuses it: taken off, it would show a blind copy to everybody.
 */
export function withMarksBehind(line: string, parts: Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const isMark = part.opens === 'cc' || part.opens === 'bcc';
    if (last && isMark && /^\s*(?:[,;，；、]|$)/.test(line.slice(part.start, part.end))) last.end = part.end;
    else joined.push({ ...part });
  }
  return joined;
}

/**
 * A subject without the copies in it: "Lunch (bcc bao@contoso.com)". With an address behind a mark nobody means a subject, and
 * the others would read whom a blind copy goes to. What cannot be read is refused in its field.
 */
export function withoutCopies(typed: string): { subject: string; cc?: string; bcc?: string } {
  const plain = toPlain(typed);
  const mark = copyMarkIn(plain);
  if (!mark || !(/\S@\S/.test(plain.slice(mark.end)) || isInBrackets(plain, mark))) return { subject: typed };
  const before = plain.slice(0, mark.start).replace(/[\s,;([{]+$/, '');
  const subject = withoutEnd(before, 'cc').length;
  const isWrapped = isInBrackets(plain, mark);
  const copies = isWrapped ? typed.slice(mark.start, -1) : typed.slice(before.length).replace(/^[\s,;]+/, '');
  const { start, end } = withoutOwnMark(toPlain(copies), mark.field);
  return { subject: typed.slice(0, subject), [mark.field]: copies.slice(start, end) };
}

/** "Lunch (bcc Bao)", and not "The rule (bcc)". */
const isInBrackets = (plain: string, { start, end }: { start: number; end: number }): boolean =>
  /[([]\s?$/.test(plain.slice(0, start)) &&
  /^[\s:]*(?:[\p{Lu}\p{Lt}\p{Lo}]|[^\s()[\]@]+@)[^()[\]]*[)\]]$/u.test(plain.slice(end)) &&
  (plain.slice(start, end) !== plain.slice(start, end).toUpperCase() ||
    /^[\s:]*[^\s()[\]]*@/.test(plain.slice(end)));
