// A person in a chat: types, clicks buttons, fills in forms, signs in, and sees the bot's replies.
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { botId } from './activities';
import { type CardView, viewCard } from './card';
import { chatOf, type Said } from './connector';
import type { World } from './world';

/** What a person needs of the world. The bot at the URL may run in another process. */
export type Surroundings = Pick<World, 'url' | 'connector' | 'connectorUrl' | 'standIns'> &
  Partial<Pick<World, 'authentication'>>;

export interface PersonOptions {
  channel: string;
  id: string;
  conversation: string;
  locale: string;
  conversationType?: 'personal' | 'groupChat' | 'channel';
  tenant?: string;
}

export interface Person {
  options: PersonOptions;
  /** Sends a message; resolves with what the bot said in that turn. */
  says(text: string, more?: Partial<Activity>): Promise<Said[]>;
  /** Clicks a button of the newest card that has it, with the form's inputs as they stand, changed by `typed`. */
  clicks(title: string, typed?: Record<string, string>): Promise<Said[]>;
  /** Sends any activity from this person. */
  does(activity: Partial<Activity>): Promise<{ status: number; body: unknown; said: Said[] }>;
  /** Types "sign in" and signs in as this account. */
  comesInAs(account: string): Promise<Said[]>;
  /** Follows the newest sign-in card as this account and types the code. */
  signsIn(account: string): Promise<Said[]>;
  /** Picks the account on the sign-in page, which then shows this code. */
  getsCode(account: string): Promise<string>;
  /** The link of the newest sign-in card. */
  signInLink(): string;
  /** The newest Adaptive Card in this conversation. */
  card(): CardView;
  /** Everything the bot said in this conversation. */
  heard(): Said[];
  /** How often the bot showed in this conversation that it is typing. */
  sawTyping(): number;
  /** The same person in their 1:1 chat with the bot. */
  alone(): Person;
}

export function person(world: Surroundings, given: Partial<PersonOptions>): Person {
  const channel = given.channel ?? 'msteams';
  const options: PersonOptions = {
    channel,
    id: `person-${randomUUID()}`,
    conversation: `conversation-${randomUUID()}`,
    locale: 'en-US',
    ...(channel === 'msteams' ? { conversationType: 'personal' as const } : {}),
    ...given,
  };
  const here = () => world.connector.said.filter(({ conversation }) => conversation === options.conversation);
  const isTyping = ({ activity }: Said) => activity.type === 'typing';
  const heard = () => here().filter((said) => !isTyping(said));

  const does: Person['does'] = async (activity) => {
    const before = heard().length;
    const body = { ...base(world, options), ...activity };
    const response = await fetch(`${world.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...proof(world) },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text ? JSON.parse(text) : undefined,
      said: heard().slice(before),
    };
  };
  const says: Person['says'] = async (text, more = {}) =>
    (await does({ type: 'message', text, ...more })).said;

  const newest = (fits: (said: Said) => boolean): Said => {
    const found = heard().findLast(fits);
    if (!found) throw new Error('The bot showed no such card');
    return found;
  };
  const signInLink = () => {
    const { activity } = newest(
      (said) => contentOf(said, 'application/vnd.microsoft.card.oauth') !== undefined,
    );
    return String(activity.attachments?.[0]?.content.buttons[0].value);
  };
  const getsCode: Person['getsCode'] = async (account) => {
    const { code } = await world.standIns.tokenService.completeSignIn(signInLink(), account, { code: true });
    return String(code);
  };

  return {
    options,
    heard,
    sawTyping: () => here().filter(isTyping).length,
    alone: () => {
      const { id, locale, tenant } = options;
      return person(world, { channel, id, locale, conversation: chatOf(id), ...(tenant ? { tenant } : {}) });
    },
    does,
    says,
    signInLink,
    getsCode,
    card: () => viewCard(contentOf(newest(hasCard), adaptiveCard)),
    async clicks(title, typed = {}) {
      const said = newest((candidate) => hasCard(candidate) && buttonOf(candidate, title) !== undefined);
      const card = viewCard(contentOf(said, adaptiveCard));
      const value = { ...buttonOf(said, title), ...card.inputs, ...typed };
      const answer = await does({
        type: 'message',
        value,
        ...(channel === 'msteams' ? { replyToId: said.id } : { channelData: { postBack: true } }),
      });
      return answer.said;
    },
    signsIn: async (account) => says(await getsCode(account)),
    async comesInAs(account) {
      await says('sign in');
      return says(await getsCode(account));
    },
  };
}

/** The token of the channel. */
function proof({ authentication, standIns, connectorUrl: serviceUrl }: Surroundings): Record<string, string> {
  if (authentication === 'off') return {};
  return { authorization: `Bearer ${standIns.botAuthentication.activityToken({ serviceUrl })}` };
}

const adaptiveCard = 'application/vnd.microsoft.card.adaptive';

const contentOf = ({ activity }: Said, contentType: string): unknown =>
  activity.attachments?.find((attachment) => attachment.contentType === contentType)?.content;

const hasCard = (said: Said) => contentOf(said, adaptiveCard) !== undefined;

const buttonOf = (said: Said, title: string): object | undefined =>
  viewCard(contentOf(said, adaptiveCard)).buttons.find((button) => button.title === title)?.data;

function base(
  world: Surroundings,
  { channel, id, conversation, locale, conversationType, tenant }: PersonOptions,
) {
  return {
    id: randomUUID(),
    channelId: channel,
    serviceUrl: world.connectorUrl,
    from: { id },
    recipient: { id: botId, name: 'Mail bot' },
    conversation: {
      id: conversation,
      ...(conversationType ? { conversationType, isGroup: conversationType !== 'personal' } : {}),
      ...(tenant ? { tenantId: tenant } : {}),
    },
    locale,
    ...(tenant ? { channelData: { tenant: { id: tenant } } } : {}),
  };
}
