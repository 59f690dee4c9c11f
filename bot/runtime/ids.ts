// Ids, passed in so that tests can tell them.
import { randomInt, randomUUID } from 'node:crypto';

export interface Ids {
  /** Unique and not to be guessed: forms, Web Chat users. */
  unique(): string;
  /** Short enough to be read out to whoever runs the bot; also in the log. */
  reference(): string;
}

// Without 0/O and 1/I/L, which people mix up.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export const randomIds: Ids = {
  unique: () => randomUUID(),
  reference: () => Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join(''),
};
