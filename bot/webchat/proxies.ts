// What the proxies in front of the bot tell of a request, believed as far as TRUSTED_PROXIES says.
import type { Request } from 'restify';
import type { Settings } from '../settings';

/** The part of a request that is looked at. */
type Forwarded = Pick<Request, 'headers' | 'socket'>;
type Trust = Pick<Settings, 'trustedProxies'>;

/**
 * Reads a header to which each proxy adds its entry at the end. The entries before those of the trusted proxies are the
 * caller's own words.
 * @param name in lower case
 */
export function forwarded(req: Forwarded, name: string, { trustedProxies }: Trust): string | undefined {
  if (trustedProxies === 0) return undefined;
  const entries = String(req.headers[name] ?? '').split(',');
  // A request that did not pass all of them has fewer entries. X-Forwarded-Proto has one: most proxies replace it.
  return (entries.at(-trustedProxies) ?? entries[0])?.trim();
}

/** The caller's address, perhaps with a port; without trusted proxies it is the one that the connection comes from. */
export function addressOf(req: Forwarded, trust: Trust): string {
  return forwarded(req, 'x-forwarded-for', trust) || req.socket.remoteAddress || '';
}
