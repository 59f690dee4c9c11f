// A new person: welcomed once, helped without signing in, and understood with typos, mentions and another language.
import { words } from '../../bot/locales';
import { botId, joined, mentioning } from '../support/activities';
import { filledIn } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const welcomed = t('cards.welcome.title');
const notUnderstood = t('help.unknown');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('somebody new', () => {
  it.each(['msteams', 'emulator'])('is welcomed when the bot is added, on %s', async (channel) => {
    const ana = world.person({ channel });
    await ana.does(joined(botId));
    expect(ana.card().text).toContain(welcomed);
  });

  it.each(['webchat', 'directline'])('is welcomed when they come in, on %s', async (channel) => {
    const ana = world.person({ channel });
    await ana.does(joined(ana.options.id));
    expect(ana.card().text).toContain(welcomed);
  });

  it.each(['webchat', 'directline', 'emulator'])(
    'is welcomed once, although %s announces the bot and the person',
    async (channel) => {
      const ana = world.person({ channel });
      await ana.does(joined(botId));
      await ana.does(joined(ana.options.id));
      expect(ana.heard()).toHaveLength(1);
    },
  );

  it('is welcomed once when one activity announces both', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.does(joined(botId, ana.options.id));
    expect(ana.heard()).toHaveLength(1);
  });

  it('hears nothing when other members join a team', async () => {
    const ana = world.person({ conversationType: 'channel' });
    await ana.does(joined('somebody', 'somebody-else'));
    expect(ana.heard()).toEqual([]);
  });

  it('can write an email right from the welcome, and signs in on the way', async () => {
    const ana = world.person();
    await ana.does(joined(botId));
    expect(ana.card().buttons.map(({ data }) => data.verb)).toEqual(['mail.compose', 'account.signIn']);
    await ana.clicks(t('cards.welcome.sendMail'));
    await ana.signsIn('ana');
    expect(ana.card().inputs).toEqual(filledIn());
  });
});

describe('somebody who only looks around', () => {
  it.each(['Hello!', 'hi.', '👋 hey', 'what can you do?', 'xin chào'])(
    'who says "%s" gets a hello with buttons, and no list',
    async (text) => {
      const ana = world.person();
      await ana.says(text);
      expect(ana.card().text).toContain(welcomed);
      expect(ana.card().text).not.toContain(t('help.sayings.token.say'));
    },
  );

  it.each(['Thanks!', 'thank you 🙏', 'cảm ơn'])('who says "%s" is answered in a word', async (text) => {
    const ana = world.person();
    await ana.says(text);
    expect(ana.card().text).toContain(t('talk.thanks'));
  });

  it.each(['help', 'HELP', '  help  ', '?', 'menu'])('who says "%s" reads what to say', async (text) => {
    const ana = world.person();
    await ana.says(text);
    expect(ana.card().text).toContain(t('help.title'));
  });

  it.each(['help', 'hello', 'what is the weather', 'sned mail', '', '👋'])(
    'who says "%s" causes one call, the reply',
    async (text) => {
      const ana = world.person();
      expect(await world.calls.during(() => ana.says(text))).toEqual(['reply']);
    },
  );

  it('is told that a text was not understood, and what is', async () => {
    const ana = world.person();
    await ana.says('what is the weather');
    expect(ana.card().text).toContain(notUnderstood);
    expect(ana.card().text).toContain(t('talk.short'));
    expect(ana.card().buttons.map(({ title }) => title)).toEqual([t('mail.newForm'), t('talk.help')]);
    await ana.clicks(t('talk.help'));
    expect(ana.card().text).toContain(t('help.sayings.sendMail.say'));
  });

  it.each([
    ['sned mail', 'send mail'],
    ['porfile', 'profile'],
    ['sing in', 'sign in'],
    ['canccel', 'cancel'],
  ])('who types "%s" is asked about "%s"', async (typed, meant) => {
    const ana = world.person();
    await ana.says(typed);
    expect(ana.card().text).toContain(t('help.nearMiss', { phrase: meant }));
  });

  it('is not asked about a command that is far from what they said', async () => {
    const ana = world.person();
    await ana.says('the quick brown fox');
    expect(ana.card().text).toContain(t('talk.short'));
  });

  it('who clicks a button with an unknown verb is told what to say', async () => {
    const ana = world.person();
    await ana.does({ type: 'message', value: { verb: 'mail.teleport' } });
    expect(ana.card().text).toContain(notUnderstood);
  });
});

describe('somebody who is signed in', () => {
  it.each(['hello', 'help'])('who says "%s" is not offered to sign in', async (text) => {
    const ana = world.person();
    const offers = async () => {
      await ana.says(text);
      return ana.card().buttons.some(({ data }) => data.verb === 'account.signIn');
    };
    expect(await offers()).toBe(true);
    await ana.comesInAs('ana');
    expect(await offers()).toBe(false);
    await ana.says('sign out');
    expect(await offers()).toBe(true);
  });
});

describe('what a person says', () => {
  it('is understood behind an @mention and non-breaking spaces', async () => {
    const ana = world.person();
    await ana.does(mentioning('send\u00a0mail\u00a0'));
    expect(ana.signInLink()).toContain('/signin');
  });

  it('is understood in a group behind an @mention', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    await ana.does(mentioning('help'));
    expect(ana.card().text).toContain(t('help.title'));
  });

  it('is answered in Vietnamese to a Vietnamese locale', async () => {
    const ana = world.person({ locale: 'vi-VN' });
    await ana.says('trợ giúp');
    expect(ana.card().text).toContain(words('vi').t('help.title'));
  });

  it('is understood in Vietnamese whatever the locale, however the accents are encoded', async () => {
    const ana = world.person();
    await ana.says('trợ giúp'.normalize('NFD'));
    expect(ana.card().text).toContain(t('help.title'));
  });

  it('is answered in English to a locale the bot has no words for', async () => {
    const ana = world.person({ locale: 'xx' });
    await ana.says('help');
    expect(ana.card().text).toContain(t('help.title'));
  });
});
