// Tenants: the organisation a Teams conversation belongs to, and whether the bot serves it.
import { type Activity, Channels } from 'botbuilder';

/**
 * The tenant that Teams names in `channelData.tenant.id`: the one the conversation is in. A guest's own is another, and
 * does not count.
 */
export function tenantOf({ channelData }: Partial<Activity>): string | undefined {
  const id: unknown = channelData?.tenant?.id;
  return typeof id === 'string' ? id : undefined;
}

/**
 * Whether an activity comes from a tenant this bot does not serve. Channels other than Teams know no tenants.
 * @param allowed lower-case ids; empty means any
 */
export function isElsewhere(activity: Partial<Activity>, allowed: string[]): boolean {
  if (allowed.length === 0 || activity.channelId !== Channels.Msteams) return false;
  return !allowed.includes(tenantOf(activity)?.toLowerCase() ?? '');
}
