// Openers in one line: the words "to", "cc", "bcc" and "about" of each language, and where one stands.
import { type Language, phrasesOf } from '../../locales';
import { beforeDong } from '../../mail/copyMarks';
import { withoutAccents } from '../../runtime/accents';
import { grammarLanguages } from './grammar';
import type { Part } from './lineCopies';
import type { Word } from './lineParts';
import { isPhrase } from './spelling';

const openers = ['to', 'cc', 'bcc', 'about'] as const satisfies Part['opens'][];

/** "to", "cc", "về việc": what opens a part of the mail. */
interface Opener {
  opens: Part['opens'];
  phrase: string;
  language: Language;
}

/** Sorts the longest first: "về việc" begins with "về". */
export const longestFirst = (a: { phrase: string }, b: { phrase: string }) =>
  b.phrase.length - a.phrase.length;

const openings: Opener[] = grammarLanguages
  .flatMap((language) =>
    openers.flatMap((opens) => phrasesOf(language, opens).map((phrase) => ({ opens, phrase, language }))),
  )
  .sort(longestFirst);

/** The openers by their first words, with accents or without. Most words open nothing, and a message may have thousands. */
const openingsOf = new Map<string, Opener[]>();
for (const opening of openings) {
  const [first = ''] = opening.phrase.split(' ', 1);
  for (const word of new Set([first, withoutAccents(first)])) {
    openingsOf.set(word, [...(openingsOf.get(word) ?? []), opening]);
  }
}

/** Longer than any opener's word, in characters. */
const longestWord = 200;

/** "cc to Bao", "bcc cho Bảo": a little word behind the one that opens a part. "Cho" is a name. */
export function behindTo(words: Word[], at: number, language: Language): number {
  // "bcc thêm Bảo", "bcc cho cả Bảo"
  const isMore = (index: number) =>
    /^(?:thêm|luôn|cả)$/u.test(words[index]?.text ?? '') && index + 1 < words.length;
  const start = isMore(at) ? at + 1 : at;
  const to = openerAt(words, start, language);
  const isLittle = to?.opens === 'to' && !/\p{Lu}/u.test(spoken(words.slice(start, to.next)));
  if (!to || !isLittle || to.next >= words.length) return start;
  return isMore(to.next) ? to.next + 1 : to.next;
}

/** Whether a phrase was typed without its accents, so that one of its words may be a name. */
export const isAccentless = ({ phrase }: Opener, said: Word[]): boolean =>
  phrase.endsWith(' ẩn') && withoutColon(spoken(said)).toLowerCase() !== phrase;

/**
 * Finds the opener that begins at a word. An opener of the line's own language counts in any case and without accents. One
 * of another language counts only as it is written, since "Ve" and "Cho" are names too.
 * @returns the opener, the position where it ends, and the index of the next word
 */
export function openerAt(words: Word[], at: number, language: Language) {
  const first = words[at];
  if (!first?.apart) return undefined;
  for (const opening of openingsOf.get(withoutColon(wordIn(first)).toLowerCase()) ?? []) {
    const next = at + opening.phrase.split(' ').length;
    const last = words[next - 1];
    if (!last || !words.slice(at + 1, next).every(({ joined }) => joined)) continue;
    if (isContract(words[at - 1], first)) continue;
    const said = withoutColon(spoken(words.slice(at, next)));
    const own =
      opening.language === language &&
      isPhrase(said.toLowerCase(), opening.phrase) &&
      // "dong gui An"
      !(opening.phrase.endsWith(' ẩn') && / An$/.test(said));
    if (own || said === opening.phrase) return { ...opening, end: last.end, next };
  }
  return undefined;
}

/** "hợp đồng gửi": with the word before it "đồng" is another word. */
const isContract = (before: Word | undefined, { text, joined }: Word): boolean =>
  /^[đd][ồo]ng$/iu.test(text) && joined && before !== undefined && notTogether.test(before.text);
const notTogether = new RegExp(`^${beforeDong}$`, 'iu');

/** Full-width letters are those they stand for. A long word is no opener's. */
const wordIn = ({ text }: Word): string => (text.length > longestWord ? text : text.normalize('NFKC'));

export const spoken = (words: Word[]): string => words.map(wordIn).join(' ');

const withoutColon = (word: string): string => word.replace(/:$/, '');
