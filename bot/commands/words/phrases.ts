// The phrases of the commands, in every language: people mix them, and a chat's language may not be its person's.
import { type Language, languages, languagesFrom, phrasesOf, remembered } from '../../locales';
import { withoutAccents } from '../../runtime/accents';
import { type CommandName, commands } from '../table';
import { grammarLanguages } from './grammar';
import { isPhrase } from './spelling';

type TypedName = {
  [Name in CommandName]: (typeof commands)[Name] extends { typed: true } ? Name : never;
}[CommandName];

const isTyped = (name: CommandName): name is TypedName => 'typed' in commands[name];
const typedNames = (Object.keys(commands) as CommandName[]).filter(isTyped);

export interface Phrase {
  phrase: string;
  name: TypedName;
}

const phrasesIn = remembered((language: Language): Phrase[] =>
  typedNames.flatMap((name) => phrasesOf(language, name).map((phrase) => ({ phrase, name }))),
);
const exactIn = remembered(
  (language: Language) => new Map(phrasesIn(language).map((one) => [one.phrase, one])),
);
const withoutAccentsIn = remembered((language: Language) => {
  const alike = new Map<string, Phrase[]>();
  for (const one of phrasesIn(language)) {
    const bare = withoutAccents(one.phrase);
    alike.set(bare, [...(alike.get(bare) ?? []), one]);
  }
  return alike;
});

/**
 * The phrase that was typed, with its accents or without. No phrase means two commands (`tests/locales.test.ts`). The chat's
 * language comes first because the file of another one is loaded when it is needed.
 */
export function phraseOf(said: string, language: Language): Phrase | undefined {
  const order = languagesFrom(language);
  for (const one of order) {
    const exact = exactIn(one).get(said);
    if (exact) return exact;
  }
  const bare = withoutAccents(said);
  for (const one of order) {
    const alike = withoutAccentsIn(one).get(bare);
    const meant = alike?.find(({ phrase }) => isPhrase(said, phrase));
    if (meant) return meant;
  }
  return undefined;
}

/** The phrases of which a slip may be one. Those of a language that the person does not speak would be near by chance. */
export const phrasesNearTo = remembered((language: Language): Phrase[] =>
  [...new Set([language, ...grammarLanguages])]
    .flatMap(phrasesIn)
    .sort((a, b) => b.phrase.length - a.phrase.length),
);

/** They answer a question, and are no command: a near miss of one is nothing to ask about. */
export const isNo = (said: string): boolean =>
  languages.some((language) => phrasesOf(language, 'no').some((phrase) => isPhrase(said, phrase)));
