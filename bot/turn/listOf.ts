// Lists within a sentence, as the person's language writes them.
import type { BotWords } from '../locales';

/** "a, b, c", "a, b und c", "a、b、c" */
export const listOf = ({ locale }: BotWords, items: readonly string[]): string =>
  new Intl.ListFormat(locale, { style: 'narrow' }).format(items);
