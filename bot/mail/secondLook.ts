// A second look at a mail before it goes, as an attentive colleague would take it. Nothing of it keeps the mail back. Pure.
import { distance } from 'fastest-levenshtein';
import type { Mailbox } from './mailbox';

export interface SecondLook {
  /** Recipients whose domain is neither the sender's nor below or above it, by address. */
  outside: string[];
  /** Addresses never mailed before that are one letter from one that was. */
  similar: { address: string; known: string }[];
}

/** The domain itself, or one below it. */
const isWithin = (domain: string, other: string) => `.${domain}`.endsWith(`.${other}`);

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
  // An account without a mailbox may have no address.
  const own = sender?.includes('@') ? domainOf(sender) : undefined;
  const isOutside = (address: string) =>
    own !== undefined && !isWithin(domainOf(address), own) && !isWithin(own, domainOf(address));
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
