// The routes of the web pages: chat or landing page, privacy, terms, their files, and the chat's token.
import type { Request, Response, Server } from 'restify';
import { type Clock, systemClock } from '../clock';
import { type BotWords, languageOf, words } from '../locales';
import type { Settings } from '../settings';
import { DirectLineDown, fetchChatTicket } from './directLine';
import { pageHeaders } from './headers';
import { createPages } from './pages';
import { createRateLimit } from './rateLimit';

export interface WebChatOptions {
  settings: Pick<Settings, 'publicUrl' | 'directLine' | 'webChatTrustedOrigins' | 'production'>;
  fetch: typeof fetch;
  ids(): string;
  log: { warn(fields: object, message: string): void };
  clock?: Clock;
}

export const tokenUrl = '/api/directline/token';
/** Tokens a minute for one address: an office behind one address opens the page often, a script far oftener. */
const tokensAMinute = 60;

/** Mounts the pages and, when Direct Line is configured, the token the chat page asks for. */
export function webChatRoutes(server: Server, options: WebChatOptions): void {
  const { settings } = options;
  const pages = createPages(settings);
  const headers = pageHeaders(settings);
  const page = (render: (words: BotWords) => string) => (req: Request, res: Response, next: () => void) => {
    sendPage(res, headers, render(wordsFor(req)));
    next();
  };
  for (const file of pages.files) file.mount(server);
  server.get(
    '/',
    page((words) =>
      settings.directLine
        ? pages.renderChatPage({ words, config: { tokenUrl } })
        : pages.renderLandingPage({ words }),
    ),
  );
  for (const which of ['privacy', 'terms'] as const) {
    server.get(
      `/${which}`,
      page((words) => pages.renderLegalPage({ words, which })),
    );
  }
  if (settings.directLine) server.post(tokenUrl, tokenHandler(options, settings.directLine));
}

/** The bot's words in the language a browser asks for. */
export function wordsFor(req: Request): BotWords {
  return words(languageOf(req.headers['accept-language']));
}

/** Answers with a page. restify would turn a string into JSON, so this writes it itself. */
export function sendPage(res: Response, headers: Record<string, string>, html: string): void {
  res.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8' });
  res.end(html);
}

function tokenHandler(options: WebChatOptions, directLine: NonNullable<Settings['directLine']>) {
  const { settings, fetch, ids, log, clock = systemClock } = options;
  const tooOften = createRateLimit(tokensAMinute, clock);
  // Returns nothing: restify writes whatever an async handler returns into its log, and this answer holds a token.
  return async (req: Request, res: Response): Promise<void> => {
    const refuse = (status: number, key: 'foreign' | 'tooOften' | 'down') => {
      res.send(status, { error: { message: wordsFor(req).t(`page.token.${key}`) } });
    };
    res.header('Cache-Control', 'no-store');
    if (isForeign(req, settings.publicUrl)) return refuse(403, 'foreign');
    if (tooOften(addressOf(req))) return refuse(429, 'tooOften');
    // The browser has no say in who it is: a chosen id would let one person speak as another.
    const userId = `dl_${ids()}`;
    const trustedOrigins = [settings.publicUrl ?? `http://${req.headers.host}`];
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

/** Browsers name the asking page's origin in every POST; only this page's own may have a token. */
function isForeign(req: Request, publicUrl: string | undefined): boolean {
  const { origin, host } = req.headers;
  if (!origin) return false;
  return origin !== publicUrl && !['http', 'https'].some((scheme) => origin === `${scheme}://${host}`);
}

/** The caller's address; behind App Service the last entry of X-Forwarded-For, the one Azure wrote, without its port. */
function addressOf(req: Request): string {
  const forwarded = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
    .replace(/^(\d+(?:\.\d+){3}):\d+$|^\[(.+)\]:\d+$/, '$1$2');
  return forwarded || req.socket.remoteAddress || '';
}
