// Failures in words: what happened, what to do, and a reference that is also in the log.
import type { Button } from '../../cards/render';
import { ServiceAnswered, ServiceCallFailed } from '../channel/serviceCalls';
import { otherAccountButton } from '../commands/account/account';
import { type Advice, adviceFor } from '../graph/advice';
import { GraphAnswered, GraphCallFailed } from '../graph/errors';
import type { BotWords } from '../locales';
import { button, primaryButton, showNotice } from './notice';
import { isStorageFailure } from './outage';
import type { Turn } from './turn';

/** Whether an error is one of a service this bot leans on: those pass, and nothing of ours is broken. */
export function isServiceFailure(error: unknown): boolean {
  const kinds = [GraphAnswered, GraphCallFailed, ServiceAnswered, ServiceCallFailed];
  return isStorageFailure(error) || kinds.some((kind) => error instanceof kind);
}

/** Whether the token service could not be had, or did not do what it was asked. */
export function isTokenServiceFailure(error: unknown): error is ServiceAnswered | ServiceCallFailed {
  const isService = error instanceof ServiceAnswered || error instanceof ServiceCallFailed;
  return isService && error.service === 'token service';
}

/** Tells the person what went wrong in this turn. */
export async function showFailure(turn: Turn, error: unknown): Promise<void> {
  turn.entry.outcome = 'failed';
  turn.entry.reference = turn.reference;
  const { t } = turn.words;
  await showNotice(turn, {
    title: t('failure.title'),
    text: failureText(turn.words, error),
    color: 'attention',
    withReference: true,
    actions: wayOut(turn, error),
  });
}

/** Back to what was typed, and to another sign-in where this one is what failed. */
function wayOut({ words, keptForm }: Turn, error: unknown): Button[] {
  const { t } = words;
  const back = keptForm ? [primaryButton(t('mail.edit'), 'mail.compose', keptForm)] : [];
  switch (error instanceof GraphAnswered ? adviceFor(error) : undefined) {
    case 'signInAgain':
      return keptForm ? back : [primaryButton(t('signIn.again'), 'account.signIn')];
    case 'noMailbox':
      return [...back, otherAccountButton(words)];
    case 'consent':
      return [...back, button(t('signIn.help'), 'account.signInHelp')];
    default:
      return back;
  }
}

function failureText(words: BotWords, error: unknown): string {
  if (error instanceof GraphAnswered) return adviceText(words, adviceFor(error), error.retryAfter);
  if (error instanceof GraphCallFailed) return adviceText(words, adviceFor(error));
  if (error instanceof ServiceAnswered || error instanceof ServiceCallFailed)
    return words.t(error.service === 'connector' ? 'failure.reply' : 'failure.tokenService');
  if (isStorageFailure(error)) return words.t('failure.storage');
  return words.t('failure.unexpected');
}

/** @param retryAfter seconds, from Graph's Retry-After */
export function adviceText({ t }: BotWords, advice: Advice, retryAfter = 60): string {
  const count = Math.ceil(retryAfter / 60);
  const wait = count <= 1 ? t('failure.aMinute') : t('failure.minutes', { count });
  return t(`failure.${advice}`, { wait });
}
