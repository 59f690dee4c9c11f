// The bot: an activity in, the right command out.
import { Channels, type InvokeResponse, TeamsActivityHandler, type TurnContext } from 'botbuilder';
import { isElsewhere } from './channel/tenant';
import { tokenResponse } from './commands/account/signInEvents';
import { signInInvoke } from './commands/account/signInInvokes';
import { tryOwedSignOut } from './commands/account/signOut';
import { forgetUninstalled } from './commands/account/uninstalled';
import { showWelcome } from './commands/help';
import { mailMessage } from './commands/mail/message';
import { tellOverdue } from './commands/mail/overdue';
import { readWish, type Wish } from './commands/wish';
import { openPerson } from './people/people';
import type { RecordStore } from './storage/port';
import { goPrivate, showGroupWelcome } from './turn/groups';
import { showNotice } from './turn/notice';
import { answerInvoke, runTurn } from './turn/runTurn';
import type { Services } from './turn/services';
import { startTurn, type Turn } from './turn/turn';
import { withTyping } from './turn/typing';

const turnKey = Symbol('turn');

/** Whoever was greeted is not greeted again within this time, in milliseconds, unless the bot was removed meanwhile. */
const greetedFor = 30 * 24 * 3_600_000;
const longestName = 60;

export class MailBot extends TeamsActivityHandler {
  constructor(
    private readonly services: Services,
    private readonly people: RecordStore,
  ) {
    super();
    this.onMessage(async (context) => this.message(turnOf(context)));
    this.onMembersAdded(async (context) => this.membersAdded(turnOf(context)));
    this.onInstallationUpdateAdd(async (context) => this.installed(turnOf(context)));
    this.onInstallationUpdateRemove(async (context) => this.uninstalled(turnOf(context)));
    this.onTokenResponseEvent(async (context) => tokenResponse(turnOf(context), this.services));
  }

  override async run(context: TurnContext): Promise<void> {
    const { clock, ids, settings } = this.services;
    const { activity } = context;
    const { channelId, from } = activity;
    const person = openPerson(this.people, { channelId, userId: from.id }, clock.now);
    const turn = startTurn(context, person, ids.reference());
    context.turnState.set(turnKey, turn);
    const refused = isElsewhere(activity, settings.allowedTenants);
    await runTurn(turn, this.services, () => (refused ? this.refuseTenant(turn) : super.run(context)));
  }

  private message(turn: Turn): Promise<void> {
    return withTyping(turn.context, this.services.clock, () => this.answer(turn));
  }

  private async answer(turn: Turn): Promise<void> {
    const { services } = this;
    const { name, forAll, run, runFromGroup } = readWish(turn.context.activity);
    turn.entry.command = name;
    if (turn.isPrivate || forAll) return this.carryOut(turn, run);
    await goPrivate(turn, services, (privately) => this.carryOut(privately, runFromGroup));
  }

  private async carryOut(turn: Turn, run: Wish['run']): Promise<void> {
    await tellOverdue(turn, this.services);
    await tryOwedSignOut(turn, this.services);
    await run(turn, this.services);
  }

  /**
   * Teams and the Emulator tell that the bot was added; Web Chat tells that too, before anybody reads along, and then that
   * the person came in.
   */
  private async membersAdded(turn: Turn): Promise<void> {
    const { channelId, membersAdded = [], recipient } = turn.context.activity;
    const onPage = channelId === Channels.Webchat || channelId === Channels.Directline;
    if (membersAdded.some(({ id }) => (id === recipient.id) !== onPage)) await this.welcome(turn);
  }

  /** An upgrade (`add-upgrade`) is nothing new to anybody. */
  private async installed(turn: Turn): Promise<void> {
    if (turn.context.activity.action === 'add') await this.welcome(turn);
  }

  /** `remove-upgrade` is followed by the new version: nobody went away. */
  private async uninstalled(turn: Turn): Promise<void> {
    if (turn.context.activity.action !== 'remove') return;
    await this.services.once.forget(greetingPlace(turn)).catch(() => undefined);
    await forgetUninstalled(turn, this.services);
  }

  /**
   * Says hello once. Teams tells of one installation by a conversationUpdate, an installationUpdate or both, in any order,
   * and of another after the bot was removed perhaps by the second only.
   */
  private async welcome(turn: Turn): Promise<void> {
    const { channelId, from } = turn.context.activity;
    const isTeams = channelId === Channels.Msteams;
    if (isTeams && !(await this.services.once.first(greetingPlace(turn), 'welcome', greetedFor))) {
      turn.entry.outcome = 'greeted before';
      return;
    }
    if (!turn.isPrivate) return showGroupWelcome(turn, this.services);
    // Other channels have names such as "User" and "You".
    await showWelcome(turn, isTeams ? from.name?.trim().slice(0, longestName) : '');
  }

  /** Neither sign-in nor storage is reached from a tenant that is not served. */
  private async refuseTenant(turn: Turn): Promise<void> {
    turn.entry.outcome = 'tenant refused';
    await answerInvoke(turn.context, 403);
    if (turn.context.activity.type !== 'message') return;
    const { t } = turn.words;
    await showNotice(turn, { title: t('tenant.title'), text: t('tenant.text') });
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const turn = turnOf(context);
    turn.entry.command = context.activity.name ?? 'invoke';
    const answer =
      (await signInInvoke(turn, this.services)) ??
      (await mailMessage(turn, this.services, (privately, run) => this.carryOut(privately, run)));
    return answer ?? super.onInvokeActivity(context);
  }
}

function turnOf(context: TurnContext): Turn {
  return context.turnState.get<Turn>(turnKey);
}

/** One greeting for a whole team: its activities name now the team and now a channel as their conversation. */
function greetingPlace({ context }: Turn): string {
  const { channelId, channelData, conversation } = context.activity;
  return `${channelId}/${channelData?.team?.id ?? conversation.id}`;
}
