// Notices: a title, a sentence and what to do next, in one small card.
import { type Button, type Card, type CardData, type Link, renderCard } from '../../cards/render';
import type { BotWords } from '../locales';
import type { Outcome } from './outcome';
import { type About, sentences } from './said';
import { replace, show, type Turn } from './turn';

export interface Notice {
  title: string;
  text: string;
  color?: CardData['notice']['color'];
  /** Adds the turn's reference, which a person can quote and the log can be searched for. */
  withReference?: boolean;
  actions?: Button[];
  links?: Link[];
  about?: About;
}

export function noticeCard({ words, reference }: Turn, notice: Notice): Card {
  const { title, text, color = 'default', withReference = false, actions = [], links = [] } = notice;
  const quoted = withReference ? words.t('failure.reference', { reference }) : '';
  return renderCard('notice', { title, text, color, reference: quoted, actions, links }, {});
}

/** Shows a notice below what was said. @returns the outcome of a turn that ends with it */
export async function showNotice(turn: Turn, notice: Notice, outcome: Outcome = 'done'): Promise<Outcome> {
  const speak = sentences(notice.title, notice.text);
  await show(turn, noticeCard(turn, notice), { summary: speak, about: notice.about });
  return outcome;
}

/** Shows a notice in the place of the card that was clicked. @returns the outcome of a turn that ends with it */
export async function replaceWithNotice(
  turn: Turn,
  notice: Notice,
  outcome: Outcome = 'done',
): Promise<Outcome> {
  const { title, text, about } = notice;
  await replace(turn, noticeCard(turn, notice), { summary: title, speak: sentences(title, text), about });
  return outcome;
}

/** A button that does the same as a command. */
export function button(title: string, verb: string, formId?: string): Button {
  return { title, style: 'default', data: formId === undefined ? { verb } : { verb, formId } };
}

export function primaryButton(title: string, verb: string, formId?: string): Button {
  return { ...button(title, verb, formId), style: 'positive' };
}

/** For what cannot be undone. */
export function destructiveButton(title: string, verb: string, formId: string): Button {
  return { ...button(title, verb, formId), style: 'destructive' };
}

export function otherAccountButton({ t }: BotWords): Button {
  return button(t('account.other.button'), 'account.otherAccount');
}
