// Tenants: the organisation a Teams conversation belongs to, and whether the bot serves it.
import { type Activity, Channels } from 'botbuilder';

/**
 * The tenants that Teams names in `channelData.tenant.id`, in `conversation.tenantId` or in both: the one the conversation
 * is in. A guest's own is another. It is not among these, and does not count.
 */
function tenantsOf({ channelData, conversation }: Activity): string[] {
  const named: unknown[] = [channelData?.tenant?.id, conversation.tenantId];
  return named.filter((id): id is string => typeof id === 'string' && id !== '');
}

/** The tenant to open a chat in. */
export function tenantOf(activity: Activity): string | undefined {
  return tenantsOf(activity)[0];
}

/**
 * Whether an activity comes from a tenant this bot does not serve. Channels other than Teams know no tenants. Where the two
 * fields differ, both must be allowed: which of them is right cannot be told, and a guest's activity has the same in both.
 * @param allowed lower-case ids; empty means any
 */
export function isElsewhere(activity: Activity, allowed: string[]): boolean {
  if (allowed.length === 0 || activity.channelId !== Channels.Msteams) return false;
  const tenants = tenantsOf(activity);
  return tenants.length === 0 || !tenants.every((id) => allowed.includes(id.toLowerCase()));
}
