// Groups and channels, where others read along: what may be said there, and going on in the 1:1 chat with the rest.
import type { Link } from '../../cards/render';
import { onceDelivered, sayUnfinished } from './delivery';
import { showNotice } from './notice';
import type { Outcome } from './outcome';
import { openPrivateChat } from './privateChat';
import { isTeams, type Turn } from './turn';

/**
 * Carries something out in the person's 1:1 chat and says so here, in one notice that tells nothing of them. Where the bot
 * may not write to them the notice says how to get there. Only Teams lets a bot open a chat.
 */
export async function goPrivate(turn: Turn, run: (privately: Turn) => Promise<Outcome>): Promise<Outcome> {
  const { activity } = turn;
  if (!isTeams(activity)) return showPrivateOnly(turn);
  const go = () => goToChat(turn, run);
  return onceDelivered(turn, { run: go, afterCrash: () => sayUnfinished(turn), unsure: go });
}

async function goToChat(turn: Turn, run: (privately: Turn) => Promise<Outcome>): Promise<Outcome> {
  const { activity } = turn;
  const chat = await openPrivateChat(turn);
  // The notice comes afterwards: the chat may be open to the bot and yet refuse its messages.
  const isTold = 'run' in chat && (await chat.run(run));
  if ('cause' in chat) turn.entry.cause = chat.cause;
  const { t } = turn.words;
  const bot = activity.recipient.name || t('page.name');
  const how = 'refused' in chat && chat.refused === 'notAllowed' ? t('place.add', { bot }) : t('place.text');
  const notice = {
    title: t('place.title'),
    text: isTold ? t('place.gone') : how,
    links: privateChatLinks(turn),
  };
  return showNotice(turn, notice, isTold ? 'gone private' : 'private only');
}

/** In a group or a channel nothing private is shown, not even whether somebody is signed in. */
export async function showPrivateOnly(turn: Turn): Promise<Outcome> {
  const { t } = turn.words;
  return showNotice(turn, { title: t('place.title'), text: t('place.text') }, 'private only');
}

/** The bot was added to a group: it says hello once, and where it works. */
export async function showGroupWelcome(turn: Turn): Promise<Outcome> {
  const { t } = turn.words;
  const [title, text] = [t('place.welcome.title'), t('place.welcome.text')];
  return showNotice(turn, { title, text, links: privateChatLinks(turn) });
}

/** Teams' deep link to the 1:1 chat with the bot, whose id stands behind `28:` (Microsoft's page on deep links to a chat). */
function privateChatLinks({ activity, words: { t }, services: { settings } }: Turn): Link[] {
  if (!isTeams(activity) || !settings.app.id) return [];
  const url = `https://teams.microsoft.com/l/chat/0/0?users=28:${settings.app.id}`;
  return [{ title: t('place.open'), url }];
}
