// Near misses: a domain one slip away from one that everybody knows, such as gmial.com. Mail to it goes to strangers.
import { distance } from 'fastest-levenshtein';

/** Names of mail services that are known everywhere and are long enough for a slip to be told from another name. */
const known = ['gmail', 'googlemail', 'hotmail', 'outlook', 'yahoo', 'icloud', 'protonmail'];
/** Other mail services, one slip away from those. */
const others = new Set(['mail', 'email', 'ymail', 'rmail', 'fmail', 'zmail', 'outlooks', 'cloud']);
/** Endings that a hand types for "com": those that some domains have, and those that none has. */
const endings = new Set(['com', 'cm', 'om', 'co']);
const noEndings = new Set(
  'con cmo ocm comm coom ccom vom xom dom cim cpm cok col c comn cpom xcom'.split(' '),
);

/** The address that was probably meant. Nothing where the domain is known, or like none that is. */
export function nearMissOf(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const labels = address
    .slice(at + 1)
    .toLowerCase()
    .split('.');
  const ending = labels.at(-1) ?? '';
  const names = labels.slice(0, -1);
  if (!noEndings.has(ending) && (names.length !== 1 || !endings.has(ending))) return undefined;
  const typed = names.join('.');
  const isOther = known.includes(typed) || others.has(typed);
  const name = isOther ? typed : (known.find((one) => isOneSlip(typed, one)) ?? typed);
  const isSlip = noEndings.has(ending) || (known.includes(name) && `${name}.com` !== `${typed}.${ending}`);
  return isSlip ? `${address.slice(0, at)}@${name}.com` : undefined;
}

/** One sign too many, missing, another one, or two in each other's place. */
function isOneSlip(typed: string, meant: string): boolean {
  const steps = distance(typed, meant);
  if (steps !== 2) return steps === 1;
  const at = [...meant].findIndex((sign, i) => sign !== typed[i]);
  const swapped = `${meant.slice(0, at)}${meant[at + 1] ?? ''}${meant[at] ?? ''}${meant.slice(at + 2)}`;
  return swapped === typed;
}
