// What the commands work with, made once when the program starts.

import type { SignIn } from '../channel/signIn';
import type { Photos } from '../graph/photo';
import type { Clock } from '../runtime/clock';
import type { Fetch } from '../runtime/http';
import type { Ids } from '../runtime/ids';
import type { UnderWay } from '../runtime/inFlight';
import type { Log } from '../runtime/log';
import type { Settings } from '../settings';
import type { Once } from '../storage/deduplicate';
import type { Turn } from './turn';

/** The 1:1 chat with a person who spoke elsewhere. */
export interface PrivateChat {
  /**
   * Does something there as if it had been asked for there, in a turn of its own that tells its own failures.
   * @returns false when nothing could be said there
   */
  run(work: (privately: Turn) => Promise<void>): Promise<boolean>;
}

export interface NoPrivateChat {
  /** `notAllowed`: the bot may not write to this person of its own accord. */
  refused: 'notAllowed' | 'trouble';
  /** For the log. */
  cause: string;
}

export interface Services {
  settings: Settings;
  clock: Clock;
  fetch: Fetch;
  ids: Ids;
  signIn: SignIn;
  photos: Photos;
  underWay: UnderWay;
  log: Log;
  /** Milliseconds that a turn's calls to Graph may take together; a send has a time of its own. */
  graphTimeout: number;
  /**
   * A way back into a turn's conversation for after the turn has ended, when its context is of no use any more.
   * Must be asked for while the turn lasts.
   * @returns runs a turn of its own; it never rejects: what goes wrong is logged
   */
  comeBack(turn: Turn): (tell: (later: Turn) => Promise<void>) => Promise<void>;
  /** Opens the 1:1 chat with whoever spoke in this turn. */
  openChat(turn: Turn): Promise<PrivateChat | NoPrivateChat>;
  once: Once;
}
