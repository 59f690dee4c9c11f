// Scripts: whether the letters of a word belong together, as nobody can tell a Cyrillic "а" among Latin letters.

/** Scripts in daily use (Unicode Standard Annex 31, "Recommended Scripts"), each alone. */
const alone =
  'Latin Greek Cyrillic Armenian Hebrew Arabic Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Georgian Ethiopic Khmer Thaana'.split(
    ' ',
  );
/** Scripts that are written together ("Highly Restrictive" in Unicode Technical Standard 39). */
const together = ['Han Hiragana Katakana', 'Han Bopomofo', 'Han Hangul'];

const kindsOf = (all: string[]) =>
  all.map((scripts) => {
    const letters = scripts
      .split(' ')
      .map((script) => `\\p{Script_Extensions=${script}}`)
      .join('');
    return new RegExp(`^[${letters}\\p{Script=Common}\\p{Script=Inherited}]*$`, 'u');
  });

const strict = kindsOf([...alone, ...together]);
const withLatin = kindsOf(together.map((scripts) => `Latin ${scripts}`));

/** Whether a word is of one script, as those of Japanese count. "邮箱是ana" is a word and the beginning of an address. */
export const isOneScript = (word: string): boolean => strict.some((kind) => kind.test(word));

/** Cyrillic and Greek letters that look like Latin ones. */
const latinTwins = /^[асеорхуіјѕһԁԛԝӏАВЕКМНОРСТХУІЈЅοναρυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ\d]*$/u;

/** Whether a word of another script could be taken for one in Latin letters: "сора" is four Cyrillic letters. */
export const looksLatin = (word: string): boolean => /[^\0-\x7f]/.test(word) && latinTwins.test(word);

/** Whether a word is of scripts that are written together in names, such as "abc株式会社". */
export const isOneOrWithLatin = (word: string): boolean =>
  isOneScript(word) || withLatin.some((kind) => kind.test(word));
