// The origin people reach the bot at.
import type { Request } from 'restify';
import { isLoopback } from '../runtime/loopback';
import type { Settings } from '../settings';
import { forwarded } from './proxies';

/** The origin people reach the bot at; without `PUBLIC_URL`, the one this request says it was sent to. */
export function originOf(req: Request, settings: Pick<Settings, 'publicUrl' | 'trustedProxies'>): string {
  const scheme = forwarded(req, 'x-forwarded-proto', settings) === 'https' ? 'https' : 'http';
  return settings.publicUrl ?? `${scheme}://${req.headers.host}`;
}

/**
 * The origin of the bot's own pages, as far as it is certain. A Host header proves nothing: any name can lead to this machine.
 * So without `PUBLIC_URL` it is certain only outside production, and only for a loopback address.
 */
export function ownOrigin(
  req: Request,
  settings: Pick<Settings, 'publicUrl' | 'trustedProxies' | 'production'>,
): string | undefined {
  if (settings.publicUrl || settings.production) return settings.publicUrl;
  const origin = originOf(req, settings);
  return isLoopback(origin) ? new URL(origin).origin : undefined;
}
