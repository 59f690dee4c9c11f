// The preview: a mail as it will go, with its sender, its recipients and its text, before it is sent.
import { type Card, type CardData, renderCard, type TextRun } from '../../../cards/render';
import type { BotWords } from '../../locales';
import { type Mail, recipientsOf } from '../../mail/check';
import type { Draft } from '../../mail/draft';
import { filesMark } from '../../mail/files';
import { type Block, type Outline, openOutline, plainRun, shown } from '../../mail/outline';
import { signatureBlocks, signatureMark } from '../../mail/signature';
import type { PreviewReason } from '../../mail/submit';
import type { Draw } from '../../turn/fitting';
import { firstOf } from '../../turn/listOf';
import type { Outcome } from '../../turn/outcome';
import { sentences } from '../../turn/said';
import { personOf, replace, type Turn } from '../../turn/turn';
import { filesTitle } from './fileTexts';
import { noteArrived, noteQuestionArrived } from './form';
import { mailRows, namesAll, type ShownMail } from './mailRows';

export interface Previewed extends ShownMail {
  id: string;
  draft: Draft;
  /** Names this preview. Its Send button counts for this very draft only. */
  preview: string;
  reason: PreviewReason;
  /** What an attentive colleague would say of the mail. */
  notes?: string[];
  /** The notes were heard with an earlier preview. This one shows them only. */
  isRepeated?: boolean;
}

export async function showPreview(turn: Turn, previewed: Previewed): Promise<Outcome> {
  // The text is read as Markdown once more.
  await turn.services.share(personOf(turn));
  const drawn = drawPreview(turn.words, previewed);
  let last = 0;
  const draw: Draw = (step) => {
    last = step;
    return drawn(step);
  };
  const { id, draft, mail, files, preview, notes = [], isRepeated } = previewed;
  const { title: summary } = headOf(turn.words, previewed);
  const speak = sentences(
    summary,
    turn.words.t('heard.preview', heardOf(turn.words, mail)),
    filesTitle(turn.words, files),
    mail.signature && turn.words.t('signature.goes'),
    ...(isRepeated ? [] : notes),
  );
  await replace(turn, draw, { summary, speak, about: { form: id, state: 'preview' } });
  // Nobody has seen a recipient for whom there was no room.
  if (namesAll(mail, last)) await noteArrived(turn, id, { draft, files, signature: mail.signature });
  if (mail.subject === '') await noteQuestionArrived(turn, id, preview);
  return 'preview';
}

/** How much of the text a card has at each step. */
const textAt = [
  shown,
  { characters: 1_500, blocks: 30, runs: 30 },
  { characters: 400, blocks: 8, runs: 8 },
  { characters: 0, blocks: 0, runs: 0 },
];

export function drawPreview(words: BotWords, previewed: Previewed): Draw {
  const { mail } = previewed;
  const outline = openOutline(mail.body, mail.format);
  return (step) => previewCard(words, previewed, outline(textAt[step]), step);
}

/** Lines that a preview shows before its text is folded, so that its buttons stay near, and how many signs a line holds. */
const firstLines = 15;
const lineLength = 60;
/** Fewer lines than this are not worth a fold. */
const leastFolded = 5;

/** The number of blocks that stand before the fold. */
function beforeFold(blocks: Block[]): number {
  const lines = blocks.map(({ runs }) => {
    const length = runs.reduce((sum, { text }) => sum + text.length, 0);
    return Math.max(1, Math.ceil(length / lineLength));
  });
  const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);
  const isBeyond = (_: number, index: number) => total(lines.slice(0, index + 1)) > firstLines;
  const first = Math.max(1, lines.findIndex(isBeyond));
  return total(lines.slice(first)) < leastFolded || total(lines) <= firstLines ? blocks.length : first;
}

function previewCard(
  words: BotWords,
  { id, mail, from, files, preview, notes = [], ...previewed }: Previewed,
  { blocks, left }: Outline,
  step: number,
): Card {
  const { t, group } = words;
  const drawn = blocks.map(toTextBlock);
  const first = beforeFold(blocks);
  const data = {
    ...headOf(words, { mail, ...previewed }),
    notes: notes.map((note) => ({ note })),
    ...mailRows(words, { from, mail, files }, step),
    sendId: `${id}~${preview}~~${filesMark(files)}~${signatureMark(mail.signature)}`.replace(/~+$/, ''),
    formId: id,
    blocks: drawn.slice(0, first),
    rest: drawn.slice(first),
    showRest: first < drawn.length ? t('mail.preview.rest') : '',
    left: left > 0 ? t('mail.preview.left', { count: left }) : '',
    signature: signatureOf(mail),
  };
  return renderCard('preview', data, group('cards.preview'));
}

/** Below the text, from which an empty line parts it. */
function signatureOf({ signature, format }: Mail): CardData['preview']['blocks'] {
  return signatureBlocks(signature, format).map((block, index) =>
    toTextBlock({ ...block, spaced: block.spaced || index === 0 }),
  );
}

/** Many recipients and somebody of a similar name are often a slip, so the title asks about them. */
function headOf({ t }: BotWords, { mail, reason }: Pick<Previewed, 'mail' | 'reason'>) {
  const count = recipientsOf(mail).length;
  const lacksSubject = mail.subject === '';
  const edit = t(lacksSubject ? 'mail.noSubjectAsked.edit' : 'cards.preview.edit');
  const send = t(lacksSubject ? 'mail.noSubjectAsked.send' : 'mail.preview.send');
  const text = lacksSubject ? t('mail.noSubjectAsked.text') : '';
  switch (reason) {
    case 'many':
      return { title: t('mail.many.title', { count }), text, send: t('mail.many.send', { count }), edit };
    case 'newAddresses': {
      const found = sentences(t('mail.preview.newAddressesText'), text);
      return { title: t('mail.preview.newAddresses'), text: found, send, edit };
    }
    case 'noSubject':
      return { title: t('mail.noSubjectAsked.title'), text: '', send, edit };
    case 'asked':
      return { title: t('mail.preview.title'), text, send, edit };
  }
}

const namedAloud = 3;

/** A mail in few words, for those who hear of it: to whom it is, and its subject. */
export function heardOf(words: BotWords, mail: Mail): { to: string; subject: string } {
  const all = recipientsOf(mail).map(({ name, address }) => name || address);
  return {
    to: firstOf(words, all, namedAloud, 'people'),
    subject: mail.subject || words.t('mail.noSubject'),
  };
}

/** A line of the mail as a card's text. Cards have no quotes and indents, so characters draw them. */
export function toTextBlock({ kind, indent, spaced, runs }: Block): CardData['preview']['blocks'][number] {
  const lead = kind === 'quote' ? '│ ' : '\u2003'.repeat(indent);
  return {
    spacing: spaced ? 'Medium' : 'None',
    runs: (lead ? [{ ...plainRun, text: lead }, ...runs] : runs).map(
      ({ text, bold, code, italic, strike, underline }): TextRun => ({
        type: 'TextRun',
        text,
        ...(kind === 'heading' && { size: 'Medium' }),
        ...(bold && { weight: 'Bolder' }),
        ...(code && { fontType: 'Monospace' }),
        ...(italic && { italic }),
        ...(strike && { strikethrough: strike }),
        ...(underline && { underline }),
        ...(kind === 'quote' && { isSubtle: true }),
      }),
    ),
  };
}
