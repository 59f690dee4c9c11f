// Replies and forwards in Teams: what the person typed counts, and what is repeated of another message does not.
import type { Activity } from 'botbuilder';
import { words } from '../../bot/locales';
import { marker, mentioning, replying } from '../support/activities';
import { filledIn } from '../support/mails';
import type { Person } from '../support/person';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
let ana: Person;
beforeAll(async () => {
  world = await startWorld();
  ana = await signedIn(world);
});
afterAll(() => world.close());

describe('"send mail" is understood', () => {
  it.each([
    ['behind a quote', `${marker('17')} send mail`],
    ['behind two quotes on lines of their own', `${marker('17')}\n${marker('18')}\nsend mail`],
    ['before a quote', `send mail ${marker('17')}`],
  ])('%s', async (_where, text) => {
    await ana.does(replying(text, '17', '18'));
    expect(ana.card().inputs).toEqual(filledIn());
  });

  it('behind a quote that Teams does not tell of', async () => {
    await ana.does(replying(`${marker('1778622003149')} send mail`));
    expect(ana.card().inputs).toEqual(filledIn());
  });

  it('behind a quote and a mention in a group, in the 1:1 chat', async () => {
    const { text, entities = [] } = mentioning('send mail');
    const group = world.person({ conversationType: 'groupChat' });
    const reply = replying(`${marker('17')} ${text}`, '17');
    await group.does({ ...reply, entities: [...entities, ...(reply.entities ?? [])] });
    expect(group.card().text).toContain(t('place.gone'));
  });
});

it('a code behind a quote signs in', async () => {
  const bao = world.person();
  await bao.says('profile');
  await bao.does(replying(`${marker('17')} ${await bao.getsCode('ana')}`, '17'));
  expect(bao.card().text).toContain('Product Designer');
});

it('a whole mail behind a quote fills the form, and a quote in its text that nobody tells of stays', async () => {
  const typed = `see ${marker('5')}`;
  await ana.does(replying(`${marker('17')} send mail to bao@contoso.com about Quotes: ${typed}`, '17'));
  expect(ana.card().inputs).toMatchObject({ to: 'bao@contoso.com', subject: 'Quotes', body: typed });
});

it('a quote alone is answered with a hello', async () => {
  await ana.does(replying(marker('17'), '17'));
  expect(ana.card().text).toContain(t('cards.welcome.title'));
});

describe('a forwarded message', () => {
  const forwarding = (text: string, inner: string): Partial<Activity> => ({
    type: 'message',
    text,
    attachments: [
      {
        contentType: 'text/html',
        content: `<p>send mail</p><blockquote itemscope itemtype="http://schema.skype.com/Forward">${inner}</blockquote>`,
      },
    ],
  });

  it.each([
    ['one line', 'the plan is ready', '<p>the plan is ready</p>'],
    ['several lines', 'the plan\r\n\r\nis ready', '<p>the plan</p><p>&nbsp;</p><p>is ready</p>'],
  ])('of %s is no part of what was typed', async (_what, body, html) => {
    await ana.does(forwarding(`send mail\r\n\r\n${body}`, html));
    expect(ana.card().inputs).toEqual(filledIn());
  });

  it('whose text is another one than Teams repeats leaves everything as it was typed', async () => {
    await ana.does(forwarding('send mail to bao@contoso.com about A: b', '<p>something else</p>'));
    expect(ana.card().inputs.body).toBe('b');
  });
});

it('a quote is left as typed on channels that have none', async () => {
  const linh = world.person({ channel: 'webchat' });
  await linh.comesInAs('linh');
  await linh.says(`send mail to bao@contoso.com about HTML: ${marker('17')} x`);
  expect(linh.card().inputs.body).toBe(`${marker('17')} x`);
});
