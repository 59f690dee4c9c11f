// The bot's own words, one file a language.
import type en from './en.json';
import {
  type KeyOf,
  type Language,
  languageOf,
  languages,
  loadWords,
  localeOf,
  type Words,
} from './translate';

export { type Language, languageOf, languages, localeOf, remembered } from './translate';
export type Key = KeyOf<typeof en>;
export type BotWords = Words<Key>;

// The build puts every file that fits this name into the bundle.
export const words = loadWords<typeof en>((language) => require(`./${language}.json`));

/** @param locale an activity's `locale` or an `Accept-Language` header */
export const wordsOf = (locale: string | undefined): BotWords => words(languageOf(locale), localeOf(locale));

type NameIn<K> = K extends `commands.${infer Name}` ? Name : never;
/** A name below `commands` of the language files. */
export type PhraseName = NameIn<Key>;

/** What may be typed for a name. The first phrase is the one that people are shown. */
export const phrasesOf = (language: Language, name: PhraseName): string[] =>
  words(language).t(`commands.${name}`).split('|');

/** All languages, one of them first. */
export const languagesFrom = (first: Language): Language[] => [
  first,
  ...languages.filter((language) => language !== first),
];
