// Where others read along: what may be said there, and going on in the 1:1 chat with what may not.
import { type Activity, Channels } from 'botbuilder';
import type { Link } from '../../cards/render';
import { showNotice } from './notice';
import type { PrivateChat, Services } from './services';
import type { Turn } from './turn';

/** How long a channel may still deliver an activity again, with much to spare: milliseconds. */
const redelivery = 10 * 60_000;

/**
 * Carries something out in the person's 1:1 chat and says so here, in one notice that tells nothing of them. Where the bot
 * may not write to them it says how to get there. Only Teams lets a bot open a chat.
 */
export async function goPrivate(
  turn: Turn,
  services: Services,
  run: Parameters<PrivateChat['run']>[0],
): Promise<void> {
  const { activity } = turn.context;
  if (activity.channelId !== Channels.Msteams) return showPrivatePlease(turn);
  if (!(await isFirstDelivery(activity, services))) {
    turn.entry.outcome = 'delivered before';
    return;
  }
  const chat = await services.openChat(turn);
  // Said afterwards: of a chat that could be opened, but not written to because it is blocked, it would not be true.
  const told = 'run' in chat && (await chat.run(run));
  turn.entry.outcome = told ? 'gone private' : 'private only';
  if ('cause' in chat) turn.entry.cause = chat.cause;
  const { t } = turn.words;
  const bot = activity.recipient.name || t('page.name');
  const how = 'refused' in chat && chat.refused === 'notAllowed' ? t('place.add', { bot }) : t('place.text');
  const text = told ? t('place.gone') : how;
  await showNotice(turn, { title: t('place.title'), text, links: chatLinks(turn, services) });
}

/**
 * Claims an activity for being carried out.
 * @returns false when it was delivered before
 */
export async function isFirstDelivery(
  { channelId, conversation, from, id }: Activity,
  { once }: Services,
): Promise<boolean> {
  // An activity without an id cannot be told from another delivery of itself: then each counts as new.
  return !id || once.first(`${channelId}/${conversation.id}/${from.id}`, id, redelivery);
}

/** In a group or a channel nothing private is shown, not even whether somebody is signed in. */
export async function showPrivatePlease(turn: Turn): Promise<void> {
  turn.entry.outcome = 'private only';
  const { t } = turn.words;
  await showNotice(turn, { title: t('place.title'), text: t('place.text') });
}

/** The bot was added where several people are: it says hello once, and where it works. */
export async function showGroupWelcome(turn: Turn, services: Services): Promise<void> {
  const { t } = turn.words;
  const [title, text] = [t('place.welcome.title'), t('place.welcome.text')];
  await showNotice(turn, { title, text, links: chatLinks(turn, services) });
  turn.entry.outcome = 'done';
}

/**
 * The way to the 1:1 chat, for everybody who reads it: Teams' deep link to a chat, with a bot's id behind `28:` (as in
 * Microsoft's page on handing a conversation over to a bot).
 */
function chatLinks({ context, words: { t } }: Turn, { settings }: Services): Link[] {
  if (context.activity.channelId !== Channels.Msteams || !settings.app.id) return [];
  const url = `https://teams.microsoft.com/l/chat/0/0?users=28:${settings.app.id}`;
  return [{ title: t('place.open'), url }];
}
