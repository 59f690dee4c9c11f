// Words to command: what a person typed, and what they probably meant.
import { distance } from 'fastest-levenshtein';
import { languages } from '../../locales';
import { type CommandName, commands, type Input } from '../table';
import { readOneLine } from './oneLine';
import { composed, isPhrase, phrasesOf, withoutAccents } from './spelling';

type TypedName = {
  [Name in CommandName]: (typeof commands)[Name] extends { typed: true } ? Name : never;
}[CommandName];

const isTyped = (name: CommandName): name is TypedName => 'typed' in commands[name];
const typedNames = (Object.keys(commands) as CommandName[]).filter(isTyped);

/** What was typed: a command of the table, and what comes along with it. */
export type Typed = { name: CommandName } & Pick<Input, 'draft' | 'code' | 'near' | 'nearlyCode'>;

interface Phrase {
  phrase: string;
  name: TypedName;
}

/** Every language's phrases count whatever the language of the chat: people mix them. Longest first. */
const phrases: Phrase[] = languages
  .flatMap((language) =>
    typedNames.flatMap((name) => phrasesOf(language, name).map((phrase) => ({ phrase, name }))),
  )
  .sort((a, b) => b.phrase.length - a.phrase.length);

/** Characters. Every phrase is shorter. */
const longestPhrase = 60;

/**
 * Reads a message.
 * @param text what the person typed, with mentions of the bot already taken out
 */
export function readCommand(text: string): Typed {
  const typed = composed(text)
    .replace(/\u00a0/g, ' ')
    .trim();
  // Only a message that is nothing but six digits is a code; a phone number in a sentence is not.
  if (/^\d{6}$/.test(typed)) return { name: 'code', code: typed };
  if (isNearlyCode(typed)) return { name: 'unknown', nearlyCode: true };
  if (typed.length <= longestPhrase) {
    const lower = typed.toLowerCase().replace(/\s+/g, ' ');
    const said = lower.replace(/[.!?…]+$/, '') || lower;
    const meant =
      phrases.find(({ phrase }) => phrase === said) ?? phrases.find(({ phrase }) => isPhrase(said, phrase));
    // "send?" is a question, so nothing is sent yet.
    if (meant?.name === 'send' && typed.endsWith('?')) return { name: 'unknown', near: meant.phrase };
    if (meant) return { name: meant.name };
  }
  const draft = readOneLine(typed);
  if (draft) return { name: 'compose', draft };
  const near = typed.length <= longestPhrase ? nearMiss(typed.toLowerCase()) : undefined;
  return near ? { name: 'unknown', near } : { name: 'unknown' };
}

/** `123 456`, `12345`, `123456.` or `Code: 123456`. */
function isNearlyCode(typed: string): boolean {
  return (
    typed.length <= 20 && /^(\p{L}+:? )?[\d \-.]+$/u.test(typed) && /^\d{5,7}$/.test(typed.replace(/\D/g, ''))
  );
}

/** Accents apart, no slip in a very short phrase, one in a short phrase, two in a longer one. */
function nearMiss(said: string): string | undefined {
  const slips = (phrase: string) => distance(withoutAccents(said), withoutAccents(phrase));
  const forgiven = (phrase: string) => (phrase.length > 5 ? 2 : phrase.length > 3 ? 1 : 0);
  const [nearest] = phrases
    .map(({ phrase }) => ({ phrase, slips: slips(phrase), accents: distance(said, phrase) }))
    .filter(({ phrase, slips }) => slips <= forgiven(phrase))
    .sort((a, b) => a.slips - b.slips || a.accents - b.accents);
  return nearest?.phrase;
}
