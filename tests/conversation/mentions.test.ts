// Mentions: those of the bot are removed from the text, those of other people stay as names, and &nbsp; is a space.
import type { Activity } from 'botbuilder';
import { words } from '../../bot/locales';
import { botId } from '../support/activities';
import { filledIn } from '../support/mails';
import type { Person } from '../support/person';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const bot = '<at>Mail bot</at>';

let world: World;
let ana: Person;
beforeAll(async () => {
  world = await startWorld();
  ana = await signedIn(world);
});
afterAll(() => world.close());

/** A message as Teams writes it: `entities` tells of whom each mention in the text is. */
const saying = (text: string, people: Record<string, string> = {}): Partial<Activity> => ({
  type: 'message',
  text,
  entities: [
    ...(text.match(/<at>Mail bot<\/at>/g) ?? []).map((written) => [botId, written]),
    ...Object.entries(people).map(([id, name]) => [id, `<at>${name}</at>`]),
  ].map(([id, written]) => ({ type: 'mention', text: written, mentioned: { id, name: '' } })),
});

describe('"send mail" is understood', () => {
  it.each([
    ['behind a mention and a space', `${bot} send mail`],
    ['behind a mention and a non-breaking space', `${bot}\u00a0send mail`],
    ['behind a mention and &nbsp;', `${bot}&nbsp;send mail`],
    ['right behind a mention', `${bot}send mail`],
    ['before a mention', `send mail ${bot}`],
    ['between two mentions of the bot', `${bot} send mail, ${bot}`.replace(',', '')],
    ['behind two mentions of the bot', `${bot} ${bot}&nbsp;&nbsp;send\u00a0mail&nbsp;`],
    ['on a line of its own', `${bot}\nsend mail\n`],
    ['without a mention', 'send mail'],
  ])('%s', async (_where, text) => {
    await ana.does(saying(text));
    expect(ana.card().inputs).toEqual(filledIn());
  });

  it.each([
    ['whose entity has no text', `${bot} send mail`, { text: undefined }],
    ['whose tag is written otherwise', '<at id="0">Mail bot</at> send mail', {}],
    [
      'with signs that nobody sees',
      '<at>Mail\u200b bot\u200f</at>\u2060 send mail',
      { text: '<at>Mail\u200b bot\u200f</at>' },
    ],
    ['that is no tag in its entity', `${bot} send mail`, { text: 'Mail bot' }],
  ])('behind a mention %s', async (_how, text, changed) => {
    const entity = { type: 'mention', text: bot, mentioned: { id: botId, name: 'Mail bot' }, ...changed };
    await ana.does({ type: 'message', text, entities: [entity] });
    expect(ana.card().inputs).toEqual(filledIn());
  });

  it('when the bot is mentioned twice and Teams tells of it once', async () => {
    const { entities = [], ...rest } = saying(`${bot} send mail ${bot}`);
    await ana.does({ ...rest, entities: entities.slice(0, 1) });
    expect(ana.card().inputs).toEqual(filledIn());
  });
});

describe('somebody else’s mention', () => {
  it('stays in the text as a name', async () => {
    const text = `${bot} send mail to bao@contoso.com about Lunch: <at>Bảo</at>&nbsp;comes too`;
    await ana.does(saying(text, { bao: 'Bảo' }));
    expect(ana.card().inputs.body).toBe('Bảo comes too');
  });

  it('is no mention of the bot', async () => {
    const bao = world.person();
    await bao.does(saying('<at>Bảo</at> send mail', { bao: 'Bảo' }));
    expect(bao.card().text).toContain(t('help.unknown'));
  });

  it('whose name has signs of HTML, and stands in no text of its own, is read as a name', async () => {
    await ana.does({
      type: 'message',
      text: `${bot} send mail to bao@contoso.com about Lunch: <at>R&amp;D &lt;Hue&gt;</at> comes too`,
      entities: [
        { type: 'mention', mentioned: { id: botId, name: 'Mail bot' } },
        { type: 'mention', mentioned: { id: 'hue', name: 'R&D <Hue>' } },
      ],
    });
    expect(ana.card().inputs.body).toBe('R&D <Hue> comes too');
  });

  it.each([
    ['in a private chat', 'Use <at>x</at>&nbsp;there &amp; <b>here</b>', {}],
    ['beside mentions of others', 'Use <at>x</at>&nbsp;there, Bảo', { bao: 'Bảo' }],
  ])('that was typed and is none stays as typed, %s', async (_where, typed, people) => {
    const text = typed.replace('Bảo', '<at>Bảo</at>');
    await ana.does(saying(`send mail to bao@contoso.com about HTML: ${text}`, people));
    expect(ana.card().inputs.body).toBe(typed);
  });

  it('is left as typed on channels without mentions', async () => {
    const linh = world.person({ channel: 'webchat' });
    await linh.comesInAs('linh');
    await linh.says('send mail to bao@contoso.com about HTML: Use <at>x</at>&nbsp;there');
    expect(linh.card().inputs.body).toBe('Use <at>x</at>&nbsp;there');
  });
});

describe('a message', () => {
  it.each([bot, `${bot}&nbsp;${bot}`, '', ' \u200b\n'])(
    'without words is answered with a hello: %j',
    async (text) => {
      await ana.does(saying(text));
      expect(ana.card().text).toContain(t('cards.welcome.title'));
      expect(ana.card().buttons.map(({ title }) => title)).toContain('Write an email');
    },
  );

  it('without words but with a mention is answered in a group without anything private', async () => {
    const group = world.person({ conversationType: 'groupChat' });
    await group.does(saying(bot));
    expect(group.card().text).toContain(t('place.welcome.title'));
  });

  it.each([
    '<at>'.repeat(50_000),
    `${'<at x'.repeat(40_000)}`,
    `${bot} `.repeat(10_000),
    `send mail to a${' '.repeat(60_000)}b`,
    `${'.'.repeat(60_000)}b`,
    `send mail to a${' about'.repeat(10_000)}`,
  ])('made to be slow to read is answered all the same (%#)', async (text) => {
    const before = performance.now();
    await ana.does(saying(text));
    // This is no performance test: a pattern with backtracking would take minutes.
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
