// Files in Teams: a pasted picture, a file from OneDrive, and what stays in a group.
import type { Activity } from 'botbuilder';
import { words } from '../../bot/locales';
import { mentioning } from '../support/activities';
import { attachmentOf, drops, filesOn, picture, plan } from '../support/files';
import { arrived, filledIn, someMail } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const signedInHere = async (channel = 'msteams') => {
  const ana = world.person({ channel });
  await ana.comesInAs('ana');
  return ana;
};
const bytesOf = (mail: ReturnType<typeof someMail>) =>
  arrived(world, mail).map(({ attachments }) => attachments.map(({ name, bytes }) => [name, bytes]));

describe('in Teams', () => {
  it('a pasted picture is read with the bot’s own token, its HTML twin is not, and it gets a name', async () => {
    const ana = await signedInHere('msteams');
    const { name: _none, ...pasted } = picture;
    const html = {
      contentType: 'text/html',
      content: '<p><img src="https://asm.skype.example/v1/objects/0"></p>',
    };
    const before = world.connector.read.length;
    const attachments = [attachmentOf(world, 'msteams', pasted), html];
    await ana.does({ type: 'message', attachments } as Partial<Activity>);
    expect(filesOn(ana)).toEqual(['picture.png']);
    expect(world.connector.read.slice(before)).toEqual([
      { name: expect.any(String), authorization: expect.stringMatching(/^Bearer /) },
    ]);
    const mail = someMail();
    await ana.clicks('Send', mail);
    expect(bytesOf(mail)).toEqual([[['picture.png', picture.bytes]]]);
  });

  it('a file from OneDrive is read without any token', async () => {
    const ana = await signedInHere('msteams');
    const before = world.connector.read.length;
    await drops(world, ana, [plan]);
    expect(world.connector.read.slice(before).map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it.each(['groupChat', 'channel'] as const)(
    'a file in a %s stays there, and the 1:1 chat says so',
    async (conversationType) => {
      const ana = world.person({ conversationType });
      const alone = ana.alone();
      await alone.comesInAs('ana');
      const attachments = [attachmentOf(world, 'msteams', plan)];
      const { said } = await ana.does({ ...mentioning('send mail'), attachments } as Partial<Activity>);
      expect(JSON.stringify(said)).not.toContain('plan.pdf');
      expect(alone.card().text).toContain(t('files.stay.group', { names: 'plan.pdf' }));
    },
  );
});

it('the HTML that Teams sends with every message is no file', async () => {
  const ana = await signedInHere('msteams');
  const html = { contentType: 'text/html', content: '<p>send mail</p>' };
  await ana.says('send mail', { attachments: [html] });
  expect([ana.card().inputs, filesOn(ana)]).toEqual([filledIn(), []]);
});
