// Spelling: when what somebody typed is one of our phrases, with or without the accents of Vietnamese.
import { type Key, type Language, words } from '../../locales';

type NameIn<K> = K extends `commands.${infer Name}` ? Name : never;

/** What may be typed for a name below `commands` of a language file. */
export function phrasesOf(language: Language, name: NameIn<Key>): string[] {
  return words(language).t(`commands.${name}`).split('|');
}

/** A letter with more marks than any language has. Unicode sorts the marks of a letter in time that grows with their square. */
const pileOfMarks = /(\p{M}{30})\p{M}+/gu;

/** Composes letters and their marks (NFC). What is piled on a letter beyond thirty marks is dropped. */
export const composed = (text: string): string => text.replace(pileOfMarks, '$1').normalize('NFC');

/** As many people type Vietnamese on a phone: "đăng nhập" → "dang nhap". */
export const withoutAccents = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

/**
 * Whether `typed` is this phrase, each of its words with its accents or without any. With other accents it is another
 * word: "sửa" is to edit, "sữa" is milk.
 * @param typed in lower case, composed (NFC), one space between words
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
