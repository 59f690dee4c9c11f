// The bot's own words, one file a language.
import en from './en.json';
import { type KeyOf, loadWords, type Words } from './translate';
import vi from './vi.json';

export { type Language, languageOf, languages } from './translate';
export type Key = KeyOf<typeof en>;
export type BotWords = Words<Key>;

export const words = loadWords({ en, vi });
