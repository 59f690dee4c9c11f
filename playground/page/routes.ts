// The playground's pages: the bot's own chat page with the mailbox beside it, and the mailbox alone.
import { join } from 'node:path';
import { Eta } from 'eta';
import type { Request, Response, Server } from 'restify';
import { languageOf, loadWords, type Words } from '../../bot/locales/translate';
import type { Settings } from '../../bot/settings';
import { pageHeaders } from '../../bot/webchat/headers';
import { createPages, json } from '../../bot/webchat/pages';
import { sendPage, tokenUrl, wordsFor } from '../../bot/webchat/routes';
import { staticFile } from '../../bot/webchat/staticFile';
import en from '../locales/en.json';
import vi from '../locales/vi.json';

const speak = loadWords({ en, vi });
const eta = new Eta({ views: __dirname, cache: false });

/** Where `/` is answered here; the bot's own server has a page at `/` already. */
const home = '/playground';

/**
 * Mounts `GET /` (chat and mailbox) and `GET /mailbox`. The mails come from `/mailbox.json` and `/mailbox/events`.
 * @param server the bot's server, or any that also serves the bot's web pages
 */
export function mountPages(
  server: Server,
  { settings }: { settings: Pick<Settings, 'directLine' | 'webChatTrustedOrigins'> },
): void {
  const pages = createPages({ production: false });
  const files = mailboxFiles();
  for (const file of Object.values(files)) file.mount(server);
  const sheets = () =>
    `<link rel="stylesheet" href="${files.page.url()}"><link rel="stylesheet" href="${files.mails.url()}">`;
  const scripts = () => `<script type="module" src="${files.mailbox.url()}"></script>`;

  server.pre((req, _res, next) => {
    if (req.method === 'GET' && req.getPath() === '/') req.url = home;
    next();
  });
  server.get(home, async (req: Request, res: Response) => {
    const data = mailboxData(req);
    const page = pages.renderChatPage({
      words: wordsFor(req),
      config: { tokenUrl },
      head: `${sheets()}${scripts()}<script type="module" src="${files.home.url()}"></script>`,
      top: eta.render('./homeTop', data),
      aside: eta.render('./homeAside', data),
    });
    sendPage(res, pageHeaders(settings), page);
  });
  server.get('/mailbox', async (req: Request, res: Response) => {
    const head = `<link rel="stylesheet" href="${pages.css.url()}">${sheets()}${scripts()}`;
    sendPage(res, pageHeaders(settings), eta.render('./mailbox', { ...mailboxData(req), head }));
  });
}

/** What the templates need: words, and the words mailbox.js uses. */
function mailboxData(req: Request): { words: Words; data: string } {
  const words = speak(languageOf(req.headers['accept-language']));
  return { words, data: json({ language: words.language, words: words.group('mailbox.words') }) };
}

function mailboxFiles() {
  const file = (name: string, type: string) =>
    staticFile({ address: `/mailbox/${name}`, path: join(__dirname, name), type, watch: true });
  return {
    page: file('mailbox.css', 'text/css; charset=utf-8'),
    mails: file('mails.css', 'text/css; charset=utf-8'),
    mailbox: file('mailbox.js', 'text/javascript; charset=utf-8'),
    home: file('home.js', 'text/javascript; charset=utf-8'),
  };
}
