// The pages people open in a browser: Eta templates filled with words.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Eta } from 'eta';
import type { BotWords } from '../locales';
import { type StaticFile, staticFile } from './staticFile';

/** What chat.js needs to know; it reaches the browser as JSON in the page. */
export interface ChatConfig {
  /** Where the page asks for a Direct Line token. */
  tokenUrl: string;
}

export interface ChatPage {
  words: BotWords;
  config: ChatConfig;
  /** More for the page's head, as HTML: style sheets, scripts. */
  head?: string;
  /** HTML between the header and the chat. */
  top?: string;
  /** HTML after the chat. */
  aside?: string;
}

export interface Pages {
  /** Everything the pages load, to be mounted on a server. */
  files: StaticFile[];
  /** The page's style sheet and the tokens of its colours; other pages may use it. */
  css: StaticFile;
  renderChatPage(page: ChatPage): string;
  renderLandingPage(page: { words: BotWords }): string;
  renderLegalPage(page: { words: BotWords; which: 'privacy' | 'terms' }): string;
}

// From source the templates lie beside this file; in the bundle they lie in webchat/ beside index.js.
const folder = existsSync(join(__dirname, 'chat.eta')) ? __dirname : join(__dirname, 'webchat');

/** @param options `production` keeps templates and files as first read; otherwise a changed file shows at a reload */
export function createPages({ production }: { production: boolean }): Pages {
  const eta = new Eta({ views: folder, cache: production });
  const file = (name: string, type: string, path = join(folder, name)) =>
    staticFile({ address: `/webchat/${name}`, path, type, watch: !production });
  const script = 'text/javascript; charset=utf-8';
  const style = 'text/css; charset=utf-8';
  const css = file('page.css', style);
  const chatCss = file('chat.css', style);
  const cardsCss = file('cards.css', style);
  const chat = file('chat.js', script);
  const look = file('look.js', script);
  const answers = file('answers.js', script);
  const webChat = file('webchat.js', script, webChatPath());
  const files = { css, chatCss, cardsCss, chat, look, answers, webChat };
  const urls = () => Object.fromEntries(Object.entries(files).map(([name, { url }]) => [name, url()]));

  return {
    files: Object.values(files),
    css,
    renderChatPage: ({ words, config, head = '', top = '', aside = '' }) => {
      const data = json({ ...config, language: words.language, words: words.group('page.chat') });
      return eta.render('./chat', { words, data, head, top, aside, urls: urls() });
    },
    renderLandingPage: ({ words }) => eta.render('./landing', { words, urls: urls() }),
    renderLegalPage: ({ words, which }) => {
      const sections = Object.values(words.group(`page.${which}.sections`));
      return eta.render('./legal', { words, which, sections, urls: urls() });
    },
  };
}

/** The package's own `exports` hide its ready-made script, so its folder is found by its main file. */
function webChatPath(): string {
  const bundled = join(folder, 'webchat.js');
  if (existsSync(bundled)) return bundled;
  return join(dirname(require.resolve('botframework-webchat')), '../dist/webchat.js');
}

/** JSON that cannot end the script element it stands in. */
export function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
