// A whole mail in one message: "send mail to Ana cc Chi about Lunch: see you at 12".
import { type Language, phrasesOf } from '../../locales';
import { type Draft, readDraft } from '../../mail/draft';
import { isLabel } from '../../mail/labels';
import { toPlain } from '../../mail/signs';
import { grammarLanguages } from './grammar';
import {
  isBehindPerson,
  opensCopies,
  type Part,
  withMarksBehind,
  withoutCopies,
  withoutEnd,
  withWholeSubject,
} from './lineCopies';
import { beginsWithAddress, hideQuoted, type Word, wordsOf } from './lineParts';
import { behindTo, isAccentless, longestFirst, openerAt, spoken } from './openers';
import { isPhrase } from './spelling';
import { withSubjectBehind } from './subjectFirst';

// The line is cut by position, since a pattern for all of it could be made to search for minutes. What is not understood
// stays where it was typed. The form shows it, and nothing is sent before the person has looked at it.

/** "send to ana@contoso.com about Lunch: see you" has no word for a mail. An address has to come next. */
const bareBeginnings = [
  { phrase: 'send', language: 'en' },
  { phrase: 'gửi', language: 'vi' },
] as const;

const beginnings: { phrase: string; language: Language; isBare?: true }[] = grammarLanguages
  .flatMap((language) => phrasesOf(language, 'compose').map((phrase) => ({ phrase, language })))
  .concat(bareBeginnings.map((beginning) => ({ ...beginning, isBare: true })))
  .sort(longestFirst);

/** "Re:" of an answer and "Fwd:" of a forwarded mail, as mail programs of many languages write them, perhaps counted. */
const answerPrefix =
  /^\s{0,8}(?:\[[^[\]]{1,40}\]\s{0,3})?(?:re|aw|antw|sv|vs|vá|rif|res|odp|ynt|atb|ref|tl|trả lời|回复|回覆|答复|答覆|返信|회신|fwd?|wg|tr|doorst|vb|vl|enc|rv|[iİ]lt|pd|továbbítás|chuyển tiếp|转发|轉寄|轉發|転送|전달)\s{0,3}(?:(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})\s{0,3})?[:：]$/iu;
/** Longer than any of these, in characters. */
const longestPrefix = 80;

/** Longer than any label before an address, in characters. */
const longestLabel = 40;
/** Longer than any beginning, in characters. */
const longestBeginning = 200;
const marks = grammarLanguages.flatMap((language) => [
  ...phrasesOf(language, 'cc'),
  ...phrasesOf(language, 'bcc'),
]);
/** In "bcc : bao@contoso.com". That of "RE : Récolte" is part of the subject. */
const blankBeforeColon = new RegExp(
  `(?<=(?:^|[\\s,;，；、])(?:${marks.join('|')})) {1,3}(?=[:：](?:\\s|$))`,
  'giu',
);

/** "about Lunch, body: see you": what stands before the colon is the text's. */
const textLabel = /[,.;，；。]\s{0,3}(?:body|message|nội dung|lời nhắn|正文|内容)$/iu;

/** Characters that may hold recipients and a subject, more than a mail may have. What comes after is text. */
const longestHead = 8_000;

/**
 * Reads a mail from one message: a beginning such as "send mail", recipients, copies, subject, a colon, and the text.
 * Lines after the first are text too. Without a word for "to", an address has to come next.
 * @param typed clean, without space around it
 */
export function readOneLine(typed: string): Draft | undefined {
  const beginning = readBeginning(typed);
  if (!beginning) return undefined;
  const asTyped = typed.slice(beginning.end).trimStart();
  const inOrder = withSubjectBehind(asTyped, beginning.language);
  const behind = inOrder ?? asTyped;
  if (!behind) return undefined;
  const typedLine = headOf(behind, beginning.language);
  // "bcc : bao@contoso.com"
  const line = typedLine.replace(blankBeforeColon, '');
  const rest = line + behind.slice(typedLine.length);
  const { parts, end } = readHead(line, beginning.language);
  const textOf = (part: Part) => line.slice(part.start, part.end).trim();
  const recipients = (opens: Part['opens']) =>
    parts
      .flatMap((part, i) =>
        part.opens === opens ? withoutEnd(textOf(part).replace(/[?!]+$/, ''), parts[i + 1]?.opens) : [],
      )
      .filter(Boolean)
      .join(', ');

  const to = recipients('to');
  const saysTo = (beginning.saysTo && !beginning.isBare) || inOrder !== undefined;
  if (!saysTo && !beginsWithAddress(to)) return undefined;
  const about = parts.filter(({ opens }) => opens === 'about').map(textOf);
  const { subject, ...copies } = withoutCopies(about.join(' ').replace(textLabel, ''));
  const withMore = (field: 'cc' | 'bcc') => [recipients(field), copies[field]].filter(Boolean).join(', ');
  return readDraft({
    to,
    cc: withMore('cc'),
    bcc: withMore('bcc'),
    subject,
    body: rest.slice(end).trim(),
  });
}

/**
 * The first line, and those that go on with it: behind a comma or a semicolon, or in a list of one address a line. A very long one
 * is cut after a whole word.
 */
function headOf(text: string, language: Language): string {
  const lines = text.slice(0, longestHead + 1).split(/(?<=\r\n|\n|\r(?!\n))/);
  let count = 1;
  while (count < lines.length && goesOn(lines[count - 1] ?? '', lines[count] ?? '', language)) count += 1;
  const line = lines.slice(0, count).join('').trimEnd();
  if (line.length <= longestHead) return line;
  const lastSpace = line.search(/\s\S*$/);
  return line.slice(0, lastSpace > 0 ? lastSpace : longestHead);
}

/** Whether a line of recipients goes on in the next one: "ana@contoso.com,", or an address alone and what can follow it. */
function goesOn(line: string, next: string, language: Language): boolean {
  const words = wordsOf(line);
  const hasSubject = words.some((_, i) => openerAt(words, i, language)?.opens === 'about');
  if (hasSubject || words.some(({ endsHead }) => endsHead)) return false;
  // A head such as "Cc: Chi" is not read, and asked about.
  const following = wordsOf(next);
  const opens = (!following[0]?.endsHead && openerAt(following, 0, language)?.opens) || 'to';
  if (/[,;，；、]\s*$/.test(line)) return next.includes('@') || opens !== 'to';
  // "cc ana@contoso.com"
  const own = openerAt(words, 0, language);
  return isAlone(line.slice(own?.end ?? 0)) && (isAlone(next) || opens !== 'to');
}

/** Whether a line is one recipient: an address, perhaps with a list's mark and a name before it, or a column of a table. */
const isAlone = (line: string): boolean => alone.test(line.slice(0, longestHead));
const alone =
  /^\s*(?:(?:[-*•·]|\d{1,3}[.)])\s+)?(?:(?:[^\s@<]+\s){0,5}<[^\s@<>]+@[^\s@<>]+>|(?:[\p{Lu}\p{Lt}\p{Lo}][^\s@<(:]*(?: [\p{Lu}\p{Lt}\p{Lo}][^\s@<(:]*){0,4}(?:\t| - | ?\())?[^\s@<>():]+@[^\s@<>():]+\)?)\s*$/u;

/**
 * Finds "send mail to" or "send mail". The language is that of the word for "to", if there is one: "email" is said in
 * Vietnamese too.
 */
function readBeginning(
  typed: string,
): { end: number; language: Language; saysTo: boolean; isBare: boolean } | undefined {
  const words = wordsOf(typed.slice(0, longestBeginning));
  for (const { phrase, language, isBare = false } of beginnings) {
    const length = phrase.split(' ').length;
    const last = words[length - 1];
    if (!last || !isPhrase(spoken(words.slice(0, length)).toLowerCase(), phrase)) continue;
    if (/[,;，；、]/.test(typed.slice(0, last.end + 1))) continue;
    const to = openerAt(words, length, language);
    return to?.opens === 'to'
      ? { end: to.end, language: to.language, saysTo: true, isBare }
      : { end: last.end, language, saysTo: false, isBare };
  }
  return undefined;
}

/** Cuts the first line: its parts, and where the text begins. */
function readHead(line: string, language: Language): { parts: Part[]; end: number } {
  const words = wordsOf(hideQuoted(line));
  const lastColon = words.findLastIndex(({ endsHead }) => endsHead);
  const parts: Part[] = [{ opens: 'to', start: 0, end: line.length }];
  /** Where the subject's own words begin, behind every "Re:". */
  let subject: number | undefined;
  const endLast = (end: number) => parts.push({ ...(parts.pop() as Part), end });

  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Word;
    const opener = openerAt(words, i, language);
    // At either end of the line it is an ordinary word: "send mail to about", "the one you told me about".
    const isBetween = opener && i > 0 && opener.next < words.length;
    const isBehind =
      opener?.opens !== 'about' &&
      lastColon === (opener?.next ?? 0) - 1 &&
      isBehindPerson(line, parts.at(-1) as Part, { start: word.start, end: opener?.end ?? word.end });
    if (
      isBetween &&
      !isBehind &&
      opener.opens !== 'to' &&
      !(opener.opens === 'about' && subject !== undefined)
    ) {
      if (opener.opens === 'about') subject = opener.end;
      endLast(word.start);
      const next = opener.opens === 'about' ? opener.next : behindTo(words, opener.next, language);
      // "dong gui an" may be the mark of blind copies or An. The mark stays in Cc, where it is refused.
      const isUnsure = opener.opens === 'bcc' && isAccentless(opener, words.slice(i, opener.next));
      const start = isUnsure ? word.start : (words[next - 1] as Word).end;
      parts.push({ opens: isUnsure ? 'cc' : opener.opens, start, end: line.length });
      i = next - 1;
    } else if (
      subject !== undefined &&
      word.end - subject <= longestPrefix &&
      /[:：]$/.test(word.text) &&
      answerPrefix.test(line.slice(subject, word.end))
    ) {
      subject = word.end;
    } else if (word.endsHead && !isLabelAt(line, parts.at(-1) as Part, word) && !opensCopies(word)) {
      endLast(word.end - 1);
      return { parts: withWholeSubject(line, withMarksBehind(line, parts)), end: word.end };
    }
  }
  return { parts: withWholeSubject(line, withMarksBehind(line, parts)), end: line.length };
}

/** Whether the colon is that of a label before a recipient, such as "E-mail: ana@contoso.com". */
function isLabelAt(line: string, { opens, start }: Part, word: Word): boolean {
  if (opens === 'about') return false;
  const before = line.slice(Math.max(start, word.end - longestLabel), word.end);
  return isLabel(toPlain(before.slice(before.search(/[^,;，；、]*$/))));
}
