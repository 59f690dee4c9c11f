// The bytes of a person's files: kept as long as a form of the newest record names them, and deleted when none does any more.
import type { Mail } from '../../bot/mail/check';
import { cancelForm, claimForm, moveForm, openForm, setFiles, settleForm } from '../../bot/mail/claim';
import { emptyDraft } from '../../bot/mail/draft';
import { fileIdsOf } from '../../bot/mail/files';
import { withForm } from '../../bot/mail/mailRecord';
import { type PersonRecord, withoutAccount } from '../../bot/people/record';
import { trackInFlight } from '../../bot/runtime/inFlight';
import { type RecordStore, StorageUnavailable } from '../../bot/storage/port';
import { hours, standingClock } from '../support/clock';
import { peopleIn } from '../support/peopleIn';
import { attach, bytes, cancelled, fileOf, key, naming, Place, withFiles } from './place';

const draft = { ...emptyDraft, to: 'bao@contoso.com' };
const recipients = { to: [{ address: 'bao@contoso.com' }], cc: [], bcc: [] };
const mail: Mail = {
  ...recipients,
  subject: '',
  body: '',
  importance: 'normal',
  format: 'text',
  replyTo: [],
  readReceipt: false,
  signature: '',
};
const sending = (record: PersonRecord): PersonRecord => {
  const claimed = claimForm(record, 'form', { draft, mail }, { claim: 'c', activity: 'a' }, 0);
  if (claimed.kind !== 'claimed') throw new Error('There is no form');
  return claimed.record;
};
const settled =
  (state: 'sent' | 'unknown') =>
  (record: PersonRecord): PersonRecord =>
    settleForm(record, 'form', 'c', { state }, 0) ?? record;

describe('a file', () => {
  it('is read as it was saved, by every instance, and by nobody else', async () => {
    const place = await withFiles();
    expect(await place.instance()(key).readFile('plan')).toEqual(bytes);
    expect(
      await place
        .instance()({ ...key, userId: 'bao' })
        .readFile('plan'),
    ).toBeUndefined();
    expect(
      await place
        .instance()({ ...key, channelId: 'webchat' })
        .readFile('plan'),
    ).toBeUndefined();
  });

  it('that is saved once more, as by a retry, is as it was', async () => {
    const place = await withFiles();
    await place.instance()(key).saveFile('plan', bytes);
    expect(await place.left('plan')).toEqual(['plan']);
  });

  it.each<[string, (record: PersonRecord) => PersonRecord]>([
    ['was deleted', cancelled],
    ['was left behind by a sign-out', withoutAccount],
  ])('is deleted when its form %s', async (_what, change) => {
    const place = await withFiles();
    await place.instance()(key).change(change);
    expect(await place.left('plan', 'map')).toEqual([]);
  });

  it('stays while its mail is sent, and is deleted when it was', async () => {
    const place = await withFiles();
    const ana = place.instance()(key);
    await ana.change(sending);
    expect(await place.left('plan', 'map')).toEqual(['plan', 'map']);
    await ana.change(settled('sent'));
    expect(await place.left('plan', 'map')).toEqual([]);
  });

  it('stays with a mail that may have been sent', async () => {
    const place = await withFiles();
    const ana = place.instance()(key);
    await ana.change(sending);
    await ana.change(settled('unknown'));
    expect(await place.left('plan', 'map')).toEqual(['plan', 'map']);
  });

  it('is deleted when it alone is taken out', async () => {
    const place = await withFiles();
    await place
      .instance()(key)
      .change((record) => setFiles(record, 'form', [fileOf('map')], 0));
    expect(await place.left('plan', 'map')).toEqual(['map']);
  });

  it('stays when its form gets another id', async () => {
    const place = await withFiles();
    await place
      .instance()(key)
      .change((record) => moveForm(record, 'form', 'moved'));
    expect(await place.left('plan', 'map')).toEqual(['plan', 'map']);
  });

  it('of two forms is deleted with the last of them', async () => {
    const place = await withFiles();
    const ana = place.instance()(key);
    await ana.change(naming('other', 'plan'));
    await ana.change(cancelled);
    expect(await place.left('plan', 'map')).toEqual(['plan']);
    await ana.change((record) => cancelForm(record, 'other'));
    expect(await place.left('plan', 'map')).toEqual([]);
  });

  it('of an expired form is deleted when the record is written next, and not before', async () => {
    const place = await withFiles();
    place.now = hours(24);
    const ana = place.instance()(key);
    expect((await ana.record()).forms).toEqual({});
    await ana.change((record) => record);
    expect(await place.left('plan', 'map')).toEqual(['plan', 'map']);
    await ana.change((record) => openForm(record, 'new', emptyDraft, place.now));
    expect(await place.left('plan', 'map')).toEqual([]);
  });

  it('of a form that expires while the instance knows the record is deleted too', async () => {
    const place = await withFiles();
    const open = place.instance();
    const [first, second] = [open(key), open(key)];
    await Promise.all([first.record(), second.record()]);
    place.now = hours(24);
    // The second change is decided on what the first one wrote.
    await Promise.all([
      first.change((record) => withForm(record, { ...formAt(place.now), id: 'first' })),
      second.change((record) => withForm(record, { ...formAt(place.now), id: 'second' })),
    ]);
    expect(await place.left('plan', 'map')).toEqual([]);
  });

  it('is there when its turn names it again after its form was dropped', async () => {
    const place = new Place();
    const ana = place.instance()(key);
    await attach(ana, 'form', 'plan');
    await ana.change(cancelled);
    await ana.change(naming('other', 'plan'));
    expect(await place.left('plan')).toEqual(['plan']);
  });

  it('is there when its turn names it again after another one dropped its form and deleted it', async () => {
    const place = new Place();
    const ana = place.instance()(key);
    await attach(ana, 'form', 'plan');
    await place.instance()(key).change(cancelled);
    expect(await place.left('plan')).toEqual([]);
    await ana.change(naming('other', 'plan'));
    expect(await place.left('plan')).toEqual(['plan']);
  });

  it('is deleted with all that is known of the person', async () => {
    const place = await withFiles();
    await place.instance()(key).forget();
    expect(await place.left('plan', 'map')).toEqual([]);
  });

  it('that cannot be deleted fails nothing', async () => {
    const place = await withFiles();
    jest.spyOn(place.files, 'delete').mockRejectedValue(new StorageUnavailable('down'));
    await place.instance()(key).change(cancelled);
    expect(await place.left('plan', 'map')).toEqual(['plan', 'map']);
  });

  it('is deleted while nobody waits, and a stop waits for it', async () => {
    const place = await withFiles();
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const forGood = place.files.delete.bind(place.files);
    jest.spyOn(place.files, 'delete').mockImplementation((id) => held.then(() => forGood(id)));
    const inFlight = trackInFlight(standingClock());
    const { records, files } = place;
    await peopleIn({ records, files, inFlight })(key).change(cancelled);
    const stopped = inFlight.drain(1);
    goOn();
    expect([await stopped, await place.left('plan', 'map')]).toEqual([true, []]);
  });
});

const formAt = (since: number) => ({ id: '', state: 'open', draft: emptyDraft, since }) as const;

describe('two instances', () => {
  it('delete no file that one of them named while the other dropped it', async () => {
    const place = await withFiles();
    const [one, two] = [place.instance()(key), place.instance()(key)];
    await Promise.all([one.record(), two.record()]);
    await one.change(naming('other', 'plan'));
    // The second one decides again, on a record that names the file twice.
    await two.change(cancelled);
    expect(await place.left('plan', 'map')).toEqual(['plan']);
  });

  it('lose no file that is named after a change was written, and before it is deleted', async () => {
    const place = await withFiles();
    const two = place.instance()(key);
    const slow = slowToRead(place.records, 2);
    await place.instance(slow.records)(key).change(cancelled);
    await two.change(naming('other', 'plan'));
    slow.goOn();
    expect(await place.left('plan', 'map')).toEqual(['plan']);
  });

  it('keep a file that is saved and not named yet, whatever the other one writes', async () => {
    const place = await withFiles();
    const [one, two] = [place.instance()(key), place.instance()(key)];
    await one.record();
    await one.saveFile('new', bytes);
    await two.change(cancelled);
    await one.change(naming('new', 'new'));
    expect(await place.left('plan', 'map', 'new')).toEqual(['new']);
  });

  it('keep every file of eight changes at once', async () => {
    const place = new Place();
    const [one, two] = [place.instance(), place.instance()];
    const people = Array.from({ length: 8 }, (_, n) => (n % 2 ? one : two)(key));
    await Promise.all(people.map((ana, n) => attach(ana, `form${n}`, `file${n}`)));
    const ids = people.map((_, n) => `file${n}`);
    expect(fileIdsOf(await place.instance()(key).record())).toEqual(new Set(ids));
    expect(await place.left(...ids)).toEqual(ids);
  });
});

/** Records of which this reading, and all after it, wait. */
function slowToRead(records: RecordStore, from: number): { records: RecordStore; goOn(): void } {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let reads = 0;
  const slow: RecordStore = {
    read: async (key) => {
      reads += 1;
      if (reads >= from) await held;
      return records.read(key);
    },
    write: (...args) => records.write(...args),
    delete: (key) => records.delete(key),
  };
  return { records: slow, goOn: () => goOn() };
}
