// "Email this message" in a message's menu in Teams: a form with the message opens in the 1:1 chat, and others see nothing.
import { randomUUID } from 'node:crypto';
import { words } from '../../bot/locales';
import { turns } from '../support/log';
import { arrived, filledIn } from '../support/mails';
import { link, mails, messageAction, popUp, reading, silence } from '../support/messageAction';
import type { PersonOptions } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe.each<[string, Partial<PersonOptions>]>([
  ['a channel', { conversationType: 'channel' }],
  ['a group chat', { conversationType: 'groupChat' }],
  ['a chat of two people', { conversationType: 'personal', conversation: '19:ana_linh@unq.gbl.spaces' }],
])('a message in %s', (_place, options) => {
  it('opens a form with it in the 1:1 chat', async () => {
    const { ana, alone } = await reading(world, options, 'ana');
    await mails(ana);
    expect(alone.card().inputs).toEqual(
      filledIn({
        subject: 'Message from Linh Phạm',
        body: `\nLinh Phạm wrote in Teams on Nov 20, 2026, 8:30 AM UTC:\n> The plan is ready.\n\n${link}`,
      }),
    );
  });

  it('gets no reply in that conversation', async () => {
    const { ana } = await reading(world, options, 'ana');
    const before = ana.heard().length;
    await mails(ana);
    expect(ana.heard().slice(before)).toEqual([]);
  });
});

describe('a message in the 1:1 chat with the bot', () => {
  it('opens a form there', async () => {
    const ana = (await reading(world, {}, 'ana')).alone;
    await mails(ana);
    expect(ana.card().inputs.body).toContain('> The plan is ready.');
  });
});

describe('the action', () => {
  it('is answered without a dialog when it is a submitAction', async () => {
    const { ana } = await reading(world, {}, 'ana');
    expect(await mails(ana)).toEqual(silence);
  });

  it('is answered with a dialog that names the 1:1 chat when it is a fetchTask', async () => {
    const { ana } = await reading(world, {}, 'ana');
    expect(await mails(ana, messageAction({}, 'fetchTask'))).toEqual(popUp(t('quote.opened')));
  });

  it('leads to a mail that can be sent', async () => {
    const { ana, alone } = await reading(world, {}, 'ana');
    const subject = `Plan ${randomUUID()}`;
    await mails(ana, messageAction({ subject }));
    await alone.clicks('Send', { to: 'bao@contoso.com' });
    const mail = arrived(world, { to: '', subject, body: '' });
    expect(mail).toHaveLength(1);
  });

  it('asks a person who is signed out to sign in, and then opens the form', async () => {
    const { ana, alone } = await reading(world);
    await mails(ana);
    await alone.signsIn('ana');
    expect(alone.card().inputs.subject).toBe('Message from Linh Phạm');
  });

  it('speaks the person’s language and their time zone', async () => {
    const { ana, alone } = await reading(world, { locale: 'vi-VN' }, 'ana');
    await mails(ana, { ...messageAction(), localTimezone: 'Asia/Ho_Chi_Minh' });
    const { subject, body } = alone.card().inputs;
    expect(`${subject}${body}`).toMatch(
      /^Tin nhắn của Linh Phạm\nLinh Phạm đã viết trong Teams lúc 15:30.*:\n/,
    );
  });

  it('opens one form when Teams delivers it again', async () => {
    const { ana, alone } = await reading(world, {}, 'ana');
    const before = alone.heard().length;
    const action = { ...messageAction({}, 'fetchTask'), id: randomUUID() };
    const answers = await Promise.all([mails(ana, action), mails(ana, action)]);
    expect([alone.heard().length - before, ...answers.map(({ status }) => status)]).toEqual([1, 200, 200]);
  });

  it('opens another form when it is chosen again', async () => {
    const { ana, alone } = await reading(world, {}, 'ana');
    const before = alone.heard().length;
    await mails(ana);
    await mails(ana);
    expect(alone.heard().length - before).toBe(2);
  });

  it('is two log lines, one for each conversation, with nothing of the message', async () => {
    const { ana, alone } = await reading(world, {}, 'ana');
    const before = world.log.length;
    await mails(ana);
    expect(alone.card().inputs.subject).toContain('Linh');
    expect(turns(world).slice(-2)).toMatchObject([
      { command: 'mailMessage, in private', outcome: 'form shown' },
      { command: 'mailMessage', outcome: 'gone private' },
    ]);
    expect(JSON.stringify(world.log.slice(before))).not.toMatch(/Linh|plan|Message from|teams\.microsoft/i);
  });
});
