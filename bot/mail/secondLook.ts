// A second look at a mail before it goes, as an attentive colleague would take it. Nothing of it keeps the mail back. Pure.
import { distance } from 'fastest-levenshtein';
import type { Mailbox } from './mailbox';

export interface SecondLook {
  /** Recipients whose domain is not the sender's, by address. */
  outside: string[];
  /** Addresses never mailed before that are one letter from one that was. */
  similar: { address: string; known: string }[];
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/**
 * @param sender their address, where they have an organisation; nothing for a personal account
 * @param mailed addresses that were mailed before
 */
export function lookTwice(
  recipients: readonly Mailbox[],
  sender: string | undefined,
  mailed: readonly string[],
): SecondLook {
  const known = new Set(mailed.map((address) => address.toLowerCase()));
  const addresses = recipients.map(({ address }) => address);
  const own = sender === undefined ? undefined : domainOf(sender);
  const isOutside = (address: string) =>
    own !== undefined && domainOf(address) !== own && !domainOf(address).endsWith(`.${own}`);
  return {
    outside: addresses.filter(isOutside),
    similar: addresses.flatMap((address) => {
      const typed = address.toLowerCase();
      if (known.has(typed)) return [];
      const near = mailed.find((one) => distance(one.toLowerCase(), typed) === 1);
      return near ? [{ address, known: near }] : [];
    }),
  };
}
