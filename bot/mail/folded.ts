// Folded fields: a form that is too large for a chat comes without its longest texts, and brings them back by a mark.
import { createHash } from 'node:crypto';
import type { Draft } from './draft';

export type TextField = 'to' | 'cc' | 'bcc' | 'subject' | 'body';

/** Characters. A shorter text is never folded: the sentence in its place would be as long. */
const shortest = 200;
/** What is folded at each step, the text first. */
const foldedAt: TextField[][] = [
  [],
  ['body'],
  ['body', 'to', 'cc', 'bcc'],
  ['body', 'to', 'cc', 'bcc', 'subject'],
];

/** The fields of a draft that are folded at a step. */
export const foldedFields = (draft: Draft, step: number): TextField[] =>
  (foldedAt[step] ?? []).filter((field) => draft[field].length > shortest);

export function withoutFields(draft: Draft, fields: TextField[]): Draft {
  return { ...draft, ...Object.fromEntries(fields.map((field) => [field, ''])) };
}

/** Names the folded fields and their texts: `body+to:9a1b2c3d`. Empty when nothing is folded. */
export const foldMark = (draft: Draft, fields: TextField[]): string =>
  fields.length > 0 ? `${fields.join('+')}:${hashOf(draft, fields)}` : '';

function hashOf(draft: Draft, fields: TextField[]): string {
  const texts = JSON.stringify(fields.map((field) => draft[field]));
  return createHash('sha256').update(texts).digest('hex').slice(0, 12);
}

/**
 * Puts what was folded back into a draft that a card brought. A field into which something was typed stays as it is.
 * @param kept the draft in the record
 * @returns the draft, and whether the folded texts are still those that the card stood for
 */
export function unfold(typed: Draft, mark: string, kept: Draft): { draft: Draft; isSame: boolean } {
  const [names = '', hash] = mark.split(':');
  const fields = foldedAt.at(-1)?.filter((field) => names.split('+').includes(field)) ?? [];
  const back = fields.filter((field) => typed[field].trim() === '');
  const texts = Object.fromEntries(back.map((field) => [field, kept[field]]));
  return { draft: { ...typed, ...texts }, isSame: back.length === 0 || hash === hashOf(kept, fields) };
}
