// People's records on stores that a test has in hand.
import { type OpenPerson, openPeople, type PeopleOptions } from '../../bot/people/people';
import { openFairShare } from '../../bot/runtime/fairShare';
import { trackInFlight } from '../../bot/runtime/inFlight';
import { MemoryFiles, MemoryStore } from '../../bot/storage/memory';
import { standingClock } from './clock';

/** Opens the people of one instance. */
export function peopleIn(given: Pick<PeopleOptions, 'records'> & Partial<PeopleOptions>): OpenPerson {
  return openPeople({
    files: new MemoryFiles(),
    signatures: new MemoryStore(),
    now: () => 0,
    share: openFairShare(),
    inFlight: trackInFlight(standingClock()),
    ...given,
  });
}
