// The bot: an activity in, the right command out; one state save and one log line a turn.
import { Channels, type InvokeResponse, TeamsActivityHandler, type TurnContext } from 'botbuilder';
import * as v from 'valibot';
import { isServiceFailure, showFailure } from './commands/failure';
import { showWelcome } from './commands/help';
import { showNotice } from './commands/notice';
import { tellOverdue } from './commands/overdue';
import { runCommand, runVerb } from './commands/run';
import type { Services } from './commands/services';
import * as signInEvents from './commands/signInEvents';
import { readCommand } from './commands/words';
import { GraphAnswered } from './graph/errors';
import { traceOf } from './log';
import { openPerson, type RecordStore } from './people/people';
import { startTurn, type Turn } from './turn';

/** What a card's button sends back. Untrusted: it says what is wanted, never who wants it. */
const Submitted = v.looseObject({ verb: v.string(), formId: v.optional(v.string()) });

const turnKey = Symbol('turn');

export class MailBot extends TeamsActivityHandler {
  constructor(
    private readonly services: Services,
    private readonly people: RecordStore,
  ) {
    super();
    this.onMessage(async (context) => this.message(turnOf(context)));
    this.onMembersAdded(async (context) => this.membersAdded(turnOf(context)));
    this.onInstallationUpdateRemove(async (context) => this.uninstalled(turnOf(context)));
    this.onTokenResponseEvent(async (context) => signInEvents.tokenResponse(turnOf(context), this.services));
  }

  override async run(context: TurnContext): Promise<void> {
    const { clock, ids, settings, signIn } = this.services;
    const { activity } = context;
    const started = clock.now();
    const person = openPerson(
      this.people,
      { channelId: activity.channelId, userId: activity.from.id },
      clock.now,
    );
    const turn = startTurn(context, person, ids.reference());
    context.turnState.set(turnKey, turn);
    try {
      if (isElsewhere(context, settings.allowedTenants)) await this.refuseTenant(turn);
      else await super.run(context);
      // Here and not in an event: the SDK does not wait for those in an invoke.
      await signIn.save(context);
    } catch (error) {
      await this.failed(turn, error);
    } finally {
      this.services.log.info({ ...turn.entry, ms: clock.now() - started }, 'turn');
    }
  }

  private async message(turn: Turn): Promise<void> {
    const { activity } = turn.context;
    await tellOverdue(turn, this.services);
    const submitted = v.safeParse(Submitted, activity.value);
    if (submitted.success) {
      turn.entry.command = submitted.output.verb;
      return runVerb(turn, this.services, submitted.output, activity.value);
    }
    const command = readCommand(withoutMention(turn.context));
    turn.entry.command = command.name;
    await runCommand(turn, this.services, command);
  }

  /**
   * Said once. Teams and the Emulator tell that the bot was added; Web Chat tells that too, before anybody reads along,
   * and then that the person came in.
   */
  private async membersAdded(turn: Turn): Promise<void> {
    const { channelId, membersAdded = [], recipient } = turn.context.activity;
    const onPage = channelId === Channels.Webchat || channelId === Channels.Directline;
    if (membersAdded.some(({ id }) => (id === recipient.id) !== onPage)) await showWelcome(turn);
  }

  /** Nothing can be said any more; what is known of the person goes, as /privacy promises. */
  private async uninstalled(turn: Turn): Promise<void> {
    turn.entry.command = 'uninstalled';
    // Removed from a team or a group chat: that is no word on whoever did it.
    if (!turn.isPrivate) return;
    await turn.person.forget();
    await this.services.signIn.signOut(turn.context);
    turn.entry.outcome = 'done';
  }

  private async refuseTenant(turn: Turn): Promise<void> {
    turn.entry.outcome = 'tenant refused';
    if (turn.context.activity.type !== 'message') return;
    const { t } = turn.words;
    await showNotice(turn, { title: t('tenant.title'), text: t('tenant.text') });
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const turn = turnOf(context);
    turn.entry.command = context.activity.name ?? 'invoke';
    const answer = await signInEvents.invoke(turn, this.services);
    return answer ?? super.onInvokeActivity(context);
  }

  private async failed(turn: Turn, error: unknown): Promise<void> {
    const known = isServiceFailure(error);
    // A service's failure is an error of ours, whose words we know; of any other only its place is told.
    const what = known ? { error: (error as Error).name, reason: (error as Error).message } : traceOf(error);
    this.services.log.error({ reference: turn.reference, ...what }, 'turn failed');
    try {
      const { signIn } = this.services;
      // A sign-in that breaks in a way we do not know must not break every turn after it.
      if (!known) await signIn.cancel(turn.context);
      // The token service hands out a refused token until it expires: only after signing out does "sign in" help.
      if (error instanceof GraphAnswered && error.status === 401) await signIn.signOut(turn.context);
      await signIn.save(turn.context);
    } catch {
      // What is told below matters more.
    }
    try {
      await showFailure(turn, error);
    } catch (unsaid) {
      this.services.log.error(
        { reference: turn.reference, ...traceOf(unsaid) },
        'the failure could not be told',
      );
    }
  }
}

function turnOf(context: TurnContext): Turn {
  return context.turnState.get<Turn>(turnKey);
}

/** Whether a Teams activity comes from a tenant this bot does not serve. */
function isElsewhere({ activity }: TurnContext, allowedTenants: string[]): boolean {
  const tenant: unknown = activity.channelData?.tenant?.id;
  if (allowedTenants.length === 0 || activity.channelId !== Channels.Msteams) return false;
  return typeof tenant !== 'string' || !allowedTenants.includes(tenant.toLowerCase());
}

/** What was said, without the @mention of the bot that a group chat needs. */
function withoutMention({ activity }: TurnContext): string {
  const mentions = (activity.entities ?? []).filter(
    (entity) => entity.type === 'mention' && entity.mentioned?.id === activity.recipient?.id,
  );
  return mentions.reduce(
    (text, { text: mention }) => (mention ? text.replace(mention, ' ') : text),
    activity.text ?? '',
  );
}
