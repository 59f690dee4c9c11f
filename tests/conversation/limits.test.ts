// Limits on guessing, looking names up and flooding: each says so in plain words, and when to go on.
import { words } from '../../bot/locales';
import { limitRules } from '../../bot/turn/limits';
import { turnRule } from '../../bot/turn/turnLimit';
import { verifyState } from '../support/activities';
import { hours, minutes } from '../support/clock';
import { directory } from '../support/directory';
import { reasonAt, someMail, withOpenForm } from '../support/mails';
import { isSignedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: directory });
});
afterAll(() => world.close());

const codesTried = () => world.calls.made.filter(({ url }) => /code=\d{6}/.test(url)).length;

describe('somebody who guesses codes', () => {
  it('gets ten tries an hour over all cards, chats and clients, also after "forget me"', async () => {
    const eve = world.person();
    const before = codesTried();
    for (let card = 0; card < 15; card++) {
      const chat = world.person({ id: eve.options.id });
      await chat.says(card % 2 ? 'profile' : 'send mail');
      await chat.says(`00000${card % 10}`);
      await chat.does(verifyState(`10000${card % 10}`));
      await chat.says(`20000${card % 10}`);
      if (card === 3) await chat.says('forget me');
    }
    expect(codesTried() - before).toBe(limitRules.codes.most);
  });

  it('is told until when, and with the right code signs in after that', async () => {
    const ana = world.person();
    for (let guess = 0; guess < limitRules.codes.most; guess++) {
      if (guess % 2 === 0) await ana.says('profile');
      await ana.says(`00000${guess}`);
    }
    await ana.says('profile');
    await ana.says('123456');
    const text = t('signIn.limit.text', { time: 'Nov 22, 2026, 10:00 AM UTC' });
    expect(ana.card().text).toContain(text);
    world.clock.pass(hours(1));
    await ana.comesInAs('ana');
    expect(await isSignedIn(ana)).toBe(true);
  });
});

describe('somebody who looks up very many names', () => {
  it('is asked for addresses instead, and Graph is not asked', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Preview', someMail({ to: 'Chi' }));
    await ana.signsIn('ana');
    const names = (of: number) => Array.from({ length: 49 }, (_, i) => `Nobody ${of} ${i}`).join(', ');
    for (let click = 0; click < 4; click++) {
      await ana.says('send mail');
      await ana.clicks('Preview', someMail({ to: names(click) }));
    }
    await ana.says('send mail');
    const calls = await world.calls.during(() => ana.clicks('Preview', someMail({ to: names(5) })));
    expect(calls.filter((call) => call === 'users')).toEqual([]);
    expect(reasonAt(ana, 'to')).toMatch(/looked up a lot of names.*Type the full address for Nobody 5 0/);
  });
});

describe('somebody who floods the bot', () => {
  it('is told once, then not answered, and can go on later', async () => {
    const eve = world.person();
    for (let turn = 0; turn < turnRule.most; turn += 20) {
      await Promise.all(Array.from({ length: 20 }, () => eve.says('help')));
    }
    const said = await eve.says('help');
    expect(said).toHaveLength(1);
    expect(eve.card().text).toContain(t('tooManyTurns.title'));
    expect(await eve.says('help')).toEqual([]);
    expect((await eve.does({ type: 'invoke', name: 'signin/verifyState', value: {} })).status).toBe(429);
    world.clock.pass(minutes(20));
    await eve.says('help');
    expect(eve.card().text).toContain(t('help.title'));
  });

  it('is no trouble for anybody else', async () => {
    const eve = world.person();
    for (let turn = 0; turn <= turnRule.most; turn += 20) {
      await Promise.all(Array.from({ length: 20 }, () => eve.says('help')));
    }
    const ana = world.person();
    await ana.says('help');
    expect(ana.card().text).toContain(t('help.title'));
  });
});
