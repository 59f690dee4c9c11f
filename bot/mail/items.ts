// The items of a field of recipients: read once a submit, however often they are asked for, and up to a bound.
import type { RecipientField } from './draft';
import { readField } from './lastFirst';
import type { Item } from './readings';

export { type Item, separators } from './readings';

/** Characters of a text that is remembered, and how many are. A submit reads each of its fields several times. */
const remembered = { least: 1_000, most: 12 };
const lastRead = new Map<string, readonly Item[]>();

/** Addresses of a field that are read, far over what a mail may have. */
export const mostAddresses = 200;

/** How many signs of an address a field has. */
export const countAddresses = (text: string): number => text.match(/[@＠﹫]/g)?.length ?? 0;

/** Reads a field. One with too many addresses has no items. */
export function readItems(text: string, field: RecipientField = 'to'): readonly Item[] {
  if (text.length < remembered.least) return readField(text, field);
  if (countAddresses(text) > mostAddresses) return [];
  const key = `${field} ${text}`;
  const items = lastRead.get(key) ?? readField(text, field);
  lastRead.delete(key);
  lastRead.set(key, items);
  const [oldest = ''] = lastRead.keys();
  if (lastRead.size > remembered.most) lastRead.delete(oldest);
  return items;
}
