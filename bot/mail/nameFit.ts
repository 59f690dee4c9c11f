// Whether an address is a name's own: "Nguyen" and "Ana" are all of `ana.nguyen@contoso.com`, and "Lan Nguyen" is not.

import { isOneScript } from './scripts';

/** What ends a name or a firm's behind a comma, in the letters that it is written in: "Md" is a name, too. */
const suffix =
  /^(?:Jr|Sr\.|II|III|IV|Ph\.? ?D|MD|M\.D|MBA|Esq|Inc|Ltd|LLC|L\.L\.C|LLP|PLC|Corp|Co\.|GmbH|AG|KG|S\.?A\.?|S\.?L\.?|B\.?V|Pty\.? Ltd)\.?$/;

export const isSuffix = (name: string): boolean => suffix.test(name.trim());

/** A full stop of a sentence is no part of the name before it. One of an abbreviation or an initial is. */
export function withoutStop(name: string): string {
  const [, word = ''] = /(\S+)[.。]$/u.exec(name.slice(-longestWord)) ?? [];
  const isShort =
    /^\P{L}*\p{L}?$|\./u.test(word) || isTitle(word) || isSuffix(`${word}.`) || abbreviation.test(word);
  return isShort ? name : name.slice(0, -1).trimEnd();
}

/** In characters. */
const longestWord = 100;
const abbreviation = /^(?:bros|dept|div|univ|assoc|intl|mrs?|ms|st|ths|ts|pgs|gs|bs|tp|cty)$/i;

/** Titles and degrees, which stand behind a comma of their own. */
const title = /^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?\s?d|mba|msc|bsc|cpa|esq|dr|prof|dipl\.?-?\s?ing)\.?$/i;

export const isTitle = (name: string): boolean => title.test(name.trim());

/** Words of a name that are compared. A glued address has no more of them. */
const mostWords = 4;

/**
 * How many of the names right before an address are surely parts of its person's name. Every word of such a name is a
 * whole word of the address, or glued to the other name or its initial so that nothing is left over.
 * @param first the name beside the address: "Ana" of "Nguyen, Ana <ana.nguyen@contoso.com>"
 */
export function countFitting(names: string[], first: string, address: string): number {
  const words = localWords(address);
  const others = wordsOf(first).slice(0, mostWords);
  // What is the first name's own says nothing about the other one: "Ana, Ana Nguyen <ana.nguyen@contoso.com>".
  take(words, spellingsOf(others.join('')));
  for (const other of others) if (lettersOf(other).length > 1) take(words, spellingsOf(other));
  let count = 0;
  for (const name of [...names].reverse()) {
    // A title has a name before it. Alone it is somebody: "Md, Rahman <rahman@contoso.com>".
    const isBehindName = isTitle(name) && count < names.length - 1;
    if (!isBehindName && !takeName(words, wordsOf(name), others)) break;
    count += 1;
  }
  return count;
}

/** Takes a word that is one of these out of the list. */
function take(words: string[], spellings: string[]): boolean {
  const at = words.findIndex((word) => spellings.includes(word));
  if (at >= 0) words.splice(at, 1);
  return at >= 0;
}

/** Takes all words of a name out of an address's words, if they are all there. */
function takeName(words: string[], own: string[], others: string[]): boolean {
  if (own.length === 0 || own.length > mostWords) return false;
  const names = spellingsOf(own.join(''));
  const glued = names.flatMap((name) =>
    prefixesOf(others).flatMap((other) => (other.length > 1 ? [name + other, other + name] : [])),
  );
  if (take(words, [...names, ...glued])) return true;
  const left = [...words];
  if (own.every((word) => take(left, spellingsOf(word)))) {
    words.splice(0, words.length, ...left);
    return true;
  }
  // `alext` is as likely another Alex than the one of "Tim, Alex", and two letters are found by chance in many words.
  const starts = spellingsOf(others[0] ?? '').filter((word) => word.length > 1);
  const isTheirs = (word: string) =>
    starts.some(
      (start) => word.length <= start.length + 1 && (word.startsWith(start) || word.endsWith(start)),
    );
  const withInitial = names
    .filter((name) => name.length > 2)
    .flatMap((name) => initialsOf(others).flatMap((initial) => [name + initial, initial + name]))
    .filter((word) => !isTheirs(word));
  return take(words, withInitial);
}

/** Whether a whole name and an address say the same: "Ana Nguyen" and `ana.nguyen@`, `anguyen@`, `nguyenana@`. */
export function isWholeName(name: string, address: string): boolean {
  const own = wordsOf(name);
  if (own.length === 0 || own.length > mostWords) return false;
  const letters = localWords(address).join('');
  const [first = '', last = ''] = [own[0], own.at(-1)];
  const one = spellingsOf(own.join(''));
  if (own.length === 1) return one.includes(letters);
  const pairs = spellingsOf(first).flatMap((a) =>
    spellingsOf(last).flatMap((b) => [
      a + b,
      b + a,
      ...(b.length > 2 ? [a.charAt(0) + b] : []),
      ...(a.length > 2 ? [b.charAt(0) + a] : []),
    ]),
  );
  // Vietnamese addresses have the given name and the initials of the others: "Nguyễn Văn An" is `annv@`.
  const initials = own.slice(0, -1).map((word) => lettersOf(word).charAt(0));
  const given = spellingsOf(last).map((name) => name + initials.join(''));
  return [...one, ...pairs, ...(initials.length > 1 ? given : [])].includes(letters);
}

/** Whether something of a name is seen in an address. It is no proof, and reason enough to ask. */
export function isLike(name: string, address: string): boolean {
  const words = localWords(address);
  const letters = words.join('');
  const isSeen = (word: string) => (word.length > 2 ? letters.includes(word) : words.includes(word));
  return isWholeName(name, address) || wordsOf(name).flatMap(spellingsOf).some(isSeen);
}

/** Whether a name's letters are of the alphabet that an address is written in, so that one may say something of the other. */
export const isComparable = (name: string, address: string): boolean =>
  isOneScript(lettersOf(name) + localWords(address).join(''));

/** Whether an address says nothing of whose it is: in letters of another alphabet, or a user id such as `an7@`. */
export const saysNothing = (name: string, address: string): boolean =>
  !isComparable(name, address) || !localWords(address).some((word) => word.length > 2);

/**
 * Whether an address is made of a person's last and first names, of each one word at least, and of nothing else: "García López,
 * María" and `maria.garcia@`.
 */
export function isOfBoth(last: string, first: string, address: string): boolean {
  const words = localWords(address);
  const isIn = (name: string) => (word: string) =>
    [...wordsOf(name), wordsOf(name).join('')].some((own) => spellingsOf(own).includes(word));
  const [isLast, isFirst] = [isIn(last), isIn(first)];
  return words.some(isLast) && words.some(isFirst) && words.every((word) => isLast(word) || isFirst(word));
}

/** Whether a name is a first and a last one, so that it needs no other behind a comma: "Bao Tran", "李四", not "van Dam". */
export function isFullName(name: string): boolean {
  const [own = ''] = name.split(/\s[-–—/|]+\s/, 1);
  const words = wordsOf(own).filter((word) => /^[^\p{Ll}]/u.test(word) && lettersOf(word).length > 1);
  const isHan = /[\p{scx=Han}\p{scx=Hang}\p{scx=Hira}\p{scx=Kana}]{2}/u.test(own);
  return isHan || words.filter((word) => !isTitle(word)).length > 1;
}

/** The words of an address's local part, in small letters. */
const localWords = (address: string): string[] =>
  address
    .slice(0, address.lastIndexOf('@'))
    .split(/[^\p{L}\p{M}'’]+/u)
    .map(lettersOf)
    .filter(Boolean);

/** Without a department in brackets. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .split(/[^\p{L}\p{M}'’]+/u)
    .filter((word) => lettersOf(word) !== '');

/** "Mary", "Mary Jane", … in one word. */
const prefixesOf = (words: string[]): string[] =>
  words.flatMap((_, i) => spellingsOf(words.slice(0, i + 1).join('')));

/** "m", "mj", … */
const initialsOf = (words: string[]): string[] => {
  const initials = words.map((word) => lettersOf(word).charAt(0));
  return initials.map((_, i) => initials.slice(0, i + 1).join(''));
};

/** Letters that have two spellings in addresses: "Müller" is `mueller` and `muller`. */
const twoLetters: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', æ: 'ae' };
const oneLetter: Record<string, string> = { đ: 'd', ø: 'o', ł: 'l', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' };

const spellingsOf = (word: string): string[] => {
  const long = word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüåøæ]/g, (letter) => twoLetters[letter] ?? letter);
  return [...new Set([lettersOf(word), lettersOf(long)])];
};

/** In small letters without accents. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[đøłßæœı]/g, (letter) => oneLetter[letter] ?? letter)
    .replace(/[^\p{L}]/gu, '');
