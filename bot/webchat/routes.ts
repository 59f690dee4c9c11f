// The routes of the web pages: sample or landing page, chat, privacy, terms, their files, and what is not there.
import type { Request, Response, Server } from 'restify';
import type { Settings } from '../settings';
import { pageHeaders } from './headers';
import { originOf } from './origin';
import { queryOf, wordsFor } from './pageQuery';
import { createPages } from './pages';
import { type TokenOptions, tokenHandler, tokenUrl } from './token';

export interface WebChatOptions extends TokenOptions {
  settings: TokenOptions['settings'] & Pick<Settings, 'directLine' | 'webChatTrustedOrigins' | 'operator'>;
}

/** Mounts the pages and, when Direct Line is configured, the token the chat page asks for. */
export function webChatRoutes(server: Server, options: WebChatOptions): void {
  const { settings } = options;
  const { operator } = settings;
  const pages = createPages(settings);
  const headers = pageHeaders(settings);
  const page = (path: string, render: (req: Request) => string) => {
    server.get(path, async (req: Request, res: Response) => sendPage(res, headers, render(req)));
  };
  for (const file of pages.files) file.mount(server);
  for (const which of ['privacy', 'terms'] as const) {
    page(`/${which}`, (req) => pages.renderLegalPage({ words: wordsFor(req), which, operator }));
  }
  if (settings.directLine) {
    page('/', (req) => {
      const origin = originOf(req, settings);
      return pages.renderSamplePage({ words: wordsFor(req), origin, query: queryOf(req) });
    });
    page('/chat', (req) => {
      const { theme, framed } = queryOf(req);
      return pages.renderChatPage({ words: wordsFor(req), config: { tokenUrl }, theme, framed });
    });
    server.post(tokenUrl, tokenHandler(options, settings.directLine));
  } else {
    page('/', (req) => pages.renderLandingPage({ words: wordsFor(req) }));
  }
  server.on('NotFound', (req: Request, res: Response, _error: Error, next: () => void) => {
    // A program that lost its way gets restify's JSON, a person a page.
    const isPerson = req.method === 'GET' && req.headers.accept?.includes('text/html');
    if (isPerson) sendPage(res, headers, pages.renderMissingPage({ words: wordsFor(req) }), 404);
    next();
  });
}

/** Answers with a page. restify's `send` would make JSON of it. */
export function sendPage(res: Response, headers: Record<string, string>, html: string, status = 200): void {
  res.sendRaw(status, html, { ...headers, 'Content-Type': 'text/html; charset=utf-8' });
}
