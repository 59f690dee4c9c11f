// Words for people, by key and language, from the language files: i18next behind two small functions.
import i18next, { type i18n } from 'i18next';

export const languages = ['en', 'vi'] as const;
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
  t(key: Key, values?: Values): string;
  group(key: string, values?: Values): LanguageFile;
}

/**
 * The language to answer in.
 * @param locale an activity's `locale` or an `Accept-Language` header ('vi-VN', 'vi,en;q=0.8'); anything unknown is English
 */
export function languageOf(locale: string | undefined): Language {
  const first = locale
    ?.trim()
    .toLowerCase()
    .split(/[-_,;]/)[0];
  return languages.find((language) => language === first) ?? 'en';
}

/**
 * Loads language files once.
 * @param files one file per language, all with the keys of `en`
 * @returns the words of a language; an unknown key throws, so that a missing sentence is found by a test and not by a person
 */
export function loadWords<En extends LanguageFile>(
  files: Record<Language, LanguageFile> & { en: En },
): (language: Language) => Words<KeyOf<En>> {
  const instance: i18n = i18next.createInstance();
  // Nothing is escaped here: cards and pages each escape in their own way.
  void instance.init({
    initAsync: false,
    lng: 'en',
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(languages.map((language) => [language, { translation: files[language] }])),
  });
  const speak = (language: Language): Words<KeyOf<En>> => {
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
    const plain = remembered((key) => t(key, {}));
    const plainGroup = remembered((key) => frozen(group(key, {})));
    return {
      language,
      t: (key, values) => (values ? t(key, values) : plain(key)),
      group: (key, values) => (values ? group(key, values) : plainGroup(key)),
    };
  };
  const spoken = Object.fromEntries(languages.map((language) => [language, speak(language)]));
  return (language) => spoken[language] as Words<KeyOf<En>>;
}

function remembered<T>(find: (key: string) => T): (key: string) => T {
  const found = new Map<string, T>();
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
