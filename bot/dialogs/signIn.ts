// Sign-in: botbuilder's OAuthPrompt for the card, and the token service behind it. Tokens pass through; none is kept.
import type { CloudAdapterBase, TokenResponse, TurnContext } from 'botbuilder';
import { OAuthPrompt } from 'botbuilder-dialogs';
import type { UserTokenClient } from 'botframework-connector';
import type { BotWords } from '../locales';

export interface SignInOptions {
  connectionName: string;
  /** Puts the link on the card; without it the channel does (Teams always gets it from the SDK). */
  showLink: boolean;
}

/** How a sign-in card looks and works. */
export interface SignInCard {
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
  async showCard(context: TurnContext, { t }: BotWords, { text, plain }: SignInCard): Promise<void> {
    const { connectionName, showLink } = this.options;
    if (plain) withoutSingleSignOn(context);
    const settings = { connectionName, title: t('signIn.button'), text };
    await OAuthPrompt.sendOAuthCard(showLink ? { ...settings, showSignInLink: true } : settings, context);
  }

  /** Asks the token service without showing anything. */
  tokenNow(context: TurnContext, code = ''): Promise<TokenResponse | undefined> {
    const { activity } = context;
    return tokenClient(context).getUserToken(
      activity.from.id,
      this.options.connectionName,
      activity.channelId,
      code,
    );
  }

  /** Exchanges Teams' single sign-on token. A refusal, such as for want of consent, comes as a ServiceAnswered 400. */
  async exchange(context: TurnContext, token: string): Promise<TokenResponse | undefined> {
    const { activity } = context;
    const { connectionName } = this.options;
    const answer = await tokenClient(context).exchangeToken(
      activity.from.id,
      connectionName,
      activity.channelId,
      { token },
    );
    return answer?.token ? answer : undefined;
  }

  /** Makes the token service forget the person's token. */
  async signOut(context: TurnContext): Promise<void> {
    const { activity } = context;
    await tokenClient(context).signOutUser(activity.from.id, this.options.connectionName, activity.channelId);
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
