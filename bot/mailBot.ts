// The bot: an activity in, the right command out.
import { ActivityTypes, Channels, type TurnContext } from 'botbuilder';
import { saidTo } from './channel/mentions';
import { isElsewhere } from './channel/tenant';
import { takeTokenResponse } from './commands/account/signInEvents';
import { takeSignInInvoke } from './commands/account/signInInvokes';
import { forgetUninstalled } from './commands/account/signOut';
import { carryOut } from './commands/carryOut';
import { takeEdit } from './commands/edited';
import { withFiles } from './commands/files';
import { showWelcome } from './commands/help';
import { takeMailMessage } from './commands/mailMessage';
import { readRequest } from './commands/request';
import type { Run } from './commands/table';
import { onceDelivered, onceHere, sayUnfinished } from './turn/delivery';
import { goPrivate, showGroupWelcome } from './turn/groups';
import { showNotice } from './turn/notice';
import type { Outcome } from './turn/outcome';
import { runTurn } from './turn/runTurn';
import { showTime } from './turn/time';
import { answerInvoke, isTeams, personOf, type Services, startTurn, type Turn } from './turn/turn';
import { withTyping } from './turn/typing';

/** For so many milliseconds a person is not welcomed again, unless the bot was removed meanwhile. */
const welcomedFor = 30 * 24 * 3_600_000;
const longestName = 60;

/**
 * Botbuilder's TeamsActivityHandler is not used: it throws on a messageUpdate without channelData and on invokes with odd
 * values, and does no more here than a switch.
 */
export class MailBot {
  constructor(private readonly services: Services) {}

  async run(context: TurnContext): Promise<void> {
    const turn = startTurn(this.services, context);
    await runTurn(turn, async () => {
      if (isElsewhere(turn.activity, this.services.settings.allowedTenants)) return this.refuseTenant(turn);
      const spent = await this.countTurn(turn);
      // After the count, which lets many turns go on at the same moment.
      await this.services.share(personOf(turn));
      return spent ? this.refuseTurn(turn, spent) : this.answer(turn);
    });
  }

  /** Nothing is said to an activity that is not for the bot. */
  private async answer(turn: Turn): Promise<Outcome> {
    const { type, name, action, channelData } = turn.activity;
    switch (type) {
      case ActivityTypes.Message:
        return this.message(turn);
      case ActivityTypes.MessageUpdate:
        // An undone deletion is an update too, and says nothing new.
        return channelData?.eventType === 'editMessage' ? this.edit(turn) : 'ignored';
      case ActivityTypes.ConversationUpdate:
        return this.conversationUpdate(turn);
      case ActivityTypes.InstallationUpdate:
        // An upgrade (`add-upgrade`) is nothing new to anybody. `remove-upgrade` is followed by the new version.
        if (action === 'add') return this.welcome(turn);
        return action === 'remove' ? this.uninstalled(turn) : 'ignored';
      case ActivityTypes.Event:
        return name === 'tokens/response' ? takeTokenResponse(turn) : 'ignored';
      case ActivityTypes.Invoke:
        return this.invoke(turn);
      default:
        return 'ignored';
    }
  }

  private message(turn: Turn): Promise<Outcome> {
    const said = saidTo(turn.activity);
    const { name, command, input } = readRequest(said, turn.activity.value, turn.words.language);
    turn.entry.command = name;
    const { once = false, forAll, runUnsure = command.run, runFromGroup = command.run } = command;
    const run = withFiles(turn, { name, said }, command.run);
    const unsure = withFiles(turn, { name, said }, runUnsure);
    const fromGroup = withFiles(turn, { name, said }, runFromGroup);
    return withTyping(turn, async () => {
      if (!turn.isPrivate && !forAll)
        return goPrivate(turn, (privately) => carryOut(privately, () => fromGroup(privately, input)));
      const work = (how: Run) => () => carryOut(turn, () => how(turn, input));
      // Files of a message that is delivered again would come back into an email that was sent or that has them no more.
      if (!once && run === command.run) return onceHere(turn, work(run));
      const afterCrash = () => sayUnfinished(turn);
      return onceDelivered(turn, { run: work(run), afterCrash, unsure: work(unsure) });
    });
  }

  /** An edit has the id of its message, so that an edit delivered again is known by its text. */
  private async edit(turn: Turn): Promise<Outcome> {
    const said = saidTo(turn.activity);
    // A card or a picture that changed.
    if (said.trim() === '') return 'ignored';
    const request = readRequest(said, undefined, turn.words.language);
    turn.entry.command = `${request.name}, edited`;
    const run = () => carryOut(turn, () => request.command.run(turn, request.input));
    return withTyping(turn, () =>
      onceHere(turn, () => carryOut(turn, () => takeEdit(turn, request, run)), versionOf(turn)),
    );
  }

  /**
   * Teams and the Emulator tell that the bot was added. Web Chat tells that too, before anybody reads along, and then that
   * the person came in.
   */
  private async conversationUpdate(turn: Turn): Promise<Outcome> {
    const { channelId, membersAdded = [], recipient } = turn.activity;
    const onPage = channelId === Channels.Webchat || channelId === Channels.Directline;
    const isForUs = membersAdded.some(({ id }) => (id === recipient.id) !== onPage);
    return isForUs ? this.welcome(turn) : 'ignored';
  }

  private async uninstalled(turn: Turn): Promise<Outcome> {
    await this.services.deduplicate.forget(welcomeScope(turn)).catch(() => undefined);
    return forgetUninstalled(turn);
  }

  /**
   * Says hello once in a conversation. Teams tells of one installation by a conversationUpdate, an installationUpdate or both,
   * in any order, and of another after the bot was removed perhaps by the second only. Any channel may deliver one again.
   */
  private async welcome(turn: Turn): Promise<Outcome> {
    const inTeams = isTeams(turn.activity);
    const { deduplicate } = this.services;
    if (!(await deduplicate.isFirst(welcomeScope(turn), 'welcome', welcomedFor))) return 'greeted before';
    if (!turn.isPrivate) return showGroupWelcome(turn);
    // Other channels have names such as "User" and "You".
    return showWelcome(turn, inTeams ? turn.activity.from.name?.slice(0, longestName) : '');
  }

  /** Neither sign-in nor storage is reached from a tenant that is not served. */
  private async refuseTenant(turn: Turn): Promise<Outcome> {
    turn.entry.outcome = 'tenant refused';
    await answerInvoke(turn, 403);
    if (turn.activity.type !== 'message') return 'tenant refused';
    const { t } = turn.words;
    return showNotice(turn, { title: t('tenant.title'), text: t('tenant.text') }, 'tenant refused');
  }

  /** That the bot was removed must always be heard of, so it does not count. */
  private async countTurn(turn: Turn) {
    const { type, action } = turn.activity;
    if (type === ActivityTypes.InstallationUpdate && action === 'remove') return undefined;
    return this.services.limits.turns.take(personOf(turn));
  }

  private async refuseTurn(
    turn: Turn,
    { until, isNews }: { until: number; isNews: boolean },
  ): Promise<Outcome> {
    turn.entry.outcome = 'too many turns';
    await answerInvoke(turn, 429);
    if (!isNews) return 'too many turns';
    const { t } = turn.words;
    const text = t('tooManyTurns.text', { time: showTime(turn, until) });
    return showNotice(turn, { title: t('tooManyTurns.title'), text }, 'too many turns');
  }

  /** 501 is the answer to an invoke that a bot does not offer, whatever its value. */
  private async invoke(turn: Turn): Promise<Outcome> {
    const outcome = (await takeSignInInvoke(turn)) ?? (await takeMailMessage(turn));
    if (outcome) return outcome;
    await answerInvoke(turn, 501);
    return 'ignored';
  }
}

/** Tells an edit from an earlier one of the same message: an edit back to the same text has a time of its own. */
const versionOf = ({ activity: { text, timestamp } }: Turn): string => `${timestamp ?? ''} ${text}`;

/** One welcome for a whole team: its activities name now the team and now a channel as their conversation. */
function welcomeScope({ activity }: Turn): string {
  const { channelId, channelData, conversation } = activity;
  return `${channelId}/${channelData?.team?.id ?? conversation.id}`;
}
