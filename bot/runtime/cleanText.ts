// Text from outside: what nobody can see is taken off where the text comes in, and what can be seen is never changed.

/** Every sign that ends a line: CR, CRLF, vertical tab, form feed, next line, Unicode's separators. */
const lineBreak = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** The hyphen that Word copies from a word that must not be parted. */
const wordHyphen = '\u001e';

/** Half of a character, as a text cut in the wrong place has. */
const loneSurrogate = /\p{Cs}/gu;

/** Scripts whose letters take another shape beside a joiner or a non-joiner. */
const shaping = [
  ...['Arab', 'Syrc', 'Nkoo', 'Mand', 'Mong', 'Phag', 'Adlm', 'Rohg'],
  ...['Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Newa', 'Tirh'],
  ...['Mymr', 'Khmr', 'Tibt', 'Java', 'Bali', 'Sund', 'Cakm', 'Mtei', 'Gran', 'Modi', 'Shrd'],
]
  .map((script) => `\\p{scx=${script}}`)
  .join('');
const shapingLetter = `(?=\\p{L})[${shaping}]`;
const mongolian = '(?=\\p{L})\\p{scx=Mong}';

/** The flags of England, Scotland, Texas: a black flag, the region in tag characters, and their end. */
const regionFlag = '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,7}\\u{e007f}';

/** Signs that have no shape of their own and change what is seen beside them: the signs, what is before and what is behind. */
const seenBeside = [
  // Persian and Indic words. The joiner also shows a letter by itself as in a word, the non-joiner only parts two letters.
  ['\\u200d', `${shapingLetter}\\p{M}{0,30}`, ''],
  ['\\u200d', '', '(?=\\p{L})\\p{scx=Arab}'],
  ['\\u200c', `${shapingLetter}\\p{M}{0,30}`, shapingLetter],
  // Families and other emoji of several, emoji and signs in colour or black, keycaps.
  ['\\u200d', '(?:\\p{ExtPict}[\\ufe0e\\ufe0f]?|\\p{EMod})', '\\p{ExtPict}'],
  ['[\\ufe0e\\ufe0f]', '\\p{ExtPict}', ''],
  ['\\ufe0f', '[0-9#*]', '\\u20e3'],
  // Variants of an ideograph, as names have them, and of signs that Unicode lists.
  ['[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]', '\\p{Ideographic}', ''],
  ['[\\ufe00\\ufe01]', '[\\u2200-\\u22ff\\u2a00-\\u2aff\\u2654-\\u265f\\p{scx=Mymr}\\p{scx=Phag}]', ''],
  ['[\\ufe00\\ufe01]', '[\\u3001\\u3002\\uff01\\uff0c\\uff0e\\uff1a\\uff1b\\uff1f]', ''],
  ['[\\u180b-\\u180d\\u180f]', mongolian, ''],
  ['\\u180e', `${mongolian}[\\u180b-\\u180d\\u180f]?`, mongolian],
  // A syllable of old Hangul without one of its parts.
  ['\\u115f', '', '(?:[\\u1161-\\u11a7\\ud7b0-\\ud7c6]|\\u1160[\\u11a8-\\u11ff\\ud7cb-\\ud7fb])'],
  ['\\u1160', '[\\u1100-\\u115e\\ua960-\\ua97c]', ''],
  ['\\u1160', '\\u115f', '[\\u11a8-\\u11ff\\ud7cb-\\ud7fb]'],
]
  .map(([signs, before, behind]) => `(?=${signs}${behind})(?<=${before})`)
  .join('|');

/** Default-ignorable, bidi and control characters, annotations between lines, and code points that are no characters. */
const unseen = '(?![\\n\\t])[\\p{DI}\\p{Cc}\\p{NChar}\\ufff9-\\ufffb]';
const unseenSigns = new RegExp(`(${regionFlag})|(?=${unseen})(?!${seenBeside})[^]`, 'gu');

/** A letter with more marks than any language has. Unicode sorts the marks of a letter in time that grows with their square. */
const pileOfMarks = /(?<!\p{M})(\p{M}{30})[\p{M}\p{DI}]+/gu;

/** Composition (NFC) would put another ideograph in the place of these, which look different in names. */
const composable = /[^\uf900-\ufaff\u{2f800}-\u{2fa1f}]+/gu;

/**
 * Cleans a text of several lines. Line breaks become `\n`, letters are composed (NFC), and tabs and spaces stay.
 * A text that is clean comes back as it is.
 * @example cleanText('se\u200bnd\r\nmail') // 'send\nmail'
 */
export function cleanText(text: string): string {
  if (!/[^\n\t -~]/.test(text)) return text;
  return text
    .replace(lineBreak, '\n')
    .replaceAll(wordHyphen, '-')
    .replace(loneSurrogate, '\ufffd')
    .replace(unseenSigns, '$1')
    .replace(pileOfMarks, '$1')
    .replace(composable, (part) => part.normalize('NFC'))
    .replace(pileOfMarks, '$1');
}

/**
 * Cleans a text of one line, such as a name. Any run of line breaks, tabs and spaces of Unicode is one space.
 * @example cleanLine(' Ana\u00a0\tLê\n') // 'Ana Lê'
 */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/**
 * Whether nobody can see anything in a clean text. A blank of Braille is a character of its own and no space.
 */
export function looksEmpty(text: string): boolean {
  return /^[\s\u2800]*$/.test(text);
}
