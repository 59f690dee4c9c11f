// Files, pictures and cards in the chat: they do not go along, and the person is told which. Quoted ones are named.
import type { Activity } from 'botbuilder';
import { words } from '../../bot/locales';
import { mentioning } from '../support/activities';
import { arrived, filledIn, someMail } from '../support/mails';
import { mails, messageAction, reading } from '../support/messageAction';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const plan = {
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  name: 'plan.docx',
  content: {},
};
const picture = { contentType: 'image/png', contentUrl: 'https://a.example/x.png' };
const html = { contentType: 'text/html', content: '<p>send mail</p>' };

const saying = (text: string, attachments: object[]) =>
  ({ type: 'message', text, attachments }) as unknown as Partial<Activity>;

it.each(['msteams', 'webchat', 'emulator'])('a file alone is named, on %s', async (channel) => {
  const ana = await signedIn(world, { channel });
  await ana.does(saying('', [plan, picture, html]));
  expect(ana.card().text).toContain(t('files.text', { names: `plan.docx, ${t('files.picture')}` }));
});

it('of many files ten are named, and it is said how many others there are', async () => {
  const ana = await signedIn(world);
  const files = Array.from({ length: 20 }, (_, n) => ({ ...plan, name: `plan${n}.docx` }));
  await ana.does(saying('', files));
  expect(ana.card().text).toContain('plan9.docx and 10 others');
  await ana.does(saying('', files.slice(0, 11)));
  expect(ana.card().text).toContain('plan9.docx and 1 other.');
});

it('a text without a name is a file where it is not the message itself', async () => {
  const ana = await signedIn(world, { channel: 'webchat' });
  await ana.does(saying('', [{ contentType: 'text/plain', content: 'see you' }]));
  expect(ana.card().text).toContain(t('files.text', { names: t('files.file') }));
});

it('a file beside "send mail" is named below the form', async () => {
  const ana = await signedIn(world);
  const { said } = await ana.does(saying('send mail', [html, plan]));
  expect(said).toHaveLength(2);
  expect(ana.card().text).toContain('plan.docx');
  await ana.clicks('Preview', { to: 'bao@contoso.com', subject: 'Plan', body: 'Soon' });
  expect(ana.card().text).toContain('Soon');
});

it('a file beside "send mail" in a group is named in the 1:1 chat, and the group reads nothing of it', async () => {
  const ana = world.person({ conversationType: 'groupChat' });
  const alone = ana.alone();
  await alone.comesInAs('ana');
  const { said } = await ana.does({ ...mentioning('send mail'), attachments: [plan] } as Partial<Activity>);
  expect(JSON.stringify(said)).not.toContain('plan.docx');
  expect(alone.card().text).toContain('plan.docx');
});

it('the HTML that Teams sends with every message is no file', async () => {
  const ana = await signedIn(world);
  await ana.does(saying('send mail', [html]));
  expect(ana.card().inputs).toEqual(filledIn());
});

it('odd attachments count as absent', async () => {
  const ana = await signedIn(world);
  await ana.does(saying('send mail', [null, 5, {}, { contentType: 5 }] as unknown as object[]));
  expect(ana.card().inputs).toEqual(filledIn());
});

it('a quoted message names its files with their links and its cards with their titles', async () => {
  const { ana, alone } = await reading(world, {}, 'ana');
  const card = { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'Release "7"' }] };
  const attachments = [
    {
      id: '1',
      contentType: 'reference',
      contentUrl: 'https://contoso.sharepoint.com/plan.docx',
      name: 'plan.docx',
      content: null,
    },
    {
      id: '2',
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: JSON.stringify(card),
      name: null,
    },
    { id: '3', contentType: 'messageReference', content: '{}' },
    null,
  ];
  await mails(ana, messageAction({ attachments }));
  expect(alone.card().inputs.body).toContain(
    '> The plan is ready.\n> File: plan.docx https://contoso.sharepoint.com/plan.docx\n> Card: Release "7"\n',
  );
});

it('a typed "send" with a file shows the mail first, and names the file', async () => {
  const ana = await signedIn(world);
  const mail = someMail();
  await ana.says(`send mail to ${mail.to} about ${mail.subject}: plan attached`);
  const said = await ana.says('send', {
    attachments: [
      { contentType: 'application/pdf', name: 'plan.pdf', contentUrl: 'https://contoso.example/plan.pdf' },
    ],
  });
  expect(said.map(({ activity }) => JSON.stringify(activity.attachments)).join()).toContain('plan.pdf');
  expect(ana.card().text).toContain(t('mail.preview.title'));
  expect(arrived(world, mail)).toEqual([]);
});
