// Sign-in: botbuilder's OAuthPrompt and the token service behind it. Tokens pass through; none is kept.
import type {
  CloudAdapterBase,
  PrivateConversationState,
  StatePropertyAccessor,
  TokenResponse,
  TurnContext,
} from 'botbuilder';
import {
  DialogContextError,
  DialogSet,
  type DialogState,
  DialogTurnStatus,
  OAuthPrompt,
} from 'botbuilder-dialogs';
import type { UserTokenClient } from 'botframework-connector';
import { type Language, languages, words } from '../locales';

const minute = 60_000;
export const signInTimeout = 15 * minute;
const codeAttempts = 3;

/** A sign-in card somebody is looking at. */
interface Waiting {
  since: number;
  wrongCodes: number;
}

export type CodeResult =
  | { token: TokenResponse }
  | { refused: 'notWaiting' | 'expired' | 'wrong' | 'tooMany' };

export interface SignInOptions {
  connectionName: string;
  /** Puts the link on the card; without it the channel does (Teams always gets it from the SDK). */
  showLink: boolean;
  now: () => number;
}

export class SignIn {
  private readonly dialogs: DialogSet;
  private readonly waiting: StatePropertyAccessor<Waiting | undefined>;

  /** @param state per person and conversation: in a group nobody may go on with another's sign-in */
  constructor(
    private readonly state: PrivateConversationState,
    private readonly options: SignInOptions,
  ) {
    this.waiting = state.createProperty<Waiting | undefined>('signIn');
    this.dialogs = new DialogSet(state.createProperty<DialogState>('dialogs'));
    for (const language of languages) this.dialogs.add(this.prompt(language));
  }

  /** The prompt fixes its text when it is made, so there is one per language. Expiry is judged here, by our clock. */
  private prompt(language: Language): OAuthPrompt {
    const { t } = words(language);
    const { connectionName, showLink } = this.options;
    const day = 24 * 60 * minute;
    return new OAuthPrompt(language, {
      connectionName,
      title: t('signIn.button'),
      text: t('signIn.text'),
      timeout: day,
      ...(showLink ? { showSignInLink: true } : {}),
    });
  }

  /** Gets the person's token, or shows the sign-in card and gives nothing. A card shown before counts no more. */
  async begin(context: TurnContext, language: Language): Promise<TokenResponse | undefined> {
    const dialog = await this.dialogs.createContext(context);
    if (dialog.stack.length > 0) await dialog.cancelAllDialogs();
    const { status, result } = await unwrapped(dialog.beginDialog(language));
    if (status === DialogTurnStatus.complete) {
      await this.waiting.delete(context);
      return result;
    }
    await this.waiting.set(context, { since: this.options.now(), wrongCodes: 0 });
    return undefined;
  }

  /** Goes on with the prompt: the activity carries a six-digit code, as a message or as Teams' signin/verifyState. */
  async enterCode(context: TurnContext): Promise<CodeResult> {
    const waiting = await this.waiting.get(context);
    if (!waiting) return { refused: 'notWaiting' };
    if (this.options.now() - waiting.since >= signInTimeout) {
      await this.cancel(context);
      return { refused: 'expired' };
    }
    const dialog = await this.dialogs.createContext(context);
    const { status, result } = await unwrapped(dialog.continueDialog());
    if (status === DialogTurnStatus.complete && result) {
      await this.waiting.delete(context);
      return { token: result };
    }
    const wrongCodes = waiting.wrongCodes + 1;
    if (wrongCodes >= codeAttempts) {
      await this.cancel(context);
      return { refused: 'tooMany' };
    }
    await this.waiting.set(context, { ...waiting, wrongCodes });
    return { refused: 'wrong' };
  }

  /** Stops waiting for a sign-in; says whether one was under way. */
  async cancel(context: TurnContext): Promise<boolean> {
    const waiting = await this.waiting.get(context);
    if (!waiting) return false;
    await this.waiting.delete(context);
    const dialog = await this.dialogs.createContext(context);
    await dialog.cancelAllDialogs();
    return true;
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

  /** Exchanges Teams' single sign-on token. The token service's 400 and 404 come as an answer without a token. */
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
    await this.cancel(context);
    await tokenClient(context).signOutUser(activity.from.id, this.options.connectionName, activity.channelId);
  }

  /** Writes the state, if it changed. */
  save(context: TurnContext): Promise<void> {
    return this.state.saveChanges(context);
  }
}

function tokenClient(context: TurnContext): UserTokenClient {
  const { UserTokenClientKey } = context.adapter as CloudAdapterBase;
  return context.turnState.get<UserTokenClient>(UserTokenClientKey);
}

/** botbuilder-dialogs wraps whatever a prompt throws; who answers the person needs to know what it was. */
async function unwrapped<T>(run: Promise<T>): Promise<T> {
  try {
    return await run;
  } catch (error) {
    throw error instanceof DialogContextError ? error.error : error;
  }
}
