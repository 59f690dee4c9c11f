// The rooms and their doors: arrows point down only, and files say what they are for and stay short.
import { posix } from 'node:path';
import { type Source, sourcesIn } from './support/sources';

const folders = ['bot', 'cards', 'playground', 'tests'];
const sources = folders.flatMap((folder) => sourcesIn(folder, '.ts', '.js', '.mjs'));
const inRoom = (room: string) => sources.filter(({ path }) => path.startsWith(`${room}/`));

/** The bot's rooms from top to bottom, as docs/architecture.md draws them. A room may import those below it. */
const rooms = [
  'bot/index',
  'bot/start',
  'bot/app',
  'bot/server',
  'bot/requestGate',
  'bot/connections',
  'bot/requestBody',
  'bot/parsing',
  'bot/mailBot',
  'bot/commands/edited',
  'bot/commands/files',
  'bot/commands/request',
  'bot/commands/mailMessage',
  'bot/commands/carryOut',
  'bot/commands/words',
  'bot/commands/table',
  'bot/commands/account',
  'bot/commands/mail',
  'bot/commands/session',
  'bot/commands/smallTalk',
  'bot/commands/help',
  'bot/turn',
  'bot/channel',
  'bot/webchat',
  'bot/webchat/browser/chat',
  'bot/webchat/browser/chat/conversation',
  'bot/webchat/browser/chat/signIn',
  'bot/webchat/browser/chat/files',
  'bot/webchat/browser/chat/cards',
  'bot/webchat/browser/chat/shell',
  'bot/people',
  'bot/mail',
  'bot/graph',
  'bot/settings',
  'bot/environment',
  'bot/storage',
  'bot/runtime',
  'bot/locales',
  'cards',
];

/** The innermost: a room may have rooms. */
const roomOf = (path: string) =>
  rooms.findLast((room) => path === room || path.startsWith(`${room}/`) || path === `${room}.ts`);

/** What a file imports or requires: files of ours from the repository's root, packages by name. */
function importsOf({ path, text }: Source): string[] {
  const named = text.matchAll(/(?:from|import|require\(|import\()\s*['"]([^'"]+)['"]/g);
  return [...named].map(([, name = '']) =>
    name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
  );
}

/** "file → import" for every import of a room that is not allowed. */
const trespasses = (room: string, isForbidden: (name: string) => boolean) =>
  inRoom(room).flatMap((source) =>
    importsOf(source)
      .filter(isForbidden)
      .map((name) => `${source.path} → ${name}`),
  );

describe('the bot', () => {
  it('has no file outside its rooms', () => {
    const outside = inRoom('bot').filter(({ path }) => !roomOf(path));
    expect(outside.map(({ path }) => path)).toEqual([]);
  });

  it.each(rooms)('imports nothing above %s from there', (room) => {
    const rank = (path: string) => rooms.indexOf(roomOf(path) ?? '');
    const up = sources
      .filter(({ path }) => roomOf(path) === room)
      .flatMap((source) => importsOf(source).map((name) => ({ path: source.path, name })))
      .filter(({ name }) => roomOf(name) !== undefined && rank(name) < rooms.indexOf(room));
    expect(up).toEqual([]);
  });

  it.each(['bot', 'cards'])('(%s) knows nothing of the playground and the tests', (room) => {
    expect(trespasses(room, (name) => /^(playground|tests)\//.test(name))).toEqual([]);
  });

  it.each(['bot/commands', 'bot/mail', 'bot/graph', 'bot/people', 'bot/locales', 'cards'])(
    'keeps the Bot Framework and the web server out of %s',
    (room) => {
      const isFramework = (name: string) =>
        /^(botbuilder|botframework|restify|@microsoft\/teamsfx)/.test(name);
      expect(trespasses(room, isFramework)).toEqual([]);
    },
  );

  it('reads the environment in one place', () => {
    const readers = inRoom('bot').filter(
      ({ text }) => text.includes('process.env.') || /\(process\.env\)/.test(text),
    );
    expect(readers.map(({ path }) => path).sort()).toEqual(['bot/index.ts']);
  });
});

describe('a source file', () => {
  it.each(folders)('of %s opens with a comment that says what it is for', (folder) => {
    const silent = inRoom(folder).filter(
      ({ text }) => !/^(\/\/ \S+ \S+|\/\*)/.test(text.replace(/^\/\/ @ts-check\n/, '')),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it.each(folders)('of %s has 300 lines at most', (folder) => {
    const long = inRoom(folder).filter(({ text }) => text.split('\n').length > 301);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});
