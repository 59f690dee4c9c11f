// The adapter: an HTTP request's header and body in, a status out; the SDK's CloudAdapter does the turn in between.
import {
  type Activity,
  CloudAdapter,
  type ConversationParameters,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';
import type { AuthenticateRequestResult, ClaimsIdentity, ConnectorClient } from 'botframework-connector';
import { type Clock, waitAtMost } from '../runtime/clock';
import type { InFlight } from '../runtime/inFlight';
import { type Log, traceOf } from '../runtime/log';
import { readActivity } from './activity';
import type { Caller, ChannelAuthentication } from './authentication';
import { endOf, isNotDone, setEnd, untilDone } from './connectorRetry';
import { countRefusals, type Refusals } from './refusals';
import { AnswerRefused } from './serviceCalls';
import { KeysUnavailable } from './signingKeys';
import { Refused } from './tokenCheck';

/** Does the work of one turn. */
export type RunTurn = (context: TurnContext) => Promise<void>;

export interface Reply {
  status: number;
  body?: unknown;
}

/** A channel gives up on a turn after ten to fifteen seconds, and Teams then sends it again. */
const answerWithin = 9_000;

export class BotAdapter extends CloudAdapter {
  private readonly refusals: Refusals;

  constructor(
    private readonly authentication: ChannelAuthentication,
    private readonly clock: Clock,
    private readonly inFlight: InFlight,
    private readonly log: Log,
    private readonly random: () => number = Math.random,
  ) {
    super(authentication);
    this.refusals = countRefusals(log, clock);
    // A turn reports its own failures. An error that gets here is a fault in that report, and must not look like success.
    this.onTurnError = async (_context, error) => {
      throw error;
    };
  }

  /**
   * Checks the token of a request before its body is read. A stranger's body never is: to parse one that was made for it
   * would hold everybody up.
   * @returns the caller; else 401 for any token that is not good, 503 when the keys to check one cannot be had
   */
  async authenticate(header: string): Promise<{ caller: Caller } | { status: 401 | 503 }> {
    this.refusals.report();
    try {
      return { caller: await this.authentication.authenticate(header) };
    } catch (error) {
      return { status: this.statusFor(error) };
    }
  }

  /**
   * Runs one turn. CloudAdapter's own `process` is not used: it answers 500 to some forged tokens, throws on malformed
   * activities and writes both to the console.
   * A turn that takes too long is acknowledged and goes on: what it says reaches the person by calls of its own.
   * @returns 400 for what is no activity, 401 for one of another channel or service than the caller's, else what the turn
   *   answered
   */
  async receive(caller: Caller, body: unknown, turn: RunTurn): Promise<Reply> {
    const activity = readActivity(body);
    if (!activity) return { status: 400, body: { error: 'The body must be an activity' } };
    let identity: AuthenticateRequestResult;
    try {
      identity = this.authentication.admit(caller, activity);
    } catch (error) {
      return { status: this.statusFor(error) };
    }
    if (this.inFlight.stopping) return { status: 503 };
    const end = this.clock.now() + answerWithin;
    const timed = (context: TurnContext) => {
      setEnd(context, end);
      return turn(context);
    };
    const work = this.inFlight.add(this.processActivity(identity, activity, timed));
    const answer = await waitAtMost(this.clock, answerWithin, work);
    if (answer === 'late') {
      work.catch((error) => this.log.error(traceOf(error), 'a late turn failed'));
      return { status: 200 };
    }
    return { status: answer?.status ?? 200, ...(answer?.body === undefined ? {} : { body: answer.body }) };
  }

  /** @throws the error itself when it is about neither a token nor its keys */
  private statusFor(error: unknown): 401 | 503 {
    const noKeys = error instanceof KeysUnavailable;
    if (!noKeys && !(error instanceof Refused)) throw error;
    this.refusals.add(noKeys ? 'no keys' : error.reason);
    return noKeys ? 503 : 401;
  }

  /** Sends one by one, so that a retry does not repeat what was sent before. */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      const send = () => super.sendActivities(context, [activity]);
      // A typing indicator is not retried, for it must not come after the answer.
      const said = activity.type === 'typing' ? send() : this.say(context, activity, send);
      responses.push(...(await said));
    }
    return responses;
  }

  /** @throws AnswerRefused with what was to be said, where the connector does not take it for now */
  private async say<T>(
    context: TurnContext,
    activity: Partial<Activity>,
    send: () => Promise<T>,
  ): Promise<T> {
    try {
      return await this.untilDone(context, send);
    } catch (error) {
      throw isNotDone(error) ? new AnswerRefused(error, activity) : error;
    }
  }

  override async updateActivity(
    context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse | undefined> {
    const response = await this.untilDone(context, () => super.updateActivity(context, activity));
    return response ?? undefined;
  }

  /**
   * Opens a conversation (POST /v3/conversations of the Connector API); for one person that is always the same.
   * @returns its id
   * @throws ServiceAnswered with 403 where the channel does not allow it: in Teams, when the bot is not installed for them
   */
  async openConversation(from: TurnContext, parameters: ConversationParameters): Promise<string> {
    // The turn's own client knows whether the bot's token may go to that service.
    const connector = from.turnState.get<ConnectorClient>(this.ConnectorClientKey);
    const { id } = await this.untilDone(from, () => connector.conversations.createConversation(parameters));
    if (!id) throw new Error('The connector named no conversation');
    return id;
  }

  /** Who sent this turn's activity: for a later turn in the same service, to which the bot's token goes by the same right. */
  senderOf(context: TurnContext): ClaimsIdentity {
    return context.turnState.get<ClaimsIdentity>(this.BotIdentityKey);
  }

  private untilDone<T>(context: TurnContext, call: () => Promise<T>): Promise<T> {
    const { clock, random } = this;
    const end = endOf(context);
    const now = clock.now();
    // A late turn gets its own time for retries.
    const until = end !== undefined && end > now ? end : now + answerWithin;
    return untilDone({ clock, random }, until, call);
  }
}
