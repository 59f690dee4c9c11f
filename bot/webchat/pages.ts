// The pages people open in a browser: Eta templates filled with words.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { Eta } from 'eta';
import type { BotWords } from '../locales';
import { fileLimits } from '../mail/files';
import type { Operator } from '../settings';
import { embedAddress, embedScript } from './embedScript';
import { choices, embedTag, nameOf } from './embedTag';
import type { PageQuery } from './pageQuery';
import { type StaticFile, staticFile } from './staticFile';

/** The settings of chat.js. They reach the browser as JSON in the page. */
export interface ChatConfig {
  /** Where the page asks for a Direct Line token. */
  tokenUrl: string;
}

export interface ChatPage {
  words: BotWords;
  config: ChatConfig;
  /** 'light' or 'dark' whatever the browser prefers; anything else follows the browser. */
  theme?: string | undefined;
  /** In another page's frame, which has a header of its own. */
  framed?: boolean;
  /** More for the page's head, as HTML: style sheets, scripts. */
  head?: string;
  /** HTML between the header and the chat. */
  top?: string;
  /** HTML after the chat. */
  aside?: string;
}

export interface SamplePage {
  words: BotWords;
  /** The origin the embed script is fetched from. */
  origin: string;
  query: PageQuery;
  head?: string;
  /** HTML between the header and the text. */
  top?: string;
}

export interface Pages {
  /** Everything the pages load, to be mounted on a server. */
  files: StaticFile[];
  /** The page's style sheet and the tokens of its colours; other pages may use it. */
  css: StaticFile;
  renderChatPage(page: ChatPage): string;
  renderSamplePage(page: SamplePage): string;
  renderLandingPage(page: { words: BotWords }): string;
  renderMissingPage(page: { words: BotWords }): string;
  renderLegalPage(page: LegalPage): string;
}

export interface LegalPage {
  words: BotWords;
  which: 'privacy' | 'terms';
  operator: Operator;
}

// From source the browser's files lie beside this one; in the bundle they lie in webchat/ beside index.js.
const folder = join(__dirname, existsSync(join(__dirname, 'browser')) ? 'browser' : 'webchat');

const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';
const chatProgram = 'chat/chat.js';
/** The files that chat.js imports, which does so by name and without a version. */
const chatModules = readdirSync(join(folder, 'chat'), { recursive: true, encoding: 'utf8' })
  .map((path) => `chat/${path.split(sep).join('/')}`)
  .filter((path) => path.endsWith('.js') && path !== chatProgram);
/** @param options `production` keeps templates and files as first read; otherwise a changed file shows at a reload */
export function createPages({ production }: { production: boolean }): Pages {
  const eta = new Eta({ views: folder, cache: production });
  const watch = !production;
  const file = (name: string, type: string, path = join(folder, name)) =>
    staticFile({ address: `/webchat/${name}`, paths: [path], type, watch });
  const named = {
    css: file('common/page.css', style),
    chatCss: file('chat/chat.css', style),
    cardsCss: file('chat/cards/cards.css', style),
    fieldsCss: file('chat/cards/fields.css', style),
    filesCss: file('chat/files/files.css', style),
    sampleCss: file('sample/sample.css', style),
    chat: file(chatProgram, script),
    sample: file('sample/sample.js', script),
    webChat: file('webchat.js', script, webChatPath()),
  };
  const embed = staticFile({
    address: embedAddress,
    paths: [join(folder, 'embed/embed.js'), join(folder, 'embed/embed.css')],
    make: embedScript,
    type: script,
    watch,
  });
  const modules = chatModules.map((name) => file(name, script));
  const urls = () => Object.fromEntries(Object.entries(named).map(([name, { url }]) => [name, url()]));

  return {
    files: [...Object.values(named), ...modules, embed],
    css: named.css,
    renderChatPage: ({ words, config, theme, framed = false, head = '', top = '', aside = '' }) => {
      const data = json({ ...config, fileLimits, locale: words.locale, words: chatWords(words) });
      const preload = chatModules.map((name) => `/webchat/${name}`);
      return eta.render('./chat/chat', {
        words,
        data,
        theme,
        framed,
        head,
        top,
        aside,
        preload,
        urls: urls(),
      });
    },
    renderSamplePage: ({ words, origin, query, head = '', top = '' }) => {
      const tag = embedTag(`${origin}${embedAddress}`, query);
      // The page's own button comes from where the page does, which may be another of the bot's names.
      const live = embedTag(embedAddress, query);
      return eta.render('./sample/sample', {
        words,
        origin,
        query,
        tag,
        live,
        choices,
        nameOf,
        head,
        top,
        urls: urls(),
      });
    },
    renderLandingPage: ({ words }) => eta.render('./text/landing', { words, urls: urls() }),
    renderMissingPage: ({ words }) => eta.render('./text/missing', { words, urls: urls() }),
    renderLegalPage: ({ words, which, operator }) => {
      const sections = Object.values(words.group(`page.${which}.sections`));
      const { contact } = operator;
      const link =
        contact && (contact.includes('@') && !/^https:/i.test(contact) ? `mailto:${contact}` : contact);
      const changed = dayIn(words, words.t(`page.${which}.changed`));
      return eta.render('./text/legal', { words, which, sections, operator, link, changed, urls: urls() });
    },
  };
}

/** What is only known in the browser stays as it stands in the sentences, and is filled in there. */
const filledInBrowser = Object.fromEntries(['name', 'names', 'more'].map((name) => [name, `{{${name}}}`]));

/** The sentences of chat.js. */
function chatWords(words: BotWords) {
  const megabytes = { style: 'unit', unit: 'megabyte' } as const;
  const room = new Intl.NumberFormat(words.locale, megabytes)
    .format(fileLimits.bytes / 1_000_000)
    .replace(' ', '\u00a0');
  return words.group('page.chat', { ...filledInBrowser, most: fileLimits.count, room });
}

/** Packed beside the bundle; else the package's, whose `exports` hide the script, so that it is found by its main file. */
function webChatPath(): string {
  const packed = join(folder, 'webchat.js.br');
  if (existsSync(packed)) return packed;
  return join(dirname(require.resolve('botframework-webchat')), '../dist/webchat.js');
}

/** A day such as 2026-11-28 as the person writes it. */
function dayIn({ locale }: BotWords, day: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}

/** JSON that cannot end the script element it stands in. */
export function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
