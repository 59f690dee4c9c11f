// Sign-in to the bot's OAuth connections: OAuthPrompt's card, token and sign-out, for one turn at a time. No token is kept.
import {
  ActionTypes,
  CardFactory,
  Channels,
  type CloudAdapterBase,
  type OAuthCard,
  type TokenResponse,
  type TurnContext,
} from 'botbuilder';
import { OAuthPrompt } from 'botbuilder-dialogs/lib/prompts/oauthPrompt';
import type { UserTokenClient } from 'botframework-connector';
import type { BotWords } from '../locales';
import { type Connection, connections } from '../people/record';
import { type CardMark, isPage } from './cardMark';

export interface SignInOptions {
  /** The connections' names in the Azure Bot's configuration. The directory may have none. */
  names: Record<Connection, string | undefined>;
  /** Puts the link on the card. Without it the channel does so (Teams always gets it from the SDK). */
  showLink: boolean;
}

/** A person's token for a connection. `expiration` is a date and time in ISO 8601. */
export type Token = Pick<TokenResponse, 'token' | 'expiration'>;

/** How a sign-in card looks and works. */
export interface SignInCard {
  connection: Connection;
  /** The sentence above the button. */
  text: string;
  /** Shows a button only. Teams tries single sign-on with any other card, and shows no button until that fails. */
  plain: boolean;
}

/** The sign-in of whoever spoke in one turn. Its calls throw ServiceAnswered and ServiceCallFailed. */
export interface TurnSignIn {
  showCard(words: BotWords, card: SignInCard): Promise<void>;
  /**
   * Asks the token service for the person's token.
   * @param code six digits that the person was shown by the sign-in page
   * @returns nothing without a sign-in, and for a connection that is not set up
   */
  token(connection: Connection, code?: string): Promise<Token | undefined>;
  /** Exchanges Teams' single sign-on token. A refusal, such as a missing consent, is a ServiceAnswered 400. */
  exchange(connection: Connection, token: string): Promise<Token | undefined>;
  /** Makes the token service forget the person's token, if the connection is set up. */
  signOut(connection: Connection): Promise<void>;
}

export interface SignIn {
  /** Finds the connection that a channel names. @returns nothing for a name that is none of the bot's */
  connectionNamed(name: string): Connection | undefined;
  of(context: TurnContext): TurnSignIn;
}

/**
 * Opens the sign-in.
 *
 * No DialogSet runs: while an OAuthPrompt waits it takes six digits anywhere in a text for a code and a client's word for
 * a token, and its state is no lock. What waits is in the person's record instead.
 */
export function openSignIn({ names, showLink }: SignInOptions): SignIn {
  const prompts = new Map<Connection, OAuthPrompt>();
  for (const connection of connections) {
    const connectionName = names[connection];
    if (connectionName) prompts.set(connection, new OAuthPrompt(connection, { connectionName, title: '' }));
  }
  const nameOf = (connection: Connection): string => {
    const name = names[connection];
    if (!name) throw new Error(`No connection is set up for ${connection}`);
    return name;
  };
  return {
    connectionNamed: (name) => connections.find((connection) => names[connection] === name),
    of: (context) => ({
      async showCard({ t }, { connection, text, plain }) {
        if (isPage(context.activity)) markCard(context, { about: 'signIn', state: 'asked' });
        if (plain) changeCard(context, withoutSingleSignOn);
        if (context.activity.channelId === Channels.Emulator) changeCard(context, withOpenUrl);
        // An OAuthCard has one button: with another one the Emulator would not get its link.
        const title = t(connection === 'directory' ? 'signIn.directoryButton' : 'signIn.button');
        const settings = { connectionName: nameOf(connection), title, text };
        await OAuthPrompt.sendOAuthCard(showLink ? { ...settings, showSignInLink: true } : settings, context);
      },
      token: async (connection, code = '') => prompts.get(connection)?.getUserToken(context, code),
      async exchange(connection, token) {
        const { from, channelId } = context.activity;
        const client = tokenClientOf(context);
        const answer = await client.exchangeToken(from.id, nameOf(connection), channelId, { token });
        return answer?.token ? answer : undefined;
      },
      signOut: async (connection) => prompts.get(connection)?.signOutUser(context),
    }),
  };
}

/** OAuthPrompt exchanges a token only as part of a dialog. */
function tokenClientOf(context: TurnContext): UserTokenClient {
  const { UserTokenClientKey } = context.adapter as CloudAdapterBase;
  return context.turnState.get<UserTokenClient>(UserTokenClientKey);
}

/** Changes the sign-in cards of this turn. OAuthPrompt has no settings for what is changed here. */
function changeCard(context: TurnContext, change: (card: Partial<OAuthCard>) => void): void {
  context.onSendActivities((_context, activities, next) => {
    for (const { attachments = [] } of activities) {
      for (const { contentType, content } of attachments)
        if (contentType === CardFactory.contentTypes.oauthCard) change(content);
    }
    return next();
  });
}

function markCard(context: TurnContext, card: CardMark): void {
  context.onSendActivities((_context, activities, next) => {
    for (const activity of activities)
      if (activity.attachments?.some(({ contentType }) => contentType === CardFactory.contentTypes.oauthCard))
        activity.channelData = { ...activity.channelData, card };
    return next();
  });
}

function withoutSingleSignOn(card: Partial<OAuthCard>): void {
  delete card.tokenExchangeResource;
}

/**
 * The Emulator opens no link of a `signin` button, and any link of another one:
 * https://github.com/microsoft/BotFramework-Emulator, interceptHyperlink.ts. A button without a link stays: the Emulator gets one.
 */
function withOpenUrl({ buttons = [] }: Partial<OAuthCard>): void {
  for (const button of buttons) if (button.value) button.type = ActionTypes.OpenUrl;
}
