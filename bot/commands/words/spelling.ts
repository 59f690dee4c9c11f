// Spelling: when what somebody typed is one of our phrases, with or without the accents of Vietnamese.
import { withoutAccents } from '../../runtime/accents';

/** Only the five marks of the tones go: "dừng" → "dưng". */
export const withoutTones = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
    .normalize('NFC');

/**
 * Whether `typed` is this phrase, each of its words with its accents or without any. With other accents it is another
 * word: "sửa" is to edit, "sữa" is milk.
 * @param typed in lower case, as `plain` makes it
 */
export function isPhrase(typed: string, phrase: string): boolean {
  if (typed === phrase) return true;
  const said = typed.split(' ');
  const meant = phrase.split(' ');
  return (
    said.length === meant.length &&
    meant.every((word, i) => said[i] === word || said[i] === withoutAccents(word))
  );
}

/** What may stand around words without being one: quotes, Markdown, full stops of any script, emoji and keycaps. */
const around = '(?:[^\\p{L}\\p{N}\\p{M}]|[\\ufe0e\\ufe0f\\u20e3\\u2139]|[0-9](?=\\ufe0f?\\u20e3))+';
const ends = new RegExp(`^${around}|${around}$`, 'gu');

/** A short text without what stands around its words, or the text itself where it has no words. */
export const withoutEnds = (text: string): string => text.replace(ends, '') || text;

/**
 * A short text in plain letters: full-width and mathematical letters are those they stand for, and dashes, commas, apostrophes
 * and spaces are written in one way.
 */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Pd}/gu, '-')
    .replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
    .replace(/\s*[,\u060c\u3001]\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .trim();

/** Digits of every script as 0 to 9. */
export const withPlainDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit)));

/** Unicode has the digits of a script in a row, from zero on, and may have another script's right behind. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}
