// Text made to be slow to read: whatever a person types is read in a moment, and meanwhile the bot answers everybody else.
import fc from 'fast-check';
import type { Request } from 'restify';
import * as v from 'valibot';
import { openConnector } from '../bot/channel/connector';
import { saidTo } from '../bot/channel/mentions';
import { failureCode } from '../bot/commands/account/signInFailure';
import { readRequest } from '../bot/commands/request';
import { readOneLine } from '../bot/commands/words/oneLine';
import { readWish } from '../bot/commands/words/wishes';
import { readCommand } from '../bot/commands/words/words';
import { localeOf, words } from '../bot/locales';
import { checkDraft, hasSlips, limits } from '../bot/mail/check';
import { readDraft } from '../bot/mail/draft';
import { htmlToText } from '../bot/mail/htmlText';
import { markdownToHtml } from '../bot/mail/markdown';
import { applyPicks, namesIn, readPicks, refuseNames, resolveNames } from '../bot/mail/names';
import { outlineOf } from '../bot/mail/outline';
import { quoteMessage, TeamsMessage } from '../bot/mail/quote';
import { readRecipients } from '../bot/mail/recipients';
import { strayMarks } from '../bot/mail/strayMarks';
import { readRecord } from '../bot/people/stored';
import { cleanLine, cleanText, looksEmpty } from '../bot/runtime/cleanText';
import { retryAfterOf } from '../bot/runtime/http';
import { queryOf } from '../bot/webchat/pageQuery';
import type { Person } from './support/person';
import { startWorld, type World } from './support/world';

/** What the HTTP body lets anybody send, in characters. */
const longest = 250_000;
/** In milliseconds. Most of these take a tenth of it. Beside other work each takes twice its time, and what is not linear takes seconds. */
const moment = 700;
/** Milliseconds below which nobody would notice whether the time grows with the length or with its square. */
const short = 200;

/** Milliseconds of this process's own work, so that a busy machine does not count. */
function work(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function workOf(run: () => unknown): number {
  const before = work();
  run();
  return work() - before;
}

/** Signs that parsers look for, and openings that are never closed. */
const pieces = [
  '"·\\"·"\\" ·“·<·a <·,"·(a, ·:·a:·;·a, ·@·a@b.example, ·"a" <a@b.example>, ·cc ·cc a@b.example ·about ',
  '<at>·<b>·</b>·<s>·<s>a·<s>a</s> ·<p>a</p>·<table><tr><td>·<ol><li>·<!--·<pre>· ·\u00a0·\n·a·a ·&nbsp;·/·~·1·-·,q=0;',
  '\u0301·\u0316·\u0301\u0316·\u1100\u1161·\u202e·\ud800·\u200d·\u0915\u094d\u200d·\u0915\u200c·\u{1f3f4}·\u{e0067}·\u{1f469}\u200d·\ufe0f',
  '\u115f·\u1160·\u180a\u180b·\u0344·\u2028·\u0085·：·Re: ·回复：·123 ·123456 ·１·“·👍·about Re: ',
  '*_·**a ·**「·」**·{{DATE(·~~·`·> ·- ·#·\\[·![](·[a](<b·[a](https://b.example) ·[a]: https://b.example\n·https://a.b/(·<https://a.b>',
  'http://a.b ·http://a.b/!·http://[::1]·mailto:a@b.example ·|·|a|b|\n·|a\n|-\n·|-\n·```·```\n\n·---\n·1. ',
].flatMap((line) => line.split('·'));

/** What a text is made of: one thing again and again, and perhaps another before it and behind. */
interface Made {
  head: string;
  piece: string;
  tail: string;
}
const make = ({ head, piece, tail }: Made, length: number) =>
  head + piece.repeat(length / piece.length) + tail;
const ofPieces = (most: number) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: most }).map((some) => some.join(''));

const repeated: Made[] = [
  ...pieces.map((piece) => ({ head: '', piece, tail: '' })),
  ...[' ', '\u00a0', '\n', '/', '\u0301\u0316'].map((piece) => ({
    head: '<table><tr><td>a',
    piece,
    tail: 'b',
  })),
  ...[' ', '\n'].map((piece) => ({ head: '```\na', piece, tail: 'b\n```' })),
  // Others that nobody thought of, the same in every run.
  ...fc.sample(fc.record({ head: ofPieces(2), piece: ofPieces(3).filter(Boolean), tail: ofPieces(2) }), {
    seed: 16,
    numRuns: 24,
  }),
];

const many = <T>(count: number, makeOne: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => makeOne(i));

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
  ['addresses between blanks', many(longest / 7, (i) => `${i}@b.co`).join(' ')],
  ['as many addresses as are read', many(200, (i) => `a${i}@ü.example`).join(' ')],
  ['lists of addresses between blanks', many(20, (i) => many(9, (j) => `${i}${j}@b.co`).join(' ')).join(',')],
  ['a gap and colons behind "Re"', `send mail to a@b.co about re${' '.repeat(4_000)}x${':'.repeat(3_900)}`],
  ['as many marks as a letter may have', `a${'\u0316'.repeat(30)}`.repeat(longest / 31)],
  ['nothing but "and"', `${'and '.repeat(240)},`.repeat(longest / 960)],
  ['copies behind a subject', `about x ${'cc a@b.example '.repeat(longest / 15)}cc nobody`],
  ['gaps before addresses', `A${' '.repeat(960)}B <a@b.co>, `.repeat(16)],
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
  'a text to clean': cleanText,
  'a line to clean': cleanLine,
  'an empty text': looksEmpty,
  'a command': (text) => readCommand(text),
  'a button': (text) => readRequest('', { verb: text, formId: text }, 'en'),
  'a mail in one line': (text) => readCommand(`send mail ${text}`),
  'the recipients of one line': (text) => readOneLine(`send mail to ${text}`),
  'the subject of one line': (text) => readOneLine(`send mail to a@b.example about ${text}`),
  'the copies of one line': (text) => readOneLine(`send mail to a@b.example about x cc ${text}`),
  'a polite line': (text) => readCommand(`please send mail to a@b.example ${text}`),
  'a sentence with an address': (text) => readWish(`mail a@b.example ${text}`.slice(0, 300)),
  'copies in a mail of one line': (text) =>
    strayMarks({ subject: text.slice(0, 255), body: text.slice(0, limits.body) }, []),
  'a forward': (text) =>
    saidTo({
      channelId: 'msteams',
      text: 'help',
      attachments: [
        {
          contentType: 'text/html',
          content: `<blockquote itemtype="http://schema.skype.com/Forward">${text}`,
        },
      ],
    }),
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
  'mentions in a text like them': (text) => {
    const half = text.slice(0, 140);
    const rest = [half, text.slice(0, 5_000)];
    const entities = many(40, (i) => ({
      type: 'mention',
      mentioned: { id: 'bot' },
      text: `${half}${i}${rest[i % 2]}`,
    }));
    return saidTo({ channelId: 'msteams', text, recipient: { id: 'bot', name: 'Bot' }, entities });
  },
  'a locale': localeOf,
  'the query of a page': (text) => queryOf({ getQuery: () => `title=${text}&${text}` } as Request),
  'when to try again': (text) => retryAfterOf({ get: () => text }),
  'why a sign-in failed': (text) => failureCode({ code: text, message: text }),
  'where a channel is reached': (text) => openConnector(async () => undefined, `https://a${text}`),
  'what is stored': (text) =>
    readRecord({ forms: { a: { id: text, draft: { to: text } } }, outcomes: [text], [text]: text }),
  // A field is cut to this before it is read.
  recipients: (text) => readRecipients(text.slice(0, 16_000)),
  'the fields of a form': (text) => [checkDraft(draftOf(text)), hasSlips(draftOf(text), false)],
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
    await bao.says('"help"');
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

it('a forward of many beginnings and no end is read in a moment', () => {
  const tags = `${'<blockquote'.repeat(32)}<blockquote ${'schema.skype.com/Forward'.repeat(16)}>`;
  const content = tags.repeat(60).slice(0, 39_000).padEnd(40_000, '</blockquot');
  const message = {
    channelId: 'msteams',
    text: 'help',
    attachments: [{ contentType: 'text/html', content }],
  };
  const closed = {
    ...message,
    attachments: [{ contentType: 'text/html', content: `${content.slice(0, -13)}</blockquote>` }],
  };
  for (const one of [message, closed]) expect(workOf(() => saidTo(one))).toBeLessThan(moment);
});

describe.each(Object.entries(readers))('%s', (_what, read) => {
  it('is read in a moment, whatever it is made of', () => {
    const isSlow = (text: string) => workOf(() => read(text)) > moment;
    // Of two tries the better one counts: the first may meet a program that is not compiled yet.
    const slow = shaped.filter(([, text]) => isSlow(text) && isSlow(text.slice(1)));
    expect(slow.map(([what]) => what)).toEqual([]);
  });

  it('takes no more than a moment, and twice the time for twice the text', () => {
    // Each try is of another text, for one that was just read may be remembered.
    const time = (made: Made, length: number, nth: number) => {
      const text = make(made, length).slice(nth);
      return workOf(() => read(text));
    };
    const slow = repeated.filter((made) => {
      // Were it with its square, the whole would take sixteen times as long: no more than `short`.
      if (time(made, longest / 4, 0) <= short / 16) return false;
      const took = time(made, longest, 0);
      if (took <= short) return false;
      // With its square it would be four times. One comparison may meet a garbage collection, five do not.
      return [0, 1, 2, 3, 4].every((nth) => {
        const whole = Math.min(took, time(made, longest, nth + 1));
        return whole > moment || whole > 3 * time(made, longest / 2, nth);
      });
    });
    expect(slow).toEqual([]);
  });
});
