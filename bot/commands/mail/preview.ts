// The preview: a mail as it will go, with its sender, its recipients and its text, before it is sent.
import { type Card, type CardData, renderCard } from '../../../cards/render';
import type { Account } from '../../graph/profile';
import { type Mail, recipientsOf } from '../../mail/check';
import type { Draft } from '../../mail/draft';
import { type Block, outlineOf, type Run } from '../../mail/outline';
import type { PreviewReason } from '../../mail/submit';
import type { Services } from '../../turn/services';
import { replace, type Turn } from '../../turn/turn';
import { mailRows } from './rows';
import { noteArrived } from './seen';

export interface Previewed {
  id: string;
  draft: Draft;
  mail: Mail;
  from: Account;
  /** Its Send counts for this very draft only. */
  mark: string;
  reason: PreviewReason;
}

export async function showPreview(turn: Turn, services: Services, previewed: Previewed): Promise<void> {
  await replace(turn, previewCard(turn, previewed), headOf(turn, previewed).title);
  await noteArrived(turn, services, previewed.id, previewed.draft);
}

function previewCard(turn: Turn, previewed: Previewed): Card {
  const { id, mail, from, mark } = previewed;
  const { t, group } = turn.words;
  const { blocks, left } = outlineOf(mail.body, mail.format);
  const data = {
    ...headOf(turn, previewed),
    sendId: `${id}~${mark}`,
    formId: id,
    rows: mailRows(turn.words, from, mail),
    blocks: blocks.map(toTextBlock),
    left: left > 0 ? t('mail.preview.left', { count: left }) : '',
  };
  return renderCard('preview', data, group('cards.preview'));
}

/** So many recipients are more often a slip than a wish, and so is somebody of a like name. */
function headOf({ words: { t } }: Turn, { mail, reason }: Previewed) {
  const count = recipientsOf(mail).length;
  const many = { title: t('mail.many.title', { count }), send: t('mail.many.send', { count }) };
  const send = t('mail.preview.send');
  if (reason === 'many') return { ...many, text: '' };
  if (reason === 'taken') return { title: t('mail.preview.taken'), text: t('mail.preview.takenText'), send };
  return { title: t('mail.preview.title'), text: '', send };
}

/** A line of the mail as a card's text; what cards cannot do, quotes and indents, is drawn with characters. */
function toTextBlock({ kind, indent, spaced, runs }: Block): CardData['preview']['blocks'][number] {
  const lead = kind === 'quote' ? '│ ' : '\u2003'.repeat(indent);
  const shown = kind === 'rule' ? [plain('──────────')] : runs;
  return {
    spacing: spaced ? 'Medium' : 'None',
    runs: (lead ? [plain(lead), ...shown] : shown).map((run) => ({
      text: run.text,
      size: kind === 'heading' ? 'Medium' : 'Default',
      weight: run.bold ? 'Bolder' : 'Default',
      fontType: run.code ? 'Monospace' : 'Default',
      italic: run.italic,
      strike: run.strike,
      underline: run.underline,
      subtle: kind === 'quote',
    })),
  };
}

const plain = (text: string): Run => {
  return { text, bold: false, italic: false, strike: false, code: false, underline: false };
};
