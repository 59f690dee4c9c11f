// A message from Teams quoted in a draft: who wrote what and when, and the link to it.
import * as v from 'valibot';
import type { BotWords } from '../locales';
import { cleanLine, cleanText } from '../runtime/cleanText';
import { limits } from './check';
import { type Draft, emptyDraft } from './draft';

// Far over what Teams lets anybody write, it is cut before anything is done with it.
const text = (longest: number) =>
  v.fallback(
    v.pipe(
      v.string(),
      v.transform((value) => value.slice(0, longest)),
    ),
    '',
  );
const link = v.fallback(v.pipe(v.string(), v.maxLength(2_000), v.startsWith('https://'), v.url()), '');
const Attachment = v.object({
  contentType: text(200),
  name: text(500),
  contentUrl: link,
  content: text(40_000),
});
const mostAttachments = 10;
const Named = v.fallback(v.object({ displayName: text(500) }), { displayName: '' });
const nobody = { displayName: '' };

/**
 * A message as Teams hands it to an action command, in `value.messagePayload` (Microsoft's page "Create and send dialogs",
 * "Initial invoke request from a message", and MessageActionsPayload of botframework-schema). Any part may be missing or
 * null: of `from` all but one is, and all of it where whoever wrote is gone. Attachments are not sent along (page "Define
 * message extension action commands").
 */
export const TeamsMessage = v.object({
  subject: text(2_000),
  createdDateTime: v.fallback(v.pipe(v.string(), v.isoTimestamp()), ''),
  linkToMessage: link,
  attachments: v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((all) => all.slice(0, mostAttachments).map((one) => v.safeParse(Attachment, one))),
      v.transform((read) => read.flatMap(({ success, output }) => (success ? [output] : []))),
    ),
    [],
  ),
  from: v.fallback(v.object({ user: Named, application: Named, device: Named }), {
    user: nobody,
    application: nobody,
    device: nobody,
  }),
  body: v.fallback(v.object({ contentType: text(20), content: text(100_000) }), {
    contentType: 'text',
    content: '',
  }),
});
export type TeamsMessage = v.InferOutput<typeof TeamsMessage>;

/** Of a body, what a quote may take: the rest is for the person's own words. */
const longestQuote = limits.body - 5_000;
const longestAuthor = 100;

/**
 * Fills a draft with a message: room on top for the person's own words, then the quote.
 * @param showTime shows milliseconds since 1970 as the person reads times
 */
export function quoteMessage(
  message: TeamsMessage,
  { t }: BotWords,
  showTime: (at: number) => string,
): Draft {
  const author = authorOf(message);
  const at = Date.parse(message.createdDateTime);
  const names = { author: author || t('quote.somebody') };
  const header = Number.isNaN(at)
    ? t('quote.header', names)
    : t('quote.headerAt', { ...names, time: showTime(at) });
  const attached = message.attachments.flatMap((one) => attachedLine(one, t));
  const said = quoted([textOf(message), ...attached].filter(Boolean).join('\n') || t('quote.noText'));
  const head = `\n${header}\n`;
  const tail = message.linkToMessage ? `\n\n${cleanLine(message.linkToMessage)}` : '';
  const rest = quoted(t('quote.cut'));
  const subject =
    cleanLine(message.subject) || (author ? t('quote.subject', { author }) : t('quote.subjectOfNobody'));
  return {
    ...emptyDraft,
    subject: cut(subject, limits.subject),
    body: head + shortened(said, longestQuote - head.length - tail.length, rest) + tail,
  };
}

/** Loads the reader of HTML with the first quote: most people never make one. */
function plainOf(html: string): string {
  const { htmlToText } = require('./htmlText') as typeof import('./htmlText');
  return htmlToText(html);
}

function textOf({ body: { contentType, content } }: TeamsMessage): string {
  const plain = contentType === 'html' ? plainOf(content) : content;
  // HTML may have written the signs that are taken off as references, such as `&#8203;`.
  return cleanText(plain)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

type Attached = TeamsMessage['attachments'][number];

/** Names what came with the message: a file by its name and link, a card by its title. Other parts are of Teams' own. */
function attachedLine({ contentType, name, contentUrl, content }: Attached, t: BotWords['t']): string[] {
  const named = cut(cleanLine(name), longestAuthor);
  if (contentType === 'reference')
    return [[t('quote.file', { name: named }), contentUrl].filter(Boolean).join(' ')];
  if (!/\.card\./.test(contentType)) return [];
  const title = named || cut(cleanLine(titleOf(content)), longestAuthor);
  return [title ? t('quote.card', { title }) : t('quote.cardWithoutTitle')];
}

/** The first text of a card, which is most often its title. */
function titleOf(content: string): string {
  const [, json = ''] = /"(?:title|text)"\s*:\s*("(?:[^"\\]|\\.){1,500}")/.exec(content) ?? [];
  try {
    return String(JSON.parse(json));
  } catch {
    return '';
  }
}

function authorOf({ from: { user, application, device } }: TeamsMessage): string {
  const names = [user, application, device].map(({ displayName }) => cleanLine(displayName));
  return cut(names.find(Boolean) ?? '', longestAuthor);
}

function quoted(value: string): string {
  return value
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** @param rest the line that says there is more, where there is */
function shortened(value: string, longest: number, rest: string): string {
  return value.length <= longest ? value : `${cut(value, longest - rest.length - 1).trimEnd()}\n${rest}`;
}

/** Never cuts a character of two UTF-16 units in half. */
function cut(value: string, longest: number): string {
  return value.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
}
