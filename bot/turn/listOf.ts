// Lists within a sentence, as the person's language writes them.
import type { BotWords } from '../locales';

/** "a, b, c", "a, b und c", "a、b、c" */
export const listOf = ({ locale }: BotWords, items: readonly string[]): string =>
  new Intl.ListFormat(locale, { style: 'narrow' }).format(items);

/**
 * A list of which the first are named, and the others counted: "a, b, c, 2 others".
 * @param of what the others are, for languages count people in words of their own
 */
export function firstOf(
  words: BotWords,
  items: readonly string[],
  most: number,
  of: 'people' | 'things',
): string {
  return listOf(words, withOthers(words, items.slice(0, most), items.length - most, of));
}

/** Names, and behind them how many others there are, if any. */
export const withOthers = (
  { t }: BotWords,
  names: readonly string[],
  count: number,
  of: 'people' | 'things',
): string[] => [...names, ...(count > 0 ? [t(`list.${of}`, { count })] : [])];
