// The origin people reach the bot at.
import type { Request } from 'restify';
import type { Settings } from '../settings';

/** The origin people reach the bot at; without `PUBLIC_URL`, the one this request was sent to. */
export function originOf(req: Request, { publicUrl }: Pick<Settings, 'publicUrl'>): string {
  const scheme = req.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  return publicUrl ?? `${scheme}://${req.headers.host}`;
}
