// Group chats and channels of Teams: who speaks there, and what the bot says to lead them to their 1:1 chat.
import { words } from '../../bot/locales';
import type { Person } from './person';
import { appId, type World } from './world';

const { t } = words('en');

export type Place = 'groupChat' | 'channel';

export const tenant = 'aaaaaaaa-0000-4000-8000-000000000000';

/** The button of the bot's notice in a group. */
export const chatLink = {
  title: t('place.open'),
  url: `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}`,
};

/** What the notice says. */
export const notice = (text: string) => `${t('place.title')}\n${text}`;

/** Somebody who speaks in a group, and their 1:1 chat with the bot, where they may be signed in. */
export async function inGroup(
  world: World,
  conversationType: Place = 'groupChat',
  account?: string,
): Promise<{ ana: Person; alone: Person }> {
  const ana = world.person({ conversationType, tenant });
  const alone = ana.alone();
  if (account) await alone.comesInAs(account);
  return { ana, alone };
}
