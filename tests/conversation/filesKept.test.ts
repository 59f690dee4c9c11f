// Files and the storage: any instance sends them, and no email goes without a file that it showed.
import { words } from '../../bot/locales';
import { drops, picture, plan } from '../support/files';
import { arrived, filledIn, someMail } from '../support/mails';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';

const { t } = words('en');

let stored: StoredWorld;
beforeAll(async () => {
  stored = await startStoredWorld();
});
afterAll(() => stored.close());
afterEach(() => stored.storageFails('nothing'));

const withFiles = async () => {
  const ana = stored.world.person({ channel: 'emulator' });
  await ana.comesInAs('ana');
  await drops(stored.world, ana, [plan, picture]);
  return ana;
};
const filesOf = (mail: ReturnType<typeof someMail>) =>
  arrived(stored.world, mail).map(({ attachments }) => attachments.map(({ name }) => name));

it('are sent by whatever instance hears the press', async () => {
  const ana = await withFiles();
  const mail = someMail();
  await ana.clicks('Preview', mail);
  const send = ana.card().buttons.find(({ title }) => title === 'Send')?.data;
  const other = await stored.elsewhere(ana);
  await other.does({ type: 'message', value: send });
  expect(arrived(stored.world, mail).map(({ attachments }) => attachments.map(({ bytes }) => bytes))).toEqual(
    [[plan.bytes, picture.bytes]],
  );
});

it('that are gone leave the form, which says so, and the rest goes at the next press', async () => {
  const ana = await withFiles();
  const mail = someMail();
  stored.filesAreLost(1);
  await ana.clicks('Send', mail);
  expect(ana.card().text).toContain(t('files.lost', { names: 'plan.pdf' }));
  expect(filesOf(mail)).toEqual([]);
  await ana.clicks('Send');
  expect(filesOf(mail)).toEqual([['photo.png']]);
});

it('that the storage cannot give now keep their email back, and it goes later, once', async () => {
  const ana = await withFiles();
  const mail = someMail();
  stored.storageFails('files');
  await ana.clicks('Send', mail);
  expect(ana.card().text).toContain(t('failure.storage'));
  expect(filesOf(mail)).toEqual([]);
  stored.storageFails('nothing');
  await ana.clicks(t('mail.edit'));
  expect(ana.card().inputs).toEqual(filledIn(mail));
  await ana.clicks('Send');
  expect(filesOf(mail)).toEqual([['plan.pdf', 'photo.png']]);
});

it('that cannot be kept are in no form', async () => {
  const ana = stored.world.person({ channel: 'emulator' });
  await ana.comesInAs('ana');
  stored.storageFails('files');
  await drops(stored.world, ana, [plan]);
  expect(ana.card().text).toContain(t('failure.storage'));
  stored.storageFails('nothing');
  await ana.says('drafts');
  expect(ana.card().text).toContain(t('drafts.none.title'));
});
