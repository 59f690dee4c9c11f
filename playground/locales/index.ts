// The playground's words, one file a language.
import { languageOf, loadWords, localeOf } from '../../bot/locales/translate';
import type en from './en.json';

export const words = loadWords<typeof en>((language) => require(`./${language}.json`));

/** @param languages an `Accept-Language` header */
export const wordsOf = (languages: string | undefined): ReturnType<typeof words> =>
  words(languageOf(languages), localeOf(languages));
