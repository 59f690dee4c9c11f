// Notices: a title, a sentence and what to do next, in one small card.
import { type Button, type Card, type CardData, type Link, renderCard } from '../../cards/render';
import { show, type Turn } from './turn';

export interface Notice {
  title: string;
  text: string;
  color?: CardData['notice']['color'];
  /** Adds the turn's reference, for a person to quote and the log to be searched for. */
  withReference?: boolean;
  actions?: Button[];
  links?: Link[];
}

export function noticeCard({ words, reference }: Turn, notice: Notice): Card {
  const { title, text, color = 'default', withReference = false, actions = [], links = [] } = notice;
  const quoted = withReference ? words.t('failure.reference', { reference }) : '';
  return renderCard('notice', { title, text, color, reference: quoted, actions, links }, {});
}

export async function showNotice(turn: Turn, notice: Notice): Promise<void> {
  await show(turn, noticeCard(turn, notice), `${notice.title}. ${notice.text}`.trim());
}

/** A button that says the same as a command. */
export function button(title: string, verb: string, formId?: string): Button {
  return { title, style: 'default', data: formId === undefined ? { verb } : { verb, formId } };
}

export function primaryButton(title: string, verb: string, formId?: string): Button {
  return { ...button(title, verb, formId), style: 'positive' };
}
