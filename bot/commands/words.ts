// Words to command: what a person typed, and what they probably meant.
import { distance } from 'fastest-levenshtein';
import { type Language, languages, words } from '../locales';
import { type Draft, emptyDraft, readDraft } from '../mail/draft';

export const commandNames = [
  'help',
  'signIn',
  'signInHelp',
  'otherAccount',
  'signOut',
  'profile',
  'compose',
  'drafts',
  'sent',
  'token',
  'cancel',
  'forgetMe',
] as const;
export type CommandName = (typeof commandNames)[number];

export type Command =
  | { name: Exclude<CommandName, 'compose'> }
  | { name: 'compose'; draft: Draft }
  | { name: 'code'; code: string }
  /** `near` is the phrase it was probably meant to be; `nearlyCode` that it was probably meant to be a code. */
  | { name: 'unknown'; near?: string; nearlyCode?: true };

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

/** Longer than any phrase, and short enough for whatever is done to it. */
const longestPhrase = 60;

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
  if (/^\d{6}$/.test(typed)) return { name: 'code', code: typed };
  if (isNearlyCode(typed)) return { name: 'unknown', nearlyCode: true };
  if (typed.length <= longestPhrase) {
    const lower = typed.toLowerCase().replace(/\s+/g, ' ');
    const said = lower.replace(/[.!?…]+$/, '') || lower;
    const exact = phrases.find(({ phrase }) => phrase === said);
    if (exact)
      return exact.name === 'compose' ? { name: 'compose', draft: emptyDraft } : { name: exact.name };
  }
  const draft = readOneLine(typed);
  if (draft) return { name: 'compose', draft };
  const near = typed.length <= longestPhrase ? nearMiss(typed.toLowerCase()) : undefined;
  return near ? { name: 'unknown', near } : { name: 'unknown' };
}

/** "send mail to ana@contoso.com about Lunch: see you at 12" → the draft it describes. */
function readOneLine(typed: string): Draft | undefined {
  const { t } = words('en');
  const spaced = (phrase: string) => phrase.replace(/ /g, '\\s+');
  const starts = phrasesOf('en', 'compose').map(
    (phrase) => new RegExp(`^${spaced(phrase)}\\s+${t('commands.to')}\\s`, 'i'),
  );
  const [start] = starts.map((form) => form.exec(typed)?.[0]).filter((found) => found !== undefined);
  if (start === undefined) return undefined;
  // Cut by position: a pattern for the whole line could be made to search for minutes.
  const rest = typed.slice(start.length);
  // A colon with a space behind it ends the subject; one in 12:30 does not.
  const colon = rest.search(/:(\s|$)/);
  const head = colon < 0 ? rest : rest.slice(0, colon);
  const about = new RegExp(`\\s${t('commands.about')}\\s`, 'i').exec(head);
  const to = about ? head.slice(0, about.index) : head;
  const subject = about ? head.slice(about.index + about[0].length) : '';
  const body = colon < 0 ? '' : rest.slice(colon + 1);
  return readDraft({ to: to.trim(), subject: subject.trim(), body: body.trim() });
}

/** `123 456`, `12345`, `123456.` or `Code: 123456`. */
function isNearlyCode(typed: string): boolean {
  return (
    typed.length <= 20 && /^(\p{L}+:? )?[\d \-.]+$/u.test(typed) && /^\d{5,7}$/.test(typed.replace(/\D/g, ''))
  );
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
