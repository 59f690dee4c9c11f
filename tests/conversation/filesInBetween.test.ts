// Files when something comes in between: an expiry, a sign-in, another account, a message that is delivered again.
import type { Activity } from 'botbuilder';
import { words } from '../../bot/locales';
import { mentioning } from '../support/activities';
import { hours } from '../support/clock';
import { attachmentOf, drops, fileOf, filesOn, picture, plan } from '../support/files';
import { arrived, filledIn, someMail } from '../support/mails';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';

const { t } = words('en');

let stored: StoredWorld;
beforeAll(async () => {
  stored = await startStoredWorld();
});
afterAll(() => stored.close());
afterEach(() => stored.storageFails('nothing'));

const visitor = () => stored.world.person({ channel: 'emulator' });
const signedInHere = async () => {
  const ana = visitor();
  await ana.comesInAs('ana');
  return ana;
};
const withOldForm = async () => {
  const ana = await signedInHere();
  await drops(stored.world, ana, [plan, picture]);
  stored.world.clock.pass(hours(25));
  return ana;
};

describe('a form that expired with its files while it stood on the screen', () => {
  it.each(['Send', 'Preview'])(
    'comes back after "%s" with its text, and says that its files are gone',
    async (button) => {
      const ana = await withOldForm();
      const mail = someMail();
      await ana.clicks(button, mail);
      expect(ana.card().text).toContain(t('files.gone'));
      expect(ana.card().inputs).toEqual(filledIn(mail));
      expect(arrived(stored.world, mail)).toEqual([]);
    },
  );

  it('says so also beside what is to be mended', async () => {
    const ana = await withOldForm();
    await ana.clicks('Send', someMail({ to: 'half@' }));
    expect(ana.card().text).toContain(t('files.gone'));
  });

  it('comes back after "Remove" with its text', async () => {
    const ana = await withOldForm();
    const mail = someMail();
    await ana.clicks('Remove', mail);
    expect(ana.card().text).toContain(t('files.gone'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
    await ana.clicks('Send');
    expect(arrived(stored.world, mail)).toHaveLength(1);
  });
});

it('a file alone that is delivered again to another instance does not come back after its email was sent', async () => {
  const ana = await signedInHere();
  const attachments = [attachmentOf(stored.world, 'emulator', plan)];
  const message = { type: 'message', text: '', attachments, id: 'again' } as Partial<Activity>;
  await ana.does(message);
  await ana.clicks('Send', someMail());
  const there = await stored.elsewhere(ana);
  expect((await there.does(message)).said).toEqual([]);
});

describe('a file that was sent before the sign-in', () => {
  it('stays when another account comes in, as a text does', async () => {
    const ana = await signedInHere();
    await ana.says('use another account');
    await drops(stored.world, ana, [plan]);
    await ana.signsIn('bao');
    expect(filesOn(ana)).toEqual(['plan.pdf']);
  });

  it('and cannot go along is named at once', async () => {
    const ana = visitor();
    const said = await drops(stored.world, ana, [fileOf(0, 'empty.txt'), plan]);
    expect(JSON.stringify(said)).toContain(t('files.refused.empty', { names: 'empty.txt' }));
    await ana.signsIn('ana');
    expect(filesOn(ana)).toEqual(['plan.pdf']);
  });
});

it('a file for which the form in hand has no room is not kept in the storage', async () => {
  const ana = await signedInHere();
  await drops(stored.world, ana, [fileOf(3_000_000, 'a.csv')]);
  stored.storageFails('files');
  await drops(stored.world, ana, [plan]);
  expect(ana.card().text).toContain(t('files.refused.noRoom', { names: 'plan.pdf', size: '3\u00a0MB' }));
});

it('thousands of empty files are answered in a few words', async () => {
  const ana = await signedInHere();
  const empty = { contentType: 'text/plain', contentUrl: 'data:,', name: 'a.txt' };
  await ana.does({ type: 'message', attachments: Array(2_000).fill(empty) } as Partial<Activity>);
  expect(ana.card().text).toContain(t('files.none', { count: 2_000 }));
  expect(ana.card().text.length).toBeLessThan(1_000);
});

it('an address that comes with a file to the form in hand is answered', async () => {
  const ana = await signedInHere();
  await ana.says('send mail');
  await drops(stored.world, ana, [plan], 'send it to bao@contoso.com');
  expect(ana.card().text).toContain(t('files.wordsStay'));
});

it('a file that comes with a greeting in a group is pointed to the 1:1 chat', async () => {
  const ana = stored.world.person({ conversationType: 'groupChat' });
  await ana.alone().comesInAs('ana');
  const attachments = [attachmentOf(stored.world, 'msteams', plan)];
  const { said } = await ana.does({ ...mentioning('hello'), attachments } as Partial<Activity>);
  expect(JSON.stringify(said)).toContain('one-to-one chat');
});
