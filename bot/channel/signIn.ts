// Sign-in to the bot's connections: OAuthPrompt for the card, the token service behind it. Tokens pass through; none is kept.
import type { CloudAdapterBase, TokenResponse, TurnContext } from 'botbuilder';
import { OAuthPrompt } from 'botbuilder-dialogs';
import type { UserTokenClient } from 'botframework-connector';
import type { BotWords } from '../locales';
import { type Connection, connections } from '../people/connections';

export interface SignInOptions {
  /** As they are called in the Azure Bot's configuration; the directory's may be none. */
  names: Record<Connection, string | undefined>;
  /** Puts the link on the card; without it the channel does (Teams always gets it from the SDK). */
  showLink: boolean;
}

/** How a sign-in card looks and works. */
export interface SignInCard {
  connection: Connection;
  /** The sentence above the button. */
  text: string;
  /** A button only. Teams tries single sign-on with any other card, and shows no button until that fails. */
  plain: boolean;
}

export class SignIn {
  constructor(private readonly options: SignInOptions) {}

  /**
   * Shows the sign-in card. Nothing waits in the prompt itself: it takes six digits anywhere in a text for a code, and a
   * client's word for a token. What waits is in the person's record.
   */
  async showCard(
    context: TurnContext,
    { t }: BotWords,
    { connection, text, plain }: SignInCard,
  ): Promise<void> {
    const { showLink } = this.options;
    const connectionName = this.nameOf(connection);
    if (plain) withoutSingleSignOn(context);
    const settings = { connectionName, title: t('signIn.button'), text };
    await OAuthPrompt.sendOAuthCard(showLink ? { ...settings, showSignInLink: true } : settings, context);
  }

  /** Which connection a channel's word is about. @returns undefined when it is none of the bot's */
  connectionNamed(name: string): Connection | undefined {
    return connections.find((connection) => this.options.names[connection] === name);
  }

  /** Asks the token service without showing anything. There is no token of a connection that is not set up. */
  async tokenNow(
    context: TurnContext,
    connection: Connection,
    code = '',
  ): Promise<TokenResponse | undefined> {
    const { activity } = context;
    const name = this.options.names[connection];
    if (!name) return undefined;
    return tokenClient(context).getUserToken(activity.from.id, name, activity.channelId, code);
  }

  /** Exchanges Teams' single sign-on token. A refusal, such as for want of consent, comes as a ServiceAnswered 400. */
  async exchange(
    context: TurnContext,
    connection: Connection,
    token: string,
  ): Promise<TokenResponse | undefined> {
    const { activity } = context;
    const answer = await tokenClient(context).exchangeToken(
      activity.from.id,
      this.nameOf(connection),
      activity.channelId,
      { token },
    );
    return answer?.token ? answer : undefined;
  }

  /** Makes the token service forget the person's token of a connection, if that is set up. */
  async signOut(context: TurnContext, connection: Connection): Promise<void> {
    const { activity } = context;
    const name = this.options.names[connection];
    if (name) await tokenClient(context).signOutUser(activity.from.id, name, activity.channelId);
  }

  private nameOf(connection: Connection): string {
    const name = this.options.names[connection];
    if (!name) throw new Error(`No connection is set up for ${connection}`);
    return name;
  }
}

function tokenClient(context: TurnContext): UserTokenClient {
  const { UserTokenClientKey } = context.adapter as CloudAdapterBase;
  return context.turnState.get<UserTokenClient>(UserTokenClientKey);
}

/** Takes the token exchange resource off the cards of this turn; OAuthPrompt has no setting for it. */
function withoutSingleSignOn(context: TurnContext): void {
  context.onSendActivities((_context, activities, next) => {
    for (const { attachments = [] } of activities) {
      for (const { content } of attachments) delete content?.tokenExchangeResource;
    }
    return next();
  });
}
