// Words that are no command: a short true answer, and the one or two buttons that fit.
import type { Button } from '../../cards/render';
import { type BotWords, type PhraseName, phrasesOf } from '../locales';
import { currentFormOf } from '../mail/currentForm';
import { waitingSignIn } from '../people/signIns';
import { showGroupWelcome } from '../turn/groups';
import { button, primaryButton, showNotice } from '../turn/notice';
import { isStorageFailure } from '../turn/outage';
import type { Outcome } from '../turn/outcome';
import { nameOf } from '../turn/shorten';
import type { Turn } from '../turn/turn';
import { showWelcome } from './help';

/** What people ask a mail bot for and this one cannot do. */
export const features = ['read', 'schedule', 'recall', 'calendar'] as const;
/** `attach`: that it can do, with a file. */
export type Feature = (typeof features)[number] | 'attach';

/** A greeting, a mention of the bot alone, or nothing at all. */
export const sayHello = (turn: Turn): Promise<Outcome> =>
  turn.isPrivate ? showWelcome(turn) : showGroupWelcome(turn);

export function sayWelcome(turn: Turn): Promise<Outcome> {
  const { t } = turn.words;
  return showNotice(turn, { title: t('talk.thanks'), text: '', actions: ways(turn) });
}

export interface Unknown {
  /** The command that was probably meant, and what its button sends if there can be one. */
  near?: { name: PhraseName; verb: string | undefined };
  /** What the words ask for and the bot cannot do. */
  lacks?: Exclude<Feature, 'attach'>;
}

/** Answers words that were not understood. */
export async function answerUnknown(turn: Turn, { near, lacks }: Unknown): Promise<Outcome> {
  const { t } = turn.words;
  const title = t('help.unknown');
  if (near) {
    // The phrase that came near may be in another language, or one that is understood and never shown.
    const [phrase = ''] = phrasesOf(turn.words.language, near.name);
    const actions = near.verb
      ? [primaryButton(phrase, near.verb), helpButton(turn.words)]
      : await waysOn(turn);
    return showNotice(turn, { title, text: t('help.nearMiss', { phrase }), actions });
  }
  if (lacks) {
    const text = t(`talk.lacks.${lacks}.text`);
    return showNotice(turn, { title: t('talk.lacks.title'), text, actions: await waysOn(turn) });
  }
  if (turn.isPrivate && (await isSigningIn(turn))) {
    const actions = [
      primaryButton(t('signIn.again'), 'account.signIn'),
      button(t('signIn.help'), 'account.signInHelp'),
    ];
    return showNotice(turn, {
      title: t('talk.signInWaits.title'),
      text: t('talk.signInWaits.text'),
      actions,
    });
  }
  const led = await leadToForm(turn);
  if (led) return led;
  return showNotice(turn, { title, text: t('talk.short'), actions: ways(turn) });
}

/** Says that the words did not go into the form in hand, and offers it. @returns nothing without a form in hand */
export async function leadToForm(turn: Turn): Promise<Outcome | undefined> {
  const form = await openForm(turn);
  if (!form) return undefined;
  const { t } = turn.words;
  const subject = nameOf(turn.words, form.draft.subject);
  const actions = await waysOn(turn);
  return showNotice(turn, {
    title: t('talk.formOpen.title'),
    text: t('talk.formOpen.text', { subject }),
    actions,
  });
}

/** Whether a sign-in waits here: the form that it is for has not been shown yet. */
async function isSigningIn({ person, activity, services }: Turn): Promise<boolean> {
  const here = { conversation: activity.conversation.id, now: services.clock.now() };
  try {
    const waiting = waitingSignIn(await person.record(), here);
    return waiting !== undefined && (waiting.connection ?? 'mail') === 'mail';
  } catch (error) {
    if (isStorageFailure(error)) return false;
    throw error;
  }
}

/** The form in hand, in the 1:1 chat. Without the storage the short answer does. */
async function openForm({ isPrivate, person }: Turn) {
  if (!isPrivate) return undefined;
  try {
    return currentFormOf(await person.record());
  } catch (error) {
    if (isStorageFailure(error)) return undefined;
    throw error;
  }
}

const helpButton = ({ t }: BotWords): Button => button(t('talk.help'), 'help.show');
const ways = ({ words, isPrivate }: Turn): Button[] => [
  ...(isPrivate ? [primaryButton(words.t('mail.newForm'), 'mail.compose')] : []),
  helpButton(words),
];

/** The button back to the form in hand, or else the one for a new form. */
export async function waysOn(turn: Turn): Promise<Button[]> {
  const form = await openForm(turn);
  if (!form) return ways(turn);
  return [primaryButton(turn.words.t('drafts.goOn'), 'mail.compose', form.id), helpButton(turn.words)];
}
