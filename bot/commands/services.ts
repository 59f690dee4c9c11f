// What the commands work with, made once when the program starts.
import type { Clock } from '../clock';
import type { SignIn } from '../dialogs/signIn';
import type { Photos } from '../graph/photo';
import type { Ids } from '../ids';
import type { Settings } from '../settings';

export interface Services {
  settings: Settings;
  clock: Clock;
  fetch: typeof fetch;
  ids: Ids;
  signIn: SignIn;
  photos: Photos;
  /** Milliseconds that all of a turn's calls to Graph may take together. */
  graphTimeout: number;
}
