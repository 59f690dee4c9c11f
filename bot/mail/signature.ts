// A person's signatures, one for each language they write in: kept in the record, and put below the text of every email. Pure.
import { createHash } from 'node:crypto';
import { looksEmpty } from '../runtime/cleanText';
import type { Format } from './draft';
import type { MailRecord, Signature } from './mailRecord';
import { type Block, emptyLine, outlineOf } from './outline';

/** What a signature may have, so that a card has room for it beside a whole email. `runs`: pieces of text in one look. */
export const signatureLimits = { characters: 1_000, blocks: 20, runs: 100 };

/** The signature that goes along with emails in a language, as Markdown; empty without one. */
export function signatureFor({ signatures = {} }: Pick<MailRecord, 'signatures'>, language: string): string {
  const own = signatures[language];
  return own?.isOn ? own.text : '';
}

/** Keeps a signature for emails in a language. Nothing to keep removes the one there was. */
export function withSignature<R extends MailRecord>(record: R, language: string, kept?: Signature): R {
  const { [language]: _before, ...others } = record.signatures ?? {};
  return { ...record, signatures: kept ? { ...others, [language]: kept } : others };
}

/** Whether it is more than a card has room for. A longer text is not read as Markdown. */
export const isTooLong = (text: string): boolean =>
  text.length > signatureLimits.characters || outlineOf(text, 'markdown', signatureLimits).left > 0;

const blocksOf = (markdown: string): Block[] => outlineOf(markdown, 'markdown', signatureLimits).blocks;

/** A signature as plain text, for an email that is plain text. Links say where they lead, and lists have their signs. */
export const plainSignature = (markdown: string): string =>
  blocksOf(markdown)
    .map(({ kind, spaced, indent, runs }) => {
      const text = runs.map((run) => run.text).join('');
      const line = `${kind === 'quote' ? '> ' : ''}${'  '.repeat(indent)}${text}`;
      return `${spaced ? '\n' : ''}${line.replaceAll(emptyLine, ' ').trimEnd()}`;
    })
    .join('\n');

/** Whether nobody would see anything of it. */
export const isEmptySignature = (markdown: string): boolean => looksEmpty(plainSignature(markdown));

/** A signature as it shows in an email of this format. */
export function signatureBlocks(markdown: string, format: Format): Block[] {
  if (markdown === '') return [];
  if (format === 'markdown') return blocksOf(markdown);
  return outlineOf(plainSignature(markdown), 'text').blocks;
}

/** A text with the signature below it, both as plain text. An email with files may have no text of its own. */
export function withPlainSignature(body: string, markdown: string): string {
  if (markdown === '') return body;
  const text = body.trimEnd();
  return `${text && `${text}\n\n`}${plainSignature(markdown)}`;
}

/** Names the signature that a card shows. Empty without one. A card with another mark shows another one than goes along. */
export const signatureMark = (text: string): string =>
  text === '' ? '' : createHash('sha256').update(text).digest('base64url').slice(0, 8);
