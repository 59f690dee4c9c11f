// The command "signature": a small card with the text that goes below all emails in the chat's language.
import { renderCard } from '../../../cards/render';
import { languages, wordsOf } from '../../locales';
import type { Signature } from '../../mail/mailRecord';
import {
  isEmptySignature,
  isTooLong,
  plainSignature,
  signatureBlocks,
  signatureLimits,
  withSignature,
} from '../../mail/signature';
import { cleanText } from '../../runtime/cleanText';
import { showPrivateOnly } from '../../turn/groups';
import { button, replaceWithNotice } from '../../turn/notice';
import { isStorageFailure } from '../../turn/outage';
import type { Outcome } from '../../turn/outcome';
import { sentences } from '../../turn/said';
import { type Put, replace, show, type Turn } from '../../turn/turn';
import { waysOn } from '../smallTalk';
import { toTextBlock } from './preview';

/**
 * Shows the card with the signature there is. Nobody needs to be signed in for it.
 * @param shown the language of the card whose button was pressed
 */
export async function showSignature(pressed: Turn, shown?: string): Promise<Outcome> {
  if (!pressed.isPrivate) return showPrivateOnly(pressed);
  const turn = inLanguage(pressed, shown);
  await putCard(turn, show, { kept: await keptIn(turn) });
  return 'done';
}

/**
 * Keeps what the card holds. An empty text removes the signature.
 * @param shown the language of the card
 */
export async function saveSignature(pressed: Turn, value: unknown, shown?: string): Promise<Outcome> {
  if (!pressed.isPrivate) return showPrivateOnly(pressed);
  const turn = inLanguage(pressed, shown);
  const brought = readSignature(value);
  if (!brought) return showSignature(turn);
  try {
    return await keep(turn, brought);
  } catch (error) {
    // Teams draws the card again. Without this update the typed text would be gone from the screen.
    if (turn.clicked && isStorageFailure(error)) await putCard(turn, replace, { kept: undefined, brought });
    throw error;
  }
}

async function keep(turn: Turn, brought: Signature): Promise<Outcome> {
  const { t, language } = turn.words;
  const kept = await keptIn(turn);
  if (isTooLong(brought.text)) {
    const { characters, blocks } = signatureLimits;
    const problem = t('signature.tooLong', { limit: characters, lines: blocks });
    await putCard(turn, replace, { kept, brought, problem });
    return 'invalid';
  }
  if (isEmptySignature(brought.text)) {
    if (kept) return removeSignature(turn);
    await putCard(turn, replace, { kept, brought, problem: t('signature.missing') });
    return 'invalid';
  }
  await turn.person.change((record) => withSignature(record, language, brought));
  const title = t(brought.isOn ? 'signature.savedOn' : 'signature.savedOff');
  const blocks = signatureBlocks(brought.text, 'markdown').map(toTextBlock);
  const actions = [...(await waysOn(turn)), button(t('signature.change'), 'signature.show', language)];
  await replace(turn, renderCard('text', { title, blocks, actions }, {}), {
    summary: title,
    speak: sentences(title, plainSignature(brought.text)),
    about: { account: 'signature', state: 'done' },
  });
  return 'done';
}

/** @param shown the language of the card */
export async function removeSignature(pressed: Turn, shown?: string): Promise<Outcome> {
  if (!pressed.isPrivate) return showPrivateOnly(pressed);
  const turn = inLanguage(pressed, shown);
  const { t, language } = turn.words;
  await turn.person.change((record) => withSignature(record, language));
  const [title, text] = [t('signature.removed.title'), t('signature.removed.text')];
  const about = { account: 'signature', state: 'gone' } as const;
  return replaceWithNotice(turn, { title, text, actions: await waysOn(turn), about });
}

/** The turn in the language of its card. The chat may have another one by now, whose signature must stay as it is. */
function inLanguage(turn: Turn, shown: string | undefined): Turn {
  const language = languages.find((one) => one === shown);
  return language && language !== turn.words.language ? { ...turn, words: wordsOf(language) } : turn;
}

async function keptIn({ person, words }: Turn): Promise<Signature | undefined> {
  return (await person.record()).signatures?.[words.language];
}

interface Shown {
  kept: Signature | undefined;
  /** What the person typed; nothing on a card that is shown for the first time. */
  brought?: Signature;
  problem?: string;
}

async function putCard(turn: Turn, put: Put, { kept, brought, problem = '' }: Shown): Promise<void> {
  const { t, group, language } = turn.words;
  const { text: signature, isOn } = brought ?? kept ?? { text: '', isOn: true };
  const remove = kept ? [button(t('signature.remove'), 'signature.remove', language)] : [];
  const data = { signature, isOn: isOn ? 'true' : 'false', problem, remove, language } as const;
  const title = t('cards.signature.title');
  const speak = sentences(title, problem || t('cards.signature.text'));
  const about = { account: 'signature', state: 'open' } as const;
  await put(turn, renderCard('signature', data, group('cards.signature')), { summary: title, speak, about });
}

/** Characters that are read: more than the field takes, and no more than a card in Teams has room for. */
const longestTyped = 5_000;

/** Reads what a card sent. Web Chat leaves an empty field out. @returns nothing where the card's inputs are missing */
function readSignature(value: unknown): Signature | undefined {
  if (typeof value !== 'object' || value === null || !('signatureOn' in value)) return undefined;
  const typed = 'signature' in value && typeof value.signature === 'string' ? value.signature : '';
  const text = cleanText(typed.slice(0, longestTyped))
    .replace(/^\s*\n/, '')
    .trimEnd();
  return { text, isOn: value.signatureOn === 'true' };
}
