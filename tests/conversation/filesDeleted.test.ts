// What becomes of a form's files in the storage: they go with the form, whichever instance ends it.
import { words } from '../../bot/locales';
import { openForm, setFiles } from '../../bot/mail/claim';
import { emptyDraft } from '../../bot/mail/draft';
import type { Person as StoredPerson } from '../../bot/people/people';
import { openStorage, withHashedFileKeys, withHashedKeys } from '../../bot/storage';
import { installation } from '../support/activities';
import { hours } from '../support/clock';
import { arrived, someMail, type Typed } from '../support/mails';
import { peopleIn } from '../support/peopleIn';
import type { Person } from '../support/person';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';

const { t } = words('en');

let stored: StoredWorld;
beforeAll(async () => {
  stored = await startStoredWorld();
});
afterAll(() => stored.close());

interface WithFile {
  ana: Person;
  mail: Typed;
  /** Whether the file's bytes are in the storage. */
  isThere(): Promise<boolean>;
}

/** Somebody signed in whose current form has a file. */
async function withFile(): Promise<WithFile> {
  const { world } = stored;
  const ana = world.person();
  await ana.comesInAs('ana');
  const known = inStorage(ana);
  const [bytes, mail] = [Buffer.from('of a plan'), someMail()];
  await known.saveFile('plan', bytes);
  const file = { id: 'plan', name: 'plan.pdf', type: 'application/pdf', size: bytes.length };
  const draft = { ...emptyDraft, ...mail };
  await known.change((record) => {
    const opened = openForm(record, 'form', draft, world.clock.now());
    return setFiles(opened, 'form', [file], world.clock.now());
  });
  return { ana, mail, isThere: async () => (await known.readFile('plan')) !== undefined };
}

/** What the storage has of somebody. */
function inStorage({ options: { channel, id } }: Person): StoredPerson {
  const { settings, clock } = stored.world;
  const connectionString = settings.BLOB_STORAGE_CONNECTION_STRING ?? '';
  const blob = { kind: 'blob', container: 'mailbot', connectionString } as const;
  const { records, files } = openStorage(blob, { getToken: async () => null }, clock);
  const options = { records: withHashedKeys(records, 'people'), files: withHashedFileKeys(files, 'files') };
  return peopleIn({ ...options, now: clock.now })({ channelId: channel, userId: id });
}

/** Whether a file is gone, which no turn waits for. */
async function isGone({ isThere }: WithFile): Promise<boolean> {
  for (const giveUp = Date.now() + 20_000; Date.now() < giveUp; ) if (!(await isThere())) return true;
  return false;
}

/** Opens the only draft again. */
async function goesOn(ana: Person): Promise<void> {
  await ana.says('drafts');
  await ana.clicks(t('drafts.goOn'));
}

describe('the file of a form', () => {
  it('stays while the form is read, edited and previewed, on both instances', async () => {
    const { ana, isThere } = await withFile();
    const there = await stored.elsewhere(ana);
    await ana.says('edit');
    await there.clicks('Preview', { subject: 'Another one' });
    await there.says('drafts');
    expect(await isThere()).toBe(true);
  });

  it('is deleted when its mail was sent', async () => {
    const having = await withFile();
    const { ana, mail } = having;
    await goesOn(ana);
    await ana.clicks('Send');
    expect([arrived(stored.world, mail).length, await isGone(having)]).toEqual([1, true]);
  });

  it('stays when its mail was not sent', async () => {
    const { ana, mail, isThere } = await withFile();
    await goesOn(ana);
    stored.world.standIns.graph.answerNext({ on: 'sendMail', status: 403 });
    await ana.clicks('Send');
    expect([arrived(stored.world, mail).length, await isThere()]).toEqual([0, true]);
  });

  it('is deleted with its draft, on the other instance', async () => {
    const having = await withFile();
    const there = await stored.elsewhere(having.ana);
    await having.ana.says('drafts');
    await there.clicks(t('drafts.drop'));
    expect(await having.isThere()).toBe(true);
    await there.clicks(t('drafts.drop'));
    expect(await isGone(having)).toBe(true);
  });

  it('is deleted when the person is forgotten', async () => {
    const having = await withFile();
    await having.ana.does(installation('remove'));
    expect(await isGone(having)).toBe(true);
  });

  it('is deleted with the next word after it has expired', async () => {
    const having = await withFile();
    stored.world.clock.pass(hours(24));
    expect(await having.isThere()).toBe(true);
    await having.ana.says('send mail');
    expect(await isGone(having)).toBe(true);
  });

  it('that no form came to name, as after a kill in between, is in nobody’s way', async () => {
    const { ana } = await withFile();
    await inStorage(ana).saveFile('left', Buffer.from('of a plan'));
    await goesOn(ana);
    await ana.clicks('Send');
    await ana.says('drafts');
    expect(ana.card().text).toContain(t('drafts.none.title'));
  });
});
