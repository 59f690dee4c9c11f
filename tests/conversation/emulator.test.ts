// The Bot Framework Emulator on a developer's machine: its requests carry no app id and no token.
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { endpointNames } from '../../bot/environment';
import { words } from '../../bot/locales';
import { contosoTenantId } from '../../playground/accounts';
import { botId, tokensResponse } from '../support/activities';
import type { Said } from '../support/connector';
import { directory } from '../support/directory';
import { arrived, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { appId, startWorld, type World } from '../support/world';

const { t } = words('en');

// botbuilder prints a line for each bad token.
beforeAll(() => void jest.spyOn(console, 'error').mockImplementation(() => {}));
afterAll(() => jest.restoreAllMocks());

let world: World;
beforeAll(async () => {
  world = await startWorld({ authentication: 'off' });
});
afterAll(() => world.close());

/** The Emulator's ids of conversations contain a pipe. Every tab, and every restart of a conversation, is a new one. */
const newConversation = () => `${randomUUID()}|livechat`;
const somebody = (at = world) => at.person({ channel: 'emulator', conversation: newConversation() });

/** What the Emulator adds to whatever it posts to a bot. */
const stamped = ({ options }: Person): Partial<Activity> => ({
  from: { id: options.id, name: 'User', role: 'user' },
  recipient: { id: botId, name: 'Bot', role: 'bot' },
  localTimestamp: new Date(world.clock.now()),
});

describe('a person who opens the bot', () => {
  it('is welcomed once, although the Emulator announces the bot and the person', async () => {
    const ana = somebody();
    const members = [
      { id: botId, name: 'Bot' },
      { id: ana.options.id, name: 'User' },
    ];
    const came = { type: 'conversationUpdate', membersAdded: members, membersRemoved: [] };
    const { said } = await ana.does({ ...stamped(ana), ...came });
    expect(said).toHaveLength(1);
  });

  it('is answered in the same conversation', async () => {
    const ana = somebody();
    const typed = { textFormat: 'plain', channelData: { clientActivityID: 'a1b2c3' } };
    await ana.says('help', { ...stamped(ana), ...typed });
    expect(ana.card().text).toContain(t('help.title'));
  });

  it('gets replies without a token: this bot has none', async () => {
    const ana = somebody();
    await ana.says('help');
    expect(ana.heard().at(-1)?.authorization).toBeUndefined();
  });
});

/**
 * What the Emulator's chat makes of a sign-in card (oauthLinkEncoder.ts and interceptHyperlink.ts at 4.15.1): a card with one
 * `signin` button without a value gets a link from the Emulator, any other button stays as it is, and a `signin` button opens
 * nothing by itself.
 */
function opensOf({ activity }: Said): string | undefined {
  const [card, ...more] = activity.attachments ?? [];
  const [button, ...others] = card?.content.buttons ?? [];
  if (more.length > 0 || others.length > 0) return undefined;
  if (button?.type === 'signin') return button.value ? undefined : 'a link of the Emulator';
  return button?.type === 'openUrl' ? button.value : undefined;
}

describe('a person who signs in', () => {
  it.each(['sign in', 'profile', 'send mail'])(
    'opens the link with the button that "%s" shows',
    async (word) => {
      const ana = somebody();
      const [said] = await ana.says(word);
      expect(said && opensOf(said)).toBe(ana.signInLink());
    },
  );

  it('to the directory opens that link too', async () => {
    const named = await startWorld({ authentication: 'off', environment: directory });
    const ana = await withOpenForm(somebody(named));
    await ana.clicks('Preview', someMail({ to: 'Chi' }));
    const card = ana.heard().findLast(({ activity }) => activity.attachments?.[0]?.content.connectionName);
    expect(card && opensOf(card)).toBe(ana.signInLink());
    await named.close();
  });

  it('finds the link on the card, as the Emulator cannot get one from the playground', async () => {
    const ana = somebody();
    await ana.says('profile');
    expect(ana.signInLink()).toContain(`${world.standInsUrl}/signin?state=`);
  });
});

it('a person who asks for help with the sign-in is told what the Emulator shows', async () => {
  const ana = somebody();
  await ana.says('sign-in help');
  expect(ana.card().text).toContain('Confirm Open URL');
});

describe('a person whose Emulator fakes a token', () => {
  const withFakedToken = async () => {
    const ana = somebody();
    await ana.says('profile');
    await ana.does({ ...stamped(ana), ...tokensResponse(`emulatedToken_${randomUUID()}`) });
    return ana;
  };

  it('is told that the sign-in did not finish', async () => {
    expect((await withFakedToken()).card().text).toContain(t('signIn.unfinished.title'));
  });

  it('is told at once: the Emulator holds back what belongs to an event', async () => {
    const told = (await withFakedToken()).heard().at(-1);
    expect(told?.activity.replyToId).toBeUndefined();
  });

  it('starts again with a click, types a code, and the remembered command is carried out', async () => {
    const ana = await withFakedToken();
    await ana.clicks(t('signIn.start'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });
});

describe('a person with an open form', () => {
  it('gets the receipt as a message of its own: the Emulator draws no change of an older one', async () => {
    const ana = await withOpenForm(somebody());
    const [receipt] = await ana.clicks('Send', someMail());
    expect(receipt?.how).toBe('sent');
  });

  it('sends nothing more with the form that still stands above the receipt', async () => {
    const ana = await withOpenForm(somebody());
    const mail = someMail();
    await ana.clicks('Send', mail);
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('two tabs of one person', () => {
  /** The second tab after "Restart Conversation - Same User ID". */
  const bothTabs = () => {
    const first = somebody();
    const { id } = first.options;
    return { first, second: world.person({ channel: 'emulator', conversation: newConversation(), id }) };
  };

  it('each get their own replies', async () => {
    const { first, second } = bothTabs();
    await first.says('help');
    await second.says('help');
    expect([first.heard(), second.heard()].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('do not take each other’s code', async () => {
    const { first, second } = bothTabs();
    await first.says('profile');
    await second.says(await first.getsCode('ana'));
    expect(second.card().text).toContain(t('signIn.notWaiting.title'));
  });

  it('do not cancel each other’s sign-in', async () => {
    const { first, second } = bothTabs();
    await first.says('profile');
    await second.says('cancel');
    await first.signsIn('ana');
    expect(first.card().text).toContain('Ana Nguyen');
  });
});

describe('a bot whose sign-in is Azure’s', () => {
  let azure: World;
  beforeAll(async () => {
    const without = Object.fromEntries(endpointNames.map((name) => [name, '']));
    azure = await startWorld({ authentication: 'off', environment: without });
  });
  afterAll(() => azure.close());

  it('leaves the link to the Emulator: the card has one sign-in button and no address', async () => {
    // What Microsoft's token service would answer; nothing leaves this machine.
    const signInLink = 'https://token.botframework.com/api/oauth/signin?signin=1';
    azure.calls.answerNext('GetToken', async () => new Response(null, { status: 404 }));
    azure.calls.answerNext('GetSignInResource', async () => Response.json({ signInLink }));
    const [said] = await somebody(azure).says('sign in');
    expect(said?.activity.attachments).toEqual([
      expect.objectContaining({
        contentType: 'application/vnd.microsoft.card.oauth',
        content: expect.objectContaining({ buttons: [{ type: 'signin', title: t('signIn.button') }] }),
      }),
    ]);
    expect(said && opensOf(said)).toBe('a link of the Emulator');
  });
});

describe('a bot with an app id', () => {
  let [open, shut]: World[] = [];
  beforeAll(async () => {
    [open, shut] = await Promise.all([startWorld({ environment: { ALLOW_EMULATOR: 'true' } }), startWorld()]);
  });
  afterAll(() => Promise.all([open?.close(), shut?.close()]));

  const firstVersion = {
    iss: `https://sts.windows.net/${contosoTenantId}/`,
    tid: contosoTenantId,
    ver: '1.0',
    appid: appId,
  };
  const secondVersion = {
    iss: 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0',
    ver: '2.0',
    azp: appId,
  };
  const elsewhere = randomUUID();
  const strangers = { ...firstVersion, iss: `https://sts.windows.net/${elsewhere}/` };
  type Claims = Record<string, string | undefined>;

  /** Says "help" as the Emulator does, with the token that it gets with app id, password and tenant id. */
  const knocks = async (at: World | undefined, claims: Claims | undefined, changed: object = {}) => {
    if (!at) throw new Error('The world was not started');
    const before = at.connector.said.length;
    const { id, channel: channelId, conversation } = somebody(at).options;
    const activity = { type: 'message', text: 'help', channelId, serviceUrl: at.connectorUrl };
    const people = { from: { id }, recipient: { id: botId }, conversation: { id: conversation } };
    const token = (all: Claims) =>
      at.standIns.botAuthentication.activityToken({
        serviceUrl: '',
        claims: { serviceurl: undefined, ...all },
      });
    const response = await fetch(`${at.url}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(claims ? { authorization: `Bearer ${token(claims)}` } : {}),
      },
      body: JSON.stringify({ ...activity, ...people, ...changed }),
    });
    return { status: response.status, said: at.connector.said.slice(before) };
  };

  it.each([
    ['the bot’s tenant', firstVersion],
    ['Bot Framework’s tenant', secondVersion],
  ])('answers the Emulator with a token of %s where that is allowed', async (_whose, claims) => {
    const { status, said } = await knocks(open, claims);
    expect({ status, said: said.length }).toEqual({ status: 200, said: 1 });
  });

  it('sends it no token of its own: the Emulator’s token vouches for no address', async () => {
    const { said } = await knocks(open, firstVersion);
    expect(said.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it.each([
    ['without a token', undefined],
    ['of another tenant', strangers],
    ['of another tenant that it names', { ...strangers, tid: elsewhere }],
    ['for another app', { ...firstVersion, appid: randomUUID() }],
    ['of nobody', { ...firstVersion, appid: undefined }],
    ['of version 2 for another app', { ...secondVersion, azp: randomUUID() }],
    ['that is the bot’s own, for another audience', { ...firstVersion, aud: 'https://api.botframework.com' }],
  ])('refuses one %s', async (_what, claims) => {
    expect(await knocks(open, claims)).toEqual({ status: 401, said: [] });
  });

  it.each(['msteams', 'webchat', 'AseChannel'])('does not take it for the channel %s', async (channelId) => {
    expect(await knocks(open, firstVersion, { channelId })).toEqual({ status: 401, said: [] });
  });

  it.each([
    ['the bot’s tenant', firstVersion],
    ['Bot Framework’s tenant', secondVersion],
  ])('refuses a token of %s where nothing is said', async (_whose, claims) => {
    expect(await knocks(shut, claims)).toEqual({ status: 401, said: [] });
  });
});
