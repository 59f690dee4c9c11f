// The bot's own words, one file a language.
import en from './en.json';
import { type KeyOf, type Language, loadWords, type Words } from './translate';
import vi from './vi.json';

export { type Language, languageOf, languages } from './translate';
export type Key = KeyOf<typeof en>;
export type BotWords = Words<Key>;

export const words = loadWords({ en, vi });

type NameIn<K> = K extends `commands.${infer Name}` ? Name : never;
/** A name below `commands` of the language files. */
export type PhraseName = NameIn<Key>;

/** What may be typed for a name. The first phrase is the one that people are shown. */
export const phrasesOf = (language: Language, name: PhraseName): string[] =>
  words(language).t(`commands.${name}`).split('|');
