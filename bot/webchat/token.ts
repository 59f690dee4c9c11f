// The chat page's token: POST /api/directline/token, for this page only and not too often.
import type { Request, Response } from 'restify';
import { type Clock, systemClock } from '../runtime/clock';
import type { Fetch } from '../runtime/http';
import type { Settings } from '../settings';
import { DirectLineDown, fetchChatTicket } from './directLine';
import { ownOrigin } from './origin';
import { wordsFor } from './pageQuery';
import { addressOf } from './proxies';
import { createRateLimit } from './rateLimit';

export const tokenUrl = '/api/directline/token';
/** Tokens a minute for one network: an office behind one address opens the page often, a script far oftener. */
const tokensAMinute = 60;

export interface TokenOptions {
  settings: Pick<Settings, 'publicUrl' | 'production' | 'trustedProxies'>;
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
    const own = ownOrigin(req, settings);
    if (own === undefined || isForeign(req, own)) return refuse(403, 'foreign');
    if (tooOften(addressOf(req, settings))) {
      res.header('Retry-After', '60');
      return refuse(429, 'tooOften');
    }
    // The browser has no say in who it is: a chosen id would let one person speak as another.
    const userId = `dl_${ids()}`;
    try {
      res.send(200, await fetchChatTicket({ directLine, fetch, clock, userId, trustedOrigins: [own] }));
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
 * Whether another page asks. The chat page asks for itself, also in another page's frame. Browsers say where a POST comes
 * from, "null" for a page that has no origin. What says nothing is no browser, and could say anything.
 */
function isForeign({ headers }: Request, own: string): boolean {
  const { origin = own, 'sec-fetch-site': site = 'same-origin' } = headers;
  return origin !== own || site !== 'same-origin';
}
