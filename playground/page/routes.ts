// The playground's pages: the bot's own sample and chat pages with the mailbox within reach, and the mailbox alone.
import { join } from 'node:path';
import { Eta } from 'eta';
import type { Request, Response, Server } from 'restify';
import type { Words } from '../../bot/locales/translate';
import type { Settings } from '../../bot/settings';
import { pageHeaders } from '../../bot/webchat/headers';
import { originOf } from '../../bot/webchat/origin';
import { queryOf, wordsFor } from '../../bot/webchat/pageQuery';
import { createPages, json } from '../../bot/webchat/pages';
import { sendPage } from '../../bot/webchat/routes';
import { staticFile } from '../../bot/webchat/staticFile';
import { tokenUrl } from '../../bot/webchat/token';
import { words } from '../locales';

const eta = new Eta({ views: __dirname, cache: false });

export interface PagesParts {
  settings: Pick<Settings, 'publicUrl' | 'directLine' | 'webChatTrustedOrigins' | 'trustedProxies'>;
  /** Mail leaves this machine: the pages say so, and there is no mailbox beside the chat. */
  isReal: boolean;
}

/**
 * Mounts `GET /` (the bot's sample page), `GET /playground` (its chat with the mailbox beside it) and `GET /mailbox`.
 * The mails come from `/mailbox.json` and `/mailbox/events`; what the bot's pages load comes from the bot's server.
 */
export function mountPages(server: Server, { settings, isReal }: PagesParts): void {
  const pages = createPages({ production: false });
  const files = mailboxFiles();
  for (const file of Object.values(files)) file.mount(server);
  const sheets = () =>
    [files.page, files.mails, files.mailFilesSheet]
      .map((file) => `<link rel="stylesheet" href="${file.url()}">`)
      .join('');
  const scripts = () => `<script type="module" src="${files.mailbox.url()}"></script>`;

  const page = (path: string, render: (req: Request) => string) => {
    server.get(path, async (req: Request, res: Response) =>
      sendPage(res, pageHeaders(settings), render(req)),
    );
  };
  page('/', (req) =>
    pages.renderSamplePage({
      words: wordsFor(req),
      origin: originOf(req, settings),
      query: queryOf(req),
      head: `<link rel="stylesheet" href="${files.page.url()}">`,
      top: eta.render(isReal ? './ownTop' : './sampleTop', mailboxData(req)),
    }),
  );
  page('/playground', (req) => {
    const data = mailboxData(req);
    const page = { words: wordsFor(req), config: { tokenUrl }, theme: queryOf(req).theme };
    if (isReal) {
      const head = `<link rel="stylesheet" href="${files.page.url()}">`;
      return pages.renderChatPage({ ...page, head, top: eta.render('./ownTop', data), aside: '' });
    }
    return pages.renderChatPage({
      ...page,
      head: `${sheets()}${scripts()}<script type="module" src="${files.home.url()}"></script>`,
      top: eta.render('./homeTop', data),
      aside: eta.render('./homeAside', data),
    });
  });
  if (isReal) return;
  page('/mailbox', (req) => {
    const head = `<link rel="stylesheet" href="${pages.css.url()}">${sheets()}${scripts()}`;
    return eta.render('./mailbox', { ...mailboxData(req), head });
  });
}

/** What the templates need: words, and the words mailbox.js uses. */
function mailboxData(req: Request): { words: Words; data: string } {
  const { language, locale } = wordsFor(req);
  const spoken = words(language, locale);
  return { words: spoken, data: json({ locale, words: spoken.group('mailbox.words') }) };
}

function mailboxFiles() {
  const file = (name: string, type: string) =>
    staticFile({ address: `/mailbox/${name}`, paths: [join(__dirname, name)], type, watch: true });
  return {
    page: file('mailbox.css', 'text/css; charset=utf-8'),
    mails: file('mails.css', 'text/css; charset=utf-8'),
    mailbox: file('mailbox.js', 'text/javascript; charset=utf-8'),
    mailBody: file('mailBody.js', 'text/javascript; charset=utf-8'),
    mailFiles: file('mailFiles.js', 'text/javascript; charset=utf-8'),
    mailFilesSheet: file('mailFiles.css', 'text/css; charset=utf-8'),
    oneTabStop: file('oneTabStop.js', 'text/javascript; charset=utf-8'),
    home: file('home.js', 'text/javascript; charset=utf-8'),
  };
}
