// Forms on Azurite: two instances share them, a restart keeps them, and an outage loses nothing.
import { words } from '../../bot/locales';
import { openStorage, withHashedKeys } from '../../bot/storage';
import { StorageUnavailable } from '../../bot/storage/port';
import { answer, type Passing, type RunningProxy, startProxy } from '../bench/faults/proxy';
import { type Azurite, startAzurite } from '../support/azurite';
import { hours, seconds, standingClock, type TestClock, until } from '../support/clock';
import { arrived, someMail, type Typed, withOpenForm } from '../support/mails';
import { type Person, person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let azurite: Azurite;
let storage: RunningProxy;
let world: World;
/** The fault that a request to the storage meets. */
let meet: (passing: Passing) => Promise<boolean> = async () => false;
const down = async ({ res }: Passing) => {
  // Not worth another try, so that nobody waits for one.
  answer(res, { status: 502, headers: {}, body: Buffer.alloc(0) });
  return true;
};
const isWriteOf = ({ req, body }: Passing, text: string) => req.method === 'PUT' && body.includes(text);

beforeAll(async () => {
  azurite = await startAzurite();
  storage = await startProxy(azurite.blobUrl, async (passing) => {
    if (!(await meet(passing))) answer(passing.res, await passing.forward());
  });
  const connection = azurite.connectionStringAt(storage.url);
  world = await startWorld({ environment: { BLOB_STORAGE_CONNECTION_STRING: connection } });
});
afterEach(() => {
  meet = async () => false;
});
afterAll(async () => {
  await world.close();
  storage.close();
  await azurite.close();
});

/** The same person, whose next turn another instance takes. */
async function elsewhere(ana: Person, clock?: TestClock) {
  const { url } = await world.anotherBot(clock);
  return person({ ...world, url }, ana.options);
}

describe('on two instances', () => {
  it('a form opened on one is sent from the other, once', async () => {
    const ana = await withOpenForm(world.person());
    const there = await elsewhere(ana);
    const mail = someMail();
    await Promise.all([ana.clicks('Send', mail), there.clicks('Send', mail)]);
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('thirty-five mails of one account at once', () => {
  afterAll(() => world.clock.pass(hours(1)));

  it('on two instances are thirty that go, and five forms that come back', async () => {
    world.clock.pass(hours(1));
    const { url } = await world.anotherBot();
    const urls = [world.url, url];
    const people = Array.from({ length: 35 }, (_, i) => person({ ...world, url: urls[i % 2] ?? '' }, {}));
    const mails = people.map(() => someMail());
    await Promise.all(people.map((one) => withOpenForm(one)));
    await Promise.all(people.map((one, i) => one.clicks('Send', mails[i])));
    expect(mails.flatMap((mail) => arrived(world, mail))).toHaveLength(30);
    const forms = people.filter((one) => one.card().text.includes('limit of 30 attempts'));
    expect(forms).toHaveLength(5);
  });
});

describe('an instance that stops between claim and outcome', () => {
  /** An instance whose clock stands still from here on: it neither times out nor sends a message. */
  async function stopsDead() {
    const ana = await withOpenForm(world.person());
    const there = await elsewhere(ana, standingClock(world.clock.now()));
    const mail = someMail();
    const { release } = world.standIns.graph.answerNext({ on: 'sendMail', hang: true });
    const asked = world.standIns.graph.requests.length;
    const click = there.clicks('Send', mail);
    await until(() => world.standIns.graph.requests.length > asked);
    return { ana, mail, click, release };
  }
  const unknown = ({ subject }: Typed) => t('mail.unknown.title', { subject });
  const heard = (ana: Person) => ana.heard().map(({ activity }) => activity.summary);

  it('keeps its claim for two minutes', async () => {
    const { ana, mail, click, release } = await stopsDead();
    world.clock.pass(seconds(119));
    await ana.says('help');
    expect(heard(ana)).not.toContain(unknown(mail));
    release();
    await click;
  });

  it('loses its claim after that: the next message, on any instance, reports the outcome as unknown', async () => {
    const { ana, mail, click, release } = await stopsDead();
    world.clock.pass(seconds(120));
    await ana.says('help');
    expect(heard(ana)).toContain(unknown(mail));
    release();
    await click;
  });

  it('and goes on after that overrides the unknown outcome', async () => {
    const { ana, mail, click, release } = await stopsDead();
    world.clock.pass(seconds(120));
    await ana.says('help');
    release();
    await click;
    expect(ana.card().text).toContain(t('cards.receipt.title'));
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('an outage of the storage', () => {
  it('is explained at "send mail", and nothing is shown as done', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    meet = down;
    await ana.says('send mail');
    expect(ana.card().text).toContain(t('failure.storage'));
  });

  it('leaves "help" working', async () => {
    const ana = world.person();
    meet = down;
    await ana.says('help');
    expect(ana.card().text).toContain(t('help.title'));
  });

  it('at the claim sends nothing; the same form works once it is over', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    meet = async (passing) => isWriteOf(passing, 'sending') && down(passing);
    await ana.clicks('Send', mail);
    expect([arrived(world, mail).length, ana.card().text]).toEqual([
      0,
      expect.stringContaining(t('failure.storage')),
    ]);
    meet = async () => false;
    await ana.clicks(t('mail.edit'));
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('after Outlook took the mail still gives the receipt, and a second click sends nothing', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail();
    meet = async (passing) => isWriteOf(passing, '"unreported":true') && down(passing);
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('cards.receipt.title'));
    meet = async () => false;
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('that loses the answer to the claim’s write sends once', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    let lost = false;
    meet = async (passing) => {
      if (lost || !isWriteOf(passing, 'sending')) return false;
      lost = true;
      await passing.forward();
      passing.res.destroy();
      return true;
    };
    await ana.clicks('Send', mail);
    expect([ana.card().text, arrived(world, mail).length]).toEqual([
      expect.stringContaining(t('cards.receipt.title')),
      1,
    ]);
  });

  it('does not keep "sign out" from telling the token service', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    meet = down;
    expect(await world.calls.during(() => ana.says('sign out'))).toContain('SignOut');
  });

  it('makes /readyz answer 503', async () => {
    meet = down;
    expect((await fetch(`${world.url}/readyz`)).status).toBe(503);
  });
});

describe('blob storage behind our keys', () => {
  it('works after an outage at the very start', async () => {
    const connectionString = azurite.connectionStringAt(storage.url);
    const settings = { kind: 'blob', container: 'keys', connectionString } as const;
    const { records } = openStorage(settings, { getToken: async () => null }, standingClock());
    const blobs = withHashedKeys(records, 'people');
    meet = down;
    await expect(blobs.read('bao')).rejects.toThrow(StorageUnavailable);
    meet = async () => false;
    await expect(blobs.read('bao')).resolves.toBeUndefined();
  });
});
