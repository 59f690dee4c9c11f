// Text from outside: what nobody can see is taken off, and nothing that can be seen is ever changed.
import fc from 'fast-check';
import { cleanLine, cleanText, looksEmpty } from '../bot/runtime/cleanText';

const runs = { seed: 17, numRuns: 2_000 };

describe('a text', () => {
  it.each([
    ['a zero-width space', 'se\u200bnd', 'send'],
    ['a byte order mark', '\ufeffsend', 'send'],
    ['a soft hyphen', 'mail\u00adbox', 'mailbox'],
    ['a word joiner', 'send\u2060 mail', 'send mail'],
    ['marks of direction', '\u202eana\u202c \u2067bao\u2069\u200e\u200f\u061c', 'ana bao'],
    ['control characters', 'a\u0000b\u001bc\u007fd\u009f', 'abcd'],
    ['Hangul fillers', 'a\u3164b\uffa0c\u115fd\u1160', 'abcd'],
    ['invisible signs of mathematics', 'a\u2061b\u2062c', 'abc'],
    ['tags that are no flag', 'hi\u{e0068}\u{e0069}\u{e007f}', 'hi'],
    ['text hidden behind a flag', `\u{1f3f4}${'\u{e0061}'.repeat(9)}\u{e007f}`, '\u{1f3f4}'],
    ['signs hidden behind an emoji', '\u{1f600}\ufe0f\u{e0100}\u{e0101}', '\u{1f600}\ufe0f'],
    ['a variation of a plain letter', 'a\ufe0fb\ufe00', 'ab'],
    ['a digit of an emoji without its frame', '1\ufe0f2', '12'],
    ['joiners between plain letters', 'a\u200db\u200cc', 'abc'],
    ['joiners between nothing', '\u200d\u200c\u200d', ''],
    ['annotations', 'a\ufff9b\ufffac\ufffb', 'abc'],
    ['code points that are no characters', 'a\uffffb\ufdd0', 'ab'],
  ])('loses %s', (_what, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it.each([
    ['of a letter and its marks', 'Nguye\u0302\u0303n', 'Nguyễn'],
    ['of letters and marks with a sign between', 'e\u200b\u0301', 'é'],
    ['of half a character', 'half \ud83d', 'half \ufffd'],
    ['of lines', 'a\r\nb\rc\u0085d\u2028e\u2029f\vg\fh\n\ni', 'a\nb\nc\nd\ne\nf\ng\nh\n\ni'],
  ])('%s is written in one way', (_what, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('keeps thirty marks of a letter, and no more', () => {
    expect(cleanText(`x${'\u0316'.repeat(5_000)}y`)).toBe(`x${'\u0316'.repeat(30)}y`);
  });

  it('in one line has single spaces for breaks, tabs and spaces of all kinds', () => {
    expect(cleanLine('\u3000 Ana\u00a0\u2009Lê\r\n\tChi\u2028\u200b ')).toBe('Ana Lê Chi');
  });
});

const seen: [string, string][] = [
  ['families', '👩‍👩‍👧‍👦 👩🏽‍🤝‍👨🏿 🧑🏻‍❤️‍💋‍🧑🏿'],
  ['people at work', '👩‍💻 🕵️‍♂️ 🏃🏾‍♀️‍➡️ 🧑‍🦯'],
  ['hearts and signs in colour and in black', '❤️ ❤︎ ☎︎ ✉️ ©️ ™️ ‼️'],
  ['keycaps', '1️⃣ #️⃣ *️⃣'],
  ['flags', '🇻🇳 🏳️‍🌈 🏴‍☠️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁵󠁳󠁴󠁸󠁿'],
  ['Persian', 'می‌خواهم نامه‌ها ه‍. ۱۴۰۵'],
  ['Arabic with its marks and signs of number', 'اَلسَّلَامُ ؀١٢٣ ۝'],
  ['Devanagari', 'क्‍ष क्‌ष हिन्दी'],
  ['Malayalam', 'അവന്‍ അവൾ'],
  ['Bengali', 'র‍্যাব'],
  ['Sinhala', 'ශ්‍රී ලංකා'],
  ['Khmer, Thai, Lao, Burmese and Tibetan', 'ខ្មែរ ภาษาไทย ລາວ မြန်မာ བོད་སྐད'],
  ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ ᠠ᠋ ᠬᠠᠷ᠎ᠠ'],
  ['Hangul', '안녕하세요 ᄒᆞᆫ글 ᅟᅡ ᄀᅠ'],
  ['ideographs in their variants', '葛󠄀城 辻󠄁 神 朗 隆'],
  ['other Chinese and Japanese', '「你好」，ｓｅｎｄ　ﾒｰﾙ ガギグ 㐂'],
  ['Vietnamese', 'Gửi chị Ánh Nguyễn: đường Lê Lợi'],
  ['signs and private characters', '½ ① ∑ ∩︀ → • … – — “x” ‘y’ «z» \ue000\u{f0000} ⠓⠊⠀⠓'],
  ['spaces as they are', '  two  spaces\u00a0and\u3000wide\u2003ones\tand tabs\n\n\n  '],
  ['HTML, Markdown and templates', '<at>x</at>&nbsp;&amp; <b>**b**</b> \\_ {{DATE}} $' + '{a}'],
];

describe('what can be seen stays', () => {
  it.each(seen)('%s', (_what, text) => {
    expect(cleanText(text)).toBe(text);
  });

  it('in any order of it', () => {
    const pieces = seen.flatMap(([, text]) => text.split(/(?<=\s)/));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (some) => {
        const text = some.join(' ');
        expect(cleanText(text)).toBe(text);
      }),
      runs,
    );
  });

  it('of every letter, digit, sign and space of Unicode by itself', () => {
    const changed: string[] = [];
    for (let code = 0x20; code <= 0x10ffff; code += 1) {
      const sign = String.fromCodePoint(code);
      if (!/[\p{L}\p{N}\p{P}\p{S}\p{Zs}\p{Co}]/u.test(sign) || /\p{DI}/u.test(sign)) continue;
      // Composition gives some signs their usual code point. Ideographs keep theirs, for they look different.
      const clean = /\p{Ideographic}/u.test(sign) ? sign : sign.normalize('NFC');
      if (cleanText(`a${sign}b`) !== `a${clean}b`) changed.push(code.toString(16));
    }
    expect(changed).toEqual([]);
  });
});

/** Signs that nobody sees wherever they stand. */
const unseen = [
  ...'\u200b\u2060\ufeff\u00ad\u034f\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2061\u2062\u2063\u2064',
  ...'\u2066\u2067\u2068\u2069\u206a\u206f\u3164\uffa0\u0000\u0007\u0008\u001b\u007f\u0080\u009f\ufff9\uffff',
  '\u{1d173}',
  '\u{e0001}',
  '\u{e01ff}',
];

describe('signs that nobody sees', () => {
  it('are taken off wherever they stand between words', () => {
    const word = fc.constantFrom('send', 'mail', 'Ánh', '你好', 'привет', '12:30', '👍', ' ', '\n');
    const some = fc.array(fc.constantFrom(...unseen), { maxLength: 5 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(fc.array(fc.tuple(some, word, some), { maxLength: 20 }), (parts) => {
        const clean = parts.map(([, said]) => said).join('');
        expect(cleanText(parts.flat().join(''))).toBe(clean);
      }),
      runs,
    );
  });

  it('are all that is default-ignorable or control, between two plain letters', () => {
    const left: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const sign = String.fromCodePoint(code);
      if (!/[\p{DI}\p{Cc}\p{Bidi_C}\p{NChar}]/u.test(sign) || /[\s\u0085]/.test(sign) || code === 0x1e)
        continue;
      if (cleanText(`a${sign}b`) !== 'ab') left.push(code.toString(16));
    }
    expect(left).toEqual([]);
  });

  it('are not the hyphen that Word copies', () => {
    expect(cleanText('anne\u001emarie@contoso.com')).toBe('anne-marie@contoso.com');
  });

  it('do not come back: a clean text stays as it is', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(...unseen, ...seen.flatMap(([, text]) => [...text])),
      fc.constantFrom('\u0344', '\u0301', '\u094d', '\u0958', '\u0316').map((mark) => mark.repeat(20)),
      fc.constantFrom('\u200d', '\u200c', '\ufe0f', '\u{e0067}', '\u{e007f}', '\ud83d', '\r', '\u2028'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const clean = cleanText(parts.join(''));
        expect(cleanText(clean)).toBe(clean);
        expect(cleanLine(cleanLine(clean))).toBe(cleanLine(clean));
      }),
      runs,
    );
  });
});

describe('a text that looks empty', () => {
  it.each([
    '',
    ' \n\t',
    '\u3164',
    '\u200b\u200d\ufe0f',
    '\u2800 \u2800',
    '\u00a0\u3000\u2003',
    '\u202e\u2069',
    '\u{e0061}\u{e007f}',
  ])('is empty: %j', (text) => {
    expect(looksEmpty(cleanText(text))).toBe(true);
  });

  it.each(['.', '0', 'ㅤx', '⠓', '👍', '\u0301', '　。'])(
    'is not empty where there is something to see: %j',
    (text) => {
      expect(looksEmpty(cleanText(text))).toBe(false);
    },
  );
});
