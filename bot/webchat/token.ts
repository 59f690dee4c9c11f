// The chat page's token: POST /api/directline/token, for this page only and not too often.
import type { Request, Response } from 'restify';
import { type Clock, systemClock } from '../runtime/clock';
import type { Fetch } from '../runtime/http';
import type { Settings } from '../settings';
import { DirectLineDown, fetchChatTicket } from './directLine';
import { originOf } from './origin';
import { wordsFor } from './pageQuery';
import { createRateLimit } from './rateLimit';

export const tokenUrl = '/api/directline/token';
/** Tokens a minute for one address: an office behind one address opens the page often, a script far oftener. */
const tokensAMinute = 60;

export interface TokenOptions {
  settings: Pick<Settings, 'publicUrl' | 'production'>;
  fetch: Fetch;
  ids(): string;
  log: { warn(fields: object, message: string): void };
  clock?: Clock;
}

/** Makes the route's handler. */
export function tokenHandler(
  { settings, fetch, ids, log, clock = systemClock }: TokenOptions,
  directLine: NonNullable<Settings['directLine']>,
) {
  const tooOften = createRateLimit(tokensAMinute, clock);
  // Returns nothing: restify writes whatever an async handler returns into its log, and this answer holds a token.
  return async (req: Request, res: Response): Promise<void> => {
    const refuse = (status: number, key: 'foreign' | 'tooOften' | 'down') => {
      res.send(status, { error: { message: wordsFor(req).t(`page.token.${key}`) } });
    };
    res.header('Cache-Control', 'no-store');
    if (isForeign(req, settings.publicUrl)) return refuse(403, 'foreign');
    if (tooOften(addressOf(req))) {
      res.header('Retry-After', '60');
      return refuse(429, 'tooOften');
    }
    // The browser has no say in who it is: a chosen id would let one person speak as another.
    const userId = `dl_${ids()}`;
    const trustedOrigins = trustedOriginsFor(req, settings);
    try {
      res.send(200, await fetchChatTicket({ directLine, fetch, clock, userId, trustedOrigins }));
    } catch (error) {
      log.warn(
        { reason: error instanceof DirectLineDown ? error.message : 'unknown' },
        'no Direct Line token',
      );
      refuse(502, 'down');
    }
  };
}

/**
 * The pages a token may be used on. In production that is `PUBLIC_URL`; without it none is named, and those named in the
 * channel's settings count: a request could say that it was sent to any address.
 */
function trustedOriginsFor(req: Request, settings: TokenOptions['settings']): string[] | undefined {
  return settings.production && !settings.publicUrl ? undefined : [originOf(req, settings)];
}

/** Browsers tell where the asking page comes from; only this page's own may have a token. */
function isForeign(req: Request, publicUrl: string | undefined): boolean {
  const { origin, host, 'sec-fetch-site': site } = req.headers;
  if (site && site !== 'same-origin') return true;
  if (!origin) return false;
  return origin !== publicUrl && !['http', 'https'].some((scheme) => origin === `${scheme}://${host}`);
}

/**
 * The caller's address, without its port. The bot itself speaks no TLS, so what reaches it from outside came through a
 * proxy, as on App Service, which wrote the last entry of X-Forwarded-For; the entries before it are the caller's claim.
 */
function addressOf(req: Request): string {
  const forwarded = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
    .replace(/^(\d+(?:\.\d+){3}):\d+$|^\[(.+)\]:\d+$/, '$1$2');
  return forwarded || req.socket.remoteAddress || '';
}
