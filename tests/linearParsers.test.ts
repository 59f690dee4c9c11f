// Text made to be slow to read: whatever a person types is read in a moment, and meanwhile the bot answers everybody else.
import * as v from 'valibot';
import { saidTo } from '../bot/channel/mentions';
import { readOneLine } from '../bot/commands/words/oneLine';
import { readCommand } from '../bot/commands/words/words';
import { words } from '../bot/locales';
import { checkDraft, hasSlips, limits } from '../bot/mail/check';
import { readDraft } from '../bot/mail/draft';
import { htmlToText } from '../bot/mail/htmlText';
import { markdownToHtml } from '../bot/mail/markdown';
import { applyPicks, namesIn, readPicks, refuseNames, resolveNames } from '../bot/mail/names';
import { outlineOf } from '../bot/mail/outline';
import { quoteMessage, TeamsMessage } from '../bot/mail/quote';
import { readRecipients } from '../bot/mail/recipients';
import type { Person } from './support/person';
import { startWorld, type World } from './support/world';

/** What the HTTP body lets anybody send, in characters. */
const longest = 250_000;
/** In milliseconds. Most of these take a tenth of it beside a busy machine, and what is not linear takes many seconds. */
const moment = 1_000;

/** Milliseconds of this process's own work, so that a busy machine does not count. */
function work(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Signs that parsers look for, and openings that are never closed, each again and again. */
const repeated = [
  '"·\\"·"\\·" "a·“·<·a <·,"·(a, ·:·a:·;·a, ·@·a@b.example, ·"a" <a@b.example>, ·cc ·cc a@b.example ·about ',
  '<at>·<b>·</b>·<p>a</p>·<table><tr><td>·<ol><li>·<!--·<pre>· ·\u00a0·\n·a·a ·\u0301·&nbsp;',
  '*_·**a ·~~·`·> ·- ·#·\\·[·![](·[a](<b·[a](https://b.example) ·[a]: https://b.example\n·https://a.b/(·<https://a.b>',
  'http://a.b ·mailto:a@b.example ·|·|a|b|\n·|a\n|-\n',
]
  .flatMap((pieces) => pieces.split('·'))
  .map((piece): [string, string] => [piece, piece.repeat(longest / piece.length)]);

const many = (count: number, make: (number: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i));

const shaped: [string, string][] = [
  ['a table of 3,000 columns', `|${'a|'.repeat(3_000)}\n|${'-|'.repeat(3_000)}\n${'|\n'.repeat(1_000)}`],
  ['tables of 100 columns', `|${'a|'.repeat(100)}\n|${'-|'.repeat(100)}\n${'|\n'.repeat(100)}\n`.repeat(100)],
  ['a row of 10,000 cells', `|a|\n|-|\n${'|a'.repeat(10_000)}`],
  ['definitions of links', many(10_000, (i) => `[a${i}]: https://b.c\n`).join('')],
  ['definitions in use', many(5_000, (i) => `[a${i}]: https://b.c\n\n[a${i}]\n\n`).join('')],
  ['quotation marks that are closed', `"${'\\"'.repeat(longest / 2)}"`],
  ['one long name', `${'a'.repeat(longest)} <a@b.example>`],
  ['one long address', `${'a.'.repeat(longest / 4)}@${'b.'.repeat(longest / 4)}example`],
  ['a group of addresses', `a: ${'b@c.example, '.repeat(longest / 13)};`],
  ['addresses', many(10_000, (i) => `a${i}@b.example, `).join('')],
  ['copies behind a subject', `about x ${'cc a@b.example '.repeat(longest / 15)}cc nobody`],
  ['a long gap', `a${' '.repeat(longest)}b`],
  ['tags closed in another order', '<b>'.repeat(longest / 7) + '</i>'.repeat(longest / 7)],
];

const draftOf = (text: string) => {
  const draft = readDraft({ to: text, cc: text, bcc: text, subject: text, body: text });
  if (!draft) throw new Error('no draft');
  return draft;
};
const several = { people: [{ address: 'a@b.example' }, { address: 'c@b.example' }], more: false };
const choices = (text: string) =>
  many(100, () => JSON.stringify({ field: 'to', name: 'a', take: text.slice(0, 1_900) }));

const readers: Record<string, (text: string) => unknown> = {
  'a command': readCommand,
  'a mail in one line': (text) => readCommand(`send mail ${text}`),
  'the recipients of one line': (text) => readOneLine(`send mail to ${text}`),
  'the copies of one line': (text) => readOneLine(`send mail to a@b.example about x cc ${text}`),
  mentions: (text) =>
    saidTo({
      channelId: 'msteams',
      text,
      recipient: { id: 'bot', name: 'Bot' },
      entities: many(1_000, (i) => `${text[0]}${i}`).map((name) => ({
        type: 'mention',
        mentioned: { id: 'bot' },
        text: name,
      })),
    }),
  recipients: readRecipients,
  'the fields of a form': (text) => [checkDraft(draftOf(text)), hasSlips(draftOf(text))],
  'names in a form': (text) => {
    const draft = draftOf(text);
    const matches = new Map(namesIn(draft).map((name) => [name, several]));
    return [resolveNames(draft, matches), refuseNames(draft, 'nobody')];
  },
  'choices on a form': (text) =>
    applyPicks(
      draftOf(text),
      readPicks(Object.fromEntries(choices(text).map((pick, i) => [`pick${i}`, pick]))),
    ),
  // A longer body is refused before it is read.
  'Markdown, for the mail': (text) => markdownToHtml(text.slice(0, limits.body)),
  'Markdown, for the preview': (text) => outlineOf(text.slice(0, limits.body), 'markdown'),
  'plain text, for the preview': (text) => outlineOf(text, 'text'),
  'a message’s HTML': htmlToText,
  'a message to quote': (text) => {
    const message = { subject: text, from: { user: { displayName: text } }, body: { content: text } };
    return quoteMessage(v.parse(TeamsMessage, message), words('en'), String);
  },
};

describe('a message that was made to be slow to read', () => {
  let world: World;
  let bao: Person;
  beforeAll(async () => {
    world = await startWorld();
    bao = world.person();
    // What is loaded and compiled for the first long message does not count.
    await bao.says(`send mail to a@b.example about x: ${'a '.repeat(60_000)}`);
    await fetch(`${world.url}/healthz`);
  });
  afterAll(() => world.close());

  it.each(['\\"', '"\\', ',"', 'cc a@b.example '])('keeps nobody else waiting: %j', async (piece) => {
    let isAnswered = false;
    const answered = bao.says(`send mail ${piece.repeat(124_000 / piece.length)}`).finally(() => {
      isAnswered = true;
    });
    let slowest = 0;
    while (!isAnswered) {
      const [before, began] = [work(), performance.now()];
      expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
      slowest = Math.max(slowest, Math.min(work() - before, performance.now() - began));
    }
    await answered;
    expect(slowest).toBeLessThan(moment);
  });
});

describe.each(Object.entries(readers))('%s', (_what, read) => {
  it('is read in a moment, whatever it is made of', () => {
    const slow: string[] = [];
    for (const [what, text] of [...repeated, ...shaped]) {
      const before = work();
      read(text);
      const took = work() - before;
      if (took > moment) slow.push(`${JSON.stringify(what)}: ${Math.round(took)} ms`);
    }
    expect(slow).toEqual([]);
  });
});
