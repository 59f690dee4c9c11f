// Near misses: a domain one slip away from one that everybody knows, such as gmial.com. Mail to it goes to strangers.
import { distance } from 'fastest-levenshtein';

/** Names of mail services that are known everywhere and are long enough for a slip to be told from another name. */
const known = ['gmail', 'googlemail', 'hotmail', 'outlook', 'yahoo', 'icloud', 'protonmail'];
/** Other mail services, one slip away from those. */
const others = new Set(['mail', 'email', 'ymail', 'rmail', 'fmail', 'zmail', 'outlooks', 'cloud']);
/** Endings that a hand types for "com". */
const endings = new Set([
  'com',
  'con',
  'cmo',
  'ocm',
  'cm',
  'om',
  'co',
  'comm',
  'coom',
  'vom',
  'xom',
  'cim',
  'cpm',
  'cok',
  'dom',
  'c',
  'ccom',
  'col',
]);

/** The address that was probably meant. Nothing where the domain is known, or like none that is. */
export function nearMissOf(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const [name = '', ending = '', ...more] = address
    .slice(at + 1)
    .toLowerCase()
    .split('.');
  if (more.length > 0 || !endings.has(ending)) return undefined;
  const meant = known.includes(name)
    ? name
    : others.has(name)
      ? undefined
      : known.find((one) => isOneSlip(name, one));
  return meant && `${meant}.com` !== `${name}.${ending}` ? `${address.slice(0, at)}@${meant}.com` : undefined;
}

/** One sign too many, missing, another one, or two in each other's place. */
function isOneSlip(typed: string, meant: string): boolean {
  const steps = distance(typed, meant);
  if (steps !== 2) return steps === 1;
  const at = [...meant].findIndex((sign, i) => sign !== typed[i]);
  const swapped = `${meant.slice(0, at)}${meant[at + 1] ?? ''}${meant[at] ?? ''}${meant.slice(at + 2)}`;
  return swapped === typed;
}
