// Words for people, by key and language, from the language files: i18next behind two small functions.
import i18next, { type i18n } from 'i18next';

/** Each has a file of this name in `bot/locales/` and in `playground/locales/`. */
export const languages = ['en', 'vi', 'de', 'fr', 'es', 'pt', 'ja', 'zh'] as const;
export type Language = (typeof languages)[number];

/** A language file: nested objects of sentences. */
export interface LanguageFile {
  [key: string]: string | LanguageFile;
}

/** Every dotted path of a language file that ends at a sentence; plural forms count as the key they belong to. */
export type KeyOf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string
    ? `${Prefix}${K extends `${infer Base}_${'one' | 'other'}` ? Base : K}`
    : KeyOf<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

export type Values = Record<string, string | number>;

/** Speaks one language. `t` gives a sentence; `group` gives all sentences below a key, as a card wants them; callers must not change it. */
export interface Words<Key extends string = string> {
  language: Language;
  /** The language with the person's region, for `Intl`: 28/11/2026 in `en-GB` is 11/28/2026 in `en-US`. */
  locale: string;
  t(key: Key, values?: Values): string;
  group(key: string, values?: Values): LanguageFile;
}

/** Characters of a header that are read. Browsers send less. */
const longestHeader = 300;

/** The tags of an activity's `locale` or of an `Accept-Language` header, the preferred first. */
function tagsIn(locale = ''): string[] {
  return locale
    .slice(0, longestHeader)
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
      return { tag: tag.replaceAll('_', '-'), quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

const languageIn = (tag: string): Language | undefined => {
  const [first = ''] = tag.toLowerCase().split('-', 1);
  return languages.find((language) => language === first);
};

/**
 * The language to answer in.
 * @param locale an activity's `locale` or an `Accept-Language` header ('vi-VN', 'ko,vi;q=0.8'); anything unknown is English
 */
export function languageOf(locale: string | undefined): Language {
  for (const tag of tagsIn(locale)) {
    const language = languageIn(tag);
    if (language) return language;
  }
  return 'en';
}

/** The language with the region that `locale` names for it, else with the one where most people speak it: `pt` is `pt-BR`. */
export function localeOf(locale: string | undefined, language = languageOf(locale)): string {
  const tag = tagsIn(locale).find((one) => languageIn(one) === language);
  return `${language}-${regionIn(tag) ?? regionIn(language)}`;
}

function regionIn(tag: string | undefined): string | undefined {
  if (!tag) return undefined;
  try {
    return new Intl.Locale(tag).maximize().region;
  } catch {
    // The tag comes from outside and need not be one.
    return undefined;
  }
}

/**
 * Loads each language file when its words are first asked for: a file takes a millisecond, and most people of a bot speak the
 * same few languages.
 * @param load reads the file of a language; all have the keys of `en`
 * @returns the words of a language; an unknown key throws, so that a missing sentence is found by a test and not by a person
 */
export function loadWords<En extends LanguageFile>(
  load: (language: Language) => LanguageFile,
): (language: Language, locale?: string) => Words<KeyOf<En>> {
  const instance: i18n = i18next.createInstance();
  // Nothing is escaped here: cards and pages each escape in their own way.
  void instance.init({
    initAsync: false,
    lng: 'en',
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: {},
  });
  const speak = (language: Language): Words<KeyOf<En>> => {
    instance.addResourceBundle(language, 'translation', load(language));
    const fixed = instance.getFixedT(language);
    const found = new Set<string>();
    const known = (key: string, values: Values) => {
      if (found.has(key)) return;
      if (!instance.exists(key, { lng: language, ...values }))
        throw new Error(`No words for "${key}" in ${language}`);
      // A plural form that exists for one count may be missing for another.
      if (!('count' in values)) found.add(key);
    };
    const t = (key: string, values: Values): string => {
      known(key, values);
      return fixed(key, values);
    };
    const group = (key: string, values: Values): LanguageFile => {
      known(key, values);
      return fixed(key, { ...values, returnObjects: true }) as unknown as LanguageFile;
    };
    // Most sentences have nothing to fill in. They are looked up once.
    const plain = remembered((key: string) => t(key, {}));
    const plainGroup = remembered((key: string) => frozen(group(key, {})));
    return {
      language,
      locale: localeOf(language),
      t: (key, values) => (values ? t(key, values) : plain(key)),
      group: (key, values) => (values ? group(key, values) : plainGroup(key)),
    };
  };
  const spoken = remembered(speak);
  return (language, locale) => (locale ? { ...spoken(language), locale } : spoken(language));
}

/** Finds what belongs to a key once. */
export function remembered<K, T>(find: (key: K) => T): (key: K) => T {
  const found = new Map<K, T>();
  return (key) => {
    const before = found.get(key);
    if (before !== undefined) return before;
    const value = find(key);
    found.set(key, value);
    return value;
  };
}

/** Every caller gets the same object, so it must not be changed. */
function frozen(group: LanguageFile): LanguageFile {
  for (const value of Object.values(group)) if (typeof value === 'object') frozen(value);
  return Object.freeze(group);
}
