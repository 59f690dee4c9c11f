// What a card says beside what it shows: a sentence for those who hear it, and which earlier cards it takes the place of.
import type { Activity } from 'botbuilder';
import { type CardMark, isPage } from '../channel/cardMark';
import { formOf } from '../mail/mailRecord';
import type { Person } from '../people/people';
import { isStorageFailure } from './outage';

/** What a card tells of a form's mail. `question`: it asks something before anything is done. `gone`: nothing is left of it. */
export type FormCard =
  | 'open'
  | 'preview'
  | 'question'
  | 'sending'
  | 'sent'
  | 'failed'
  | 'unknown'
  | 'cancelled'
  | 'kept'
  | 'deleted'
  | 'gone';
export type SignInCard = 'asked' | 'done' | 'cancelled' | 'failed';
/** `asked`: "sure?". `kept`: the person thought better of it. */
export type LeavingCard = 'asked' | 'done' | 'kept';
export type SignatureCard = 'open' | 'done' | 'gone';

/** What a card is about: a form, by its id, or a matter of the account. */
export type About =
  | { form: string; state: FormCard }
  | { account: 'signIn'; state: SignInCard }
  | { account: 'signOut' | 'forgetMe'; state: LeavingCard }
  | { account: 'signature'; state: SignatureCard };

export interface Says {
  /** What a notification and a list of messages say in the card's place. */
  summary: string;
  /** Whole sentences: what the card is, and what became of the mail. The summary where it says that already. */
  speak?: string;
  /** Nothing for lists, menus and notices about no form. */
  about?: About | undefined;
}

/**
 * The mark of a card. Only our page gets one.
 * @param isSignedIn a sign-in ended in this turn
 */
export async function markOf(
  activity: Activity,
  person: Person,
  about: About | undefined,
  isSignedIn = false,
): Promise<{ channelData?: { card: CardMark } }> {
  if (!isPage(activity)) return {};
  const ends = isSignedIn ? ({ ends: 'signIn' } as const) : {};
  if (!about) return { channelData: { card: { state: 'notice', ...ends } } };
  const { state } = about;
  if ('account' in about) return { channelData: { card: { about: about.account, state, ...ends } } };
  const former = await formerIdOf(person, about.form);
  return { channelData: { card: { about: about.form, ...(former ? { former } : {}), state, ...ends } } };
}

/** Without the storage the cards of before stay as they are. */
async function formerIdOf(person: Person, id: string): Promise<string | undefined> {
  try {
    return formOf(await person.record(), id)?.formerId;
  } catch (error) {
    if (isStorageFailure(error)) return undefined;
    throw error;
  }
}

/** A sentence's end, perhaps within quotes. */
const ended = /[.!?…:。！？：][”"“»」』）)]?$/;
/** Chinese and Japanese have a full stop of their own, also where their sentence ends with an address. */
const cjk = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}][\p{P}\s]*$|：\S*$/u;

/** After these signs, which have their own space, no blank follows. */
const fullWidthEnd = /[。！？：…][”」』）]?$/;

/** A title and what follows it, as sentences. */
export function sentences(...parts: string[]): string {
  const said = parts.map((part) => part.trim()).filter(Boolean);
  return joined(...said.map((part) => (ended.test(part) ? part : `${part}${cjk.test(part) ? '。' : '.'}`)));
}

/** Texts one after the other, as they are. */
export const joined = (...parts: string[]): string =>
  parts
    .filter(Boolean)
    .reduce((said, part) => `${said}${fullWidthEnd.test(said) ? '' : ' '}${part}`, '')
    .trimStart();
