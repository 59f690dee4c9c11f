// Sending in the person's own name, and once, when cards are old, accounts change and ids are made up.
import { words } from '../../bot/locales';
import { accounts } from '../../playground/accounts';
import { addresses, arrived, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const submit = (who: Person, value: Record<string, string>) =>
  who.does({ type: 'message', value: { verb: 'mail.send', ...value } });

describe('an old card', () => {
  it('that asked about many says "already sent" once the mail has gone', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail({ to: addresses(11) });
    await ana.clicks('Send', mail);
    await ana.clicks(t('mail.many.send', { count: 11 }));
    await ana.clicks(t('mail.many.send', { count: 11 }));
    expect(ana.card().text).toContain(t('mail.alreadySent.title', { subject: mail.subject }));
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('that asked about eleven is no yes to forty', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail({ to: addresses(11) });
    await ana.clicks('Send', mail);
    await ana.clicks('Send', { ...mail, to: addresses(40) });
    await ana.clicks(t('mail.many.send', { count: 11 }));
    expect(ana.card().text).toContain(t('mail.many.title', { count: 40 }));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('of a mail that may have gone says so, also after signing out and in', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 504, accept: true });
    await ana.clicks('Send', mail);
    await ana.says('sign out');
    await ana.comesInAs('ana');
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('mail.unknown.title', { subject: mail.subject }));
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('an id', () => {
  it.each(['constructor', 'toString', '__proto__', '~1', ''])(
    'made up as "%s" mails nothing',
    async (formId) => {
      const ana = await withOpenForm(world.person());
      const mail = someMail();
      await submit(ana, { formId, ...mail });
      await submit(ana, { formId, ...mail });
      expect(arrived(world, mail)).toEqual([]);
    },
  );
});

describe('another account', () => {
  it('is never sent from under the old one’s name', async () => {
    const ana = await withOpenForm(world.person());
    // Graph refuses Ana's token; Linh signs in, and Graph is down at the very moment the bot would learn of her.
    world.standIns.graph.answerNext({ on: 'me', status: 401, code: 'InvalidAuthenticationToken' });
    await ana.says('profile');
    await ana.says('sign in');
    world.standIns.graph.answerNext({ on: 'me', status: 503 });
    await ana.signsIn('linh');
    await ana.says('send mail');
    const linh = accounts.find(({ key }) => key === 'linh');
    expect(ana.card().text).toContain(`From: ${linh?.user.displayName}`);
  });
});

describe('removing the bot', () => {
  const removes = (who: Person, type: 'personal' | 'groupChat') =>
    who.does({
      type: 'installationUpdate',
      action: 'remove',
      conversation: {
        id: who.options.conversation,
        conversationType: type,
        isGroup: type !== 'personal',
        name: '',
      },
    });
  const isSignedIn = async (who: Person) => {
    await who.says('profile');
    return who.heard().at(-1)?.activity.attachments?.[0]?.contentType.includes('adaptive');
  };

  it('from a group is no word on whoever did it', async () => {
    const ana = await withOpenForm(world.person());
    await removes(ana, 'groupChat');
    expect(await isSignedIn(ana)).toBe(true);
  });

  it('forgets the person even while the token service is down', async () => {
    const ana = await withOpenForm(world.person({ channel: 'msteams' }));
    const mail = someMail();
    world.standIns.tokenService.answerNext({ on: 'SignOut', status: 500 });
    await removes(ana, 'personal');
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)).toEqual([]);
  });
});

describe('a message made to be slow to read', () => {
  it.each([
    ['spaces', `send mail to a${' '.repeat(60_000)}b`],
    ['dots', `${'.'.repeat(60_000)}b`],
    ['"about"s', `send mail to a${' about'.repeat(10_000)}`],
  ])('is answered all the same: %s', async (_what, text) => {
    const bao = world.person();
    const before = performance.now();
    await bao.says(text);
    expect(bao.heard()).toHaveLength(1);
    // Not a timing: the patterns these were made for took minutes.
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});

describe('a token service that answers half a token', () => {
  it('has none of it in the log', async () => {
    const ana = world.person();
    const half = new Response('{"token":"eyJSECRET', { headers: { 'content-type': 'application/json' } });
    world.calls.answerNext('GetToken', async () => half);
    await ana.says('profile');
    expect(ana.card().text).toContain(t('failure.tokenService'));
    expect(JSON.stringify(world.log)).not.toContain('SECRET');
  });
});
