// Scripts: whether the letters of a word belong together, as nobody can tell a Cyrillic "а" among Latin letters.

/** Scripts in daily use (Unicode Standard Annex 31, "Recommended Scripts"), each alone. */
const alone =
  'Latin Greek Cyrillic Armenian Hebrew Arabic Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Georgian Ethiopic Khmer Thaana'.split(
    ' ',
  );
/** Scripts that are written together ("Highly Restrictive" in Unicode Technical Standard 39). */
const together = ['Latin Han Hiragana Katakana', 'Latin Han Bopomofo', 'Latin Han Hangul'];

const kinds = [...alone, ...together].map((scripts) => {
  const letters = scripts
    .split(' ')
    .map((script) => `\\p{Script_Extensions=${script}}`)
    .join('');
  return new RegExp(`^[${letters}\\p{Script=Common}\\p{Script=Inherited}]*$`, 'u');
});

/** Whether a word is of one script, or of scripts that are written together. */
export const isOneScript = (word: string): boolean => kinds.some((kind) => kind.test(word));
