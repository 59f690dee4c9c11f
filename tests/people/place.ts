// Files in a storage that several instances share, and which of them are left.
import { cancelForm, openForm, setFiles } from '../../bot/mail/claim';
import { emptyDraft } from '../../bot/mail/draft';
import type { OpenPerson, Person } from '../../bot/people/people';
import type { PersonRecord } from '../../bot/people/record';
import { type InFlight, trackInFlight } from '../../bot/runtime/inFlight';
import { MemoryFiles, MemoryStore } from '../../bot/storage/memory';
import type { RecordStore } from '../../bot/storage/port';
import { standingClock } from '../support/clock';
import { peopleIn } from '../support/peopleIn';

export const key = { channelId: 'msteams', userId: 'ana' };
export const bytes = Buffer.from('of a plan');

/** A storage, and what becomes of the files in it. */
export class Place {
  readonly records = new MemoryStore();
  readonly files = new MemoryFiles();
  private readonly all: InFlight[] = [];
  now = 0;

  /** One more instance of the bot. @param records the storage's own, if it has no bad day */
  instance(records: RecordStore = this.records): OpenPerson {
    const inFlight = trackInFlight(standingClock());
    this.all.push(inFlight);
    return peopleIn({ records, files: this.files, now: () => this.now, inFlight });
  }

  /** Which of these are there, once all that is in flight has ended. */
  async left(...ids: string[]): Promise<string[]> {
    await Promise.all(this.all.map((inFlight) => inFlight.drain(1)));
    const ana = this.instance()(key);
    const read = await Promise.all(ids.map(async (id) => [id, await ana.readFile(id)] as const));
    return read.filter(([, found]) => found).map(([id]) => id);
  }
}

export const fileOf = (id: string) => ({
  id,
  name: `${id}.pdf`,
  type: 'application/pdf',
  size: bytes.length,
});
export const naming =
  (form: string, ...ids: string[]) =>
  (record: PersonRecord): PersonRecord =>
    setFiles(openForm(record, form, emptyDraft, 0), form, ids.map(fileOf), 0);

/** Saves files and puts them on a form, as a turn does. */
export async function attach(ana: Person, form: string, ...ids: string[]): Promise<void> {
  for (const id of ids) await ana.saveFile(id, bytes);
  await ana.change(naming(form, ...ids));
}

/** A storage in which a form of Ana's has two files. */
export async function withFiles(): Promise<Place> {
  const place = new Place();
  await attach(place.instance()(key), 'form', 'plan', 'map');
  return place;
}

export const cancelled = (record: PersonRecord): PersonRecord => cancelForm(record, 'form');
