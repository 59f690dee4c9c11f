// The whole of an email that a card was too small for: page by page, each a press away from the next one.
import { renderCard } from '../../../cards/render';
import type { BotWords } from '../../locales';
import { limits } from '../../mail/check';
import { type RecipientField, recipientFields } from '../../mail/draft';
import { type Form, formOf, idNow } from '../../mail/mailRecord';
import { type Block, blocksOf, pagesOf, plainRun } from '../../mail/outline';
import { readRecipients, showMailbox } from '../../mail/recipients';
import { signatureBlocks, signatureFor } from '../../mail/signature';
import { showPrivateOnly } from '../../turn/groups';
import { button, primaryButton } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import { sentences } from '../../turn/said';
import { personOf, show, type Turn } from '../../turn/turn';
import { showFiles } from './fileTexts';
import { showGone } from './outcomes';
import { toTextBlock } from './preview';

/** @param formId as the button has it: the form's id, and behind `~` the number of the page, from 0 */
export async function showWholeText(turn: Turn, formId: string): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const [called = '', number = '0'] = formId.split('~');
  const record = await turn.person.record();
  const id = idNow(record, called);
  const form = formOf(record, id);
  if (!form) return showGone(turn, id);
  const { t } = turn.words;
  await turn.services.share(personOf(turn));
  const pages = pagesOf(allOf(turn.words, form, signatureFor(record, turn.words.language)));
  const index = Math.min(Math.max(Number.parseInt(number, 10) || 0, 0), Math.max(pages.length - 1, 0));
  const title = t('mail.whole.title', { part: index + 1, of: Math.max(pages.length, 1) });
  const next = index + 1 < pages.length;
  const actions = [
    ...(next ? [primaryButton(t('mail.whole.next'), 'mail.text', `${id}~${index + 1}`)] : []),
    button(t('mail.edit'), 'mail.compose', id),
    button(t('cards.mailForm.preview'), 'mail.preview', id),
  ];
  const blocks = (pages[index] ?? []).map(toTextBlock);
  await show(turn, renderCard('text', { title, blocks, actions }, {}), { summary: sentences(title) });
  return 'done';
}

/** Each on a line of their own, if they can be read. */
function recipientLines(typed: string, field: RecipientField): string {
  const { entries, problem } = readRecipients(typed, field);
  return problem ? typed : entries.map(showMailbox).join('\n');
}

/** Who it is for, its subject, its files, its text and the signature, each below its name. */
function allOf(words: BotWords, { draft, files = [] }: Form, signature: string): Block[] {
  const { t } = words;
  const heading = (text: string): Block => {
    return { kind: 'heading', indent: 0, spaced: true, runs: [{ ...plainRun, text }] };
  };
  const fields = recipientFields.map((field) => ({ field, text: recipientLines(draft[field], field) }));
  const heads = [...fields, { field: 'subject' as const, text: draft.subject }]
    .filter(({ text }) => text.trim() !== '')
    .flatMap(({ field, text }) => [heading(t(`mail.${field}`)), ...blocksOf(text, 'text')]);
  // A text that is too long to be sent is not read as Markdown.
  const format = draft.body.length > limits.body ? 'text' : draft.format;
  const attached =
    files.length > 0 ? [heading(t('files.label')), ...blocksOf(showFiles(words, files), 'text')] : [];
  const body = [heading(t('cards.mailForm.body')), ...blocksOf(draft.body, format)];
  const below = signature && [heading(t('signature.label')), ...signatureBlocks(signature, format)];
  return [...heads, ...attached, ...body, ...(below || [])];
}
