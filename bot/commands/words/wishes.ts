// Sentences that are no command: a wish to write to an address, and wishes that the bot cannot fulfil.
import { languages, words } from '../../locales';
import { type Draft, emptyDraft } from '../../mail/draft';
import { type Feature, features } from '../smallTalk';
import { plain, withoutAccents } from './spelling';

/** Characters of a sentence. A longer text is no wish but something that was pasted. */
const longest = 300;
/** An address as far as it can be told within a sentence. The form checks it. */
const address = /(?<![^\s"'<(,;:])[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,253}\.\p{L}{2,24}/gu;

const plainWords = (all: string[]): ReadonlySet<string> =>
  new Set(all.flatMap((one) => one.split('|')).map(withoutAccents));
const toWrite = plainWords(languages.map((language) => words(language).t('talk.write')));
const lacking: [Feature, ReadonlySet<string>][] = features.map((feature) => [
  feature,
  plainWords(languages.map((language) => words(language).t(`talk.lacks.${feature}.words`))),
]);

/** Reads "can you send an email to ana@contoso.com?": a mail to everybody whose address is in the sentence. */
export function readWish(typed: string): Draft | undefined {
  const addresses = typed.length <= longest ? (typed.match(address) ?? []) : [];
  const isWish = addresses.length > 0 && hasOneOf(toWrite, typed.replace(address, ' '));
  return isWish ? { ...emptyDraft, to: addresses.join(', ') } : undefined;
}

/** Finds what a sentence asks for and the bot cannot do. */
export function featureIn(typed: string): Feature | undefined {
  if (typed.length > longest) return undefined;
  return lacking.find(([, phrases]) => hasOneOf(phrases, typed))?.[0];
}

/** Whether one of these phrases stands in the text, as words of its own. */
function hasOneOf(phrases: ReadonlySet<string>, text: string): boolean {
  const said = ` ${withoutAccents(plain(text))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')} `;
  return [...phrases].some((phrase) => said.includes(` ${phrase} `));
}
