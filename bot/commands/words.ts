// Words to command: what a person typed, and what they probably meant.
import { distance } from 'fastest-levenshtein';
import { type Language, languages, words } from '../locales';
import { type Draft, emptyDraft } from '../mail/draft';

export const commandNames = [
  'help',
  'signIn',
  'signInHelp',
  'signOut',
  'profile',
  'compose',
  'token',
  'cancel',
  'forgetMe',
] as const;
export type CommandName = (typeof commandNames)[number];

export type Command =
  | { name: Exclude<CommandName, 'compose'> }
  | { name: 'compose'; draft: Draft }
  | { name: 'code' }
  /** `near` is the phrase it was probably meant to be. */
  | { name: 'unknown'; near?: string };

interface Phrase {
  phrase: string;
  name: CommandName;
}

/** Every language's phrases count whatever the language of the chat: people mix them. Longest first. */
const phrases: Phrase[] = languages
  .flatMap((language) =>
    commandNames.flatMap((name) => phrasesOf(language, name).map((phrase) => ({ phrase, name }))),
  )
  .sort((a, b) => b.phrase.length - a.phrase.length);

/**
 * Reads a message.
 * @param text what the person typed, with mentions of the bot already taken out
 */
export function readCommand(text: string): Command {
  const typed = text
    .normalize('NFC')
    .replace(/\u00a0/g, ' ')
    .trim();
  // Only a message that is nothing but six digits is a code; a phone number in a sentence is not.
  if (/^\d{6}$/.test(typed)) return { name: 'code' };

  const said =
    typed
      .toLowerCase()
      .replace(/\s+/g, ' ')
      .replace(/[.!?…]+$/, '') || typed;
  const exact = phrases.find(({ phrase }) => phrase === said);
  if (exact) return exact.name === 'compose' ? { name: 'compose', draft: emptyDraft } : { name: exact.name };

  const draft = readOneLine(typed);
  if (draft) return { name: 'compose', draft };
  const near = nearMiss(said);
  return near ? { name: 'unknown', near } : { name: 'unknown' };
}

/** "send mail to ana@contoso.com about Lunch: see you at 12" → the draft it describes. */
function readOneLine(typed: string): Draft | undefined {
  const { t } = words('en');
  for (const phrase of phrasesOf('en', 'compose')) {
    const start = new RegExp(`^${phrase.replace(/ /g, '\\s+')}\\s+${t('commands.to')}\\s+`, 'i').exec(typed);
    if (!start) continue;
    const rest = typed.slice(start[0].length);
    const [, to = '', subject = '', body = ''] =
      new RegExp(
        `^([^:]*?)(?:\\s+${t('commands.about')}\\s+([^:\\n]*))?(?:\\s*:\\s*([\\s\\S]*))?$`,
        'i',
      ).exec(rest) ?? [];
    return { to: to.trim(), subject: subject.trim(), body: body.trim() };
  }
  return undefined;
}

/** One slip in a short phrase, two in a longer one. */
function nearMiss(said: string): string | undefined {
  const slips = (phrase: string) => distance(said, phrase);
  const [nearest] = phrases
    .filter(({ phrase }) => phrase.length > 3 && slips(phrase) <= (phrase.length > 5 ? 2 : 1))
    .sort((a, b) => slips(a.phrase) - slips(b.phrase));
  return nearest?.phrase;
}

function phrasesOf(language: Language, name: CommandName): string[] {
  return words(language).t(`commands.${name}`).split('|');
}
