// Initials: what stands for a person who has no photo.

/**
 * The first letters of the first and the last word of a name, "NA" of "Nguyễn Văn An". A script without capitals joins its
 * letters or gives each a meaning, so one letter of it does: "王" of "王小明".
 * @returns nothing for a name without letters
 */
export function initialsOf(name: string): string {
  // "Ana Nguyen (Sales)": what is in brackets is no part of the name.
  const bare = name.replace(/[([{（【][^)\]}）】]*[)\]}）】]/gu, ' ').normalize('NFC');
  const letters = bare.split(/[\s@]+/u).flatMap((word) => /\p{L}\p{M}*/u.exec(word)?.[0] ?? []);
  const [first = ''] = letters;
  const last = letters.at(-1) ?? '';
  const isCased = (letter: string) => letter.toLowerCase() !== letter.toUpperCase();
  if (letters.length < 2 || name.includes('@') || !isCased(first) || !isCased(last))
    return first.toUpperCase();
  return `${first}${last}`.toUpperCase();
}
