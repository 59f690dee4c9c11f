// Failures in words: what happened, what to do, and a reference that is also in the log.
import type { Button } from '../../cards/render';
import { ServiceAnswered, ServiceCallFailed } from '../channel/serviceCalls';
import { type Advice, adviceFor } from '../graph/advice';
import { GraphAnswered, GraphCallFailed } from '../graph/errors';
import { type AccountKind, kindOf } from '../graph/profile';
import type { BotWords } from '../locales';
import { markReported } from '../mail/unreported';
import { isTooLarge } from './fitting';
import { button, otherAccountButton, primaryButton, showNotice } from './notice';
import { isStorageFailure } from './outage';
import type { Outcome } from './outcome';
import { adviceAgain, isLastingRefusal } from './refusal';
import { sentences } from './said';
import { showWait } from './time';
import type { Turn } from './turn';

/** Whether an error is a failure of a service the bot depends on. Such a failure passes, and is no fault of the bot's. */
export function isServiceFailure(error: unknown): error is Error {
  const kinds = [GraphAnswered, GraphCallFailed, ServiceAnswered, ServiceCallFailed];
  return isStorageFailure(error) || kinds.some((kind) => error instanceof kind);
}

/** Whether the token service did not answer, or did not do what it was asked. */
export function isTokenServiceFailure(error: unknown): error is ServiceAnswered | ServiceCallFailed {
  const isService = error instanceof ServiceAnswered || error instanceof ServiceCallFailed;
  return isService && error.service === 'token service';
}

/** What to advise when a call to Graph ended the turn; nothing where something else did. */
export async function adviceOn(turn: Turn, error: unknown): Promise<Advice | undefined> {
  if (error instanceof GraphCallFailed) return adviceFor(error);
  if (!(error instanceof GraphAnswered)) return undefined;
  const advice = adviceFor(error);
  if (advice !== 'signInAgain') return advice;
  return (await isLastingRefusal(turn, 'mail', turn.session?.tokenHash)) ? adviceAgain(error) : advice;
}

/**
 * Tells the person what went wrong in this turn.
 * @param advice from `adviceOn`
 */
export async function showFailure(turn: Turn, error: unknown, advice?: Advice): Promise<Outcome> {
  turn.entry.reference = turn.reference;
  if (turn.reporting && turn.entry.outcome === 'sent') return showSentAllTheSame(turn);
  return showNotice(
    turn,
    {
      title: turn.words.t('failure.title'),
      text: advice ? await graphFailureText(turn, error, advice) : failureText(turn.words, error),
      color: 'attention',
      withReference: true,
      actions: waysOut(turn, advice),
    },
    'failed',
  );
}

/** The mail went, and only its receipt got lost: to press anything again would be no use. */
async function showSentAllTheSame(turn: Turn): Promise<Outcome> {
  const { t } = turn.words;
  const { reporting = '' } = turn;
  const { outcomes } = await turn.person.record();
  const subject = outcomes.find(({ formId }) => formId === reporting)?.subject || t('mail.noSubject');
  await showNotice(turn, {
    title: t('mail.alreadySent.title', { subject }),
    text: t('failure.receipt'),
    withReference: true,
  });
  await turn.person.change((record) => markReported(record, [reporting])).catch(() => undefined);
  return 'sent';
}

/** Leads back to what was typed, and to another sign-in where this one is what failed. */
function waysOut({ words, keptForm }: Turn, advice: Advice | undefined): Button[] {
  const { t } = words;
  const back = keptForm ? [primaryButton(t('mail.edit'), 'mail.compose', keptForm)] : [];
  switch (advice) {
    case 'signInAgain':
      return keptForm ? back : [primaryButton(t('signIn.again'), 'account.signIn')];
    case 'noMailbox':
    case 'notFound':
    case 'policy':
    case 'stillRefused':
      return [...back, otherAccountButton(words)];
    case 'consent':
    case 'forbidden':
      return [...back, button(t('signIn.help'), 'account.signInHelp')];
    default:
      return back;
  }
}

function failureText(words: BotWords, error: unknown): string {
  if (error instanceof ServiceAnswered || error instanceof ServiceCallFailed) {
    if (error.service !== 'connector') return words.t('failure.tokenService');
    if (isTooLarge(error)) return words.t('failure.answerTooLarge');
    // Without an answer of the channel's the message may be there all the same.
    return words.t(error instanceof ServiceAnswered ? 'failure.reply' : 'failure.replyLost');
  }
  if (isStorageFailure(error)) return words.t('failure.storage');
  return words.t('failure.unexpected');
}

async function graphFailureText(turn: Turn, error: unknown, advice: Advice): Promise<string> {
  const kind = await knownKind(turn);
  if (!(error instanceof GraphAnswered)) return adviceText(turn.words, advice, { kind });
  const { retryAfter, requestId } = error;
  return adviceText(turn.words, advice, { kind, retryAfter, requestId });
}

/** The kind of the account that the record names. It is not asked of Graph, which has just failed. */
async function knownKind({ person }: Turn): Promise<AccountKind | undefined> {
  try {
    return kindOf((await person.record()).account);
  } catch (error) {
    if (isStorageFailure(error)) return undefined;
    throw error;
  }
}

/** What is known about a failure besides its advice. */
export interface FailureFacts {
  /** Of the account; what to do is not the same for both kinds. */
  kind?: AccountKind | undefined;
  /** Seconds, from Graph's Retry-After. */
  retryAfter?: number | undefined;
  /** Graph's, by which an administrator finds the call in Entra's logs. */
  requestId?: string | undefined;
}

/** The causes that an organisation's administrator mends for a work account, and the person alone for a personal one. */
const byKind = [
  'policy',
  'stillRefused',
  'consent',
  'forbidden',
  'noMailbox',
  'notFound',
  'quota',
  'blocked',
  'sendAs',
] as const;

/** Says in words what happened and what to do. */
export function adviceText(words: BotWords, advice: Advice, facts: FailureFacts = {}): string {
  const { t } = words;
  const { kind, retryAfter, requestId } = facts;
  const wait = showWait(words, retryAfter ?? 60);
  const ofKind = byKind.find((candidate) => candidate === advice);
  const said = [ofKind && kind ? t(`failure.${kind}.${ofKind}`) : t(`failure.${advice}`, { wait })];
  if (retryAfter !== undefined && ['quota', 'trouble', 'manyRecipients'].includes(advice))
    said.push(t('failure.asked', { wait }));
  if (advice === 'policy' && requestId) said.push(t('failure.requestId', { requestId }));
  return sentences(...said);
}
