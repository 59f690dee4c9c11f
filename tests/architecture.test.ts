// The rooms and their doors: who may lean on whom, and files that say what they are for and stay short.
import { posix } from 'node:path';
import { type Source, sourcesIn } from './support/sources';

const folders = ['bot', 'cards', 'playground', 'tests'];
const sources = folders.flatMap((folder) => sourcesIn(folder, '.ts', '.js', '.mjs'));
const inRoom = (room: string) => sources.filter(({ path }) => path.startsWith(`${room}/`));

/** What a file imports or requires: files of ours from the repository's root, packages by name. */
function importsOf({ path, text }: Source): string[] {
  const named = text.matchAll(/(?:from|import|require\(|import\()\s*['"]([^'"]+)['"]/g);
  return [...named].map(([, name = '']) =>
    name.startsWith('.') ? posix.join(posix.dirname(path), name) : name,
  );
}

/** "file → import" for every import of a room that is not allowed. */
const trespasses = (room: string, forbidden: RegExp) =>
  inRoom(room).flatMap((source) =>
    importsOf(source)
      .filter((name) => forbidden.test(name))
      .map((name) => `${source.path} → ${name}`),
  );

describe('the bot', () => {
  it.each(['bot', 'cards'])('(%s) knows nothing of the playground and the tests', (room) => {
    expect(trespasses(room, /^(playground|tests)\//)).toEqual([]);
  });

  it.each(['bot/mail', 'bot/graph', 'bot/people', 'bot/locales', 'cards'])(
    'keeps the Bot Framework and the web server out of %s',
    (room) => {
      expect(trespasses(room, /^(botbuilder|botframework|restify|@microsoft\/teamsfx)/)).toEqual([]);
    },
  );

  it.each(['bot/mail', 'bot/graph', 'bot/people', 'bot/locales', 'cards'])(
    'lets %s lean on nothing that answers people',
    (room) => {
      const above = /^bot\/(channel|commands|dialogs|webchat|app|index|mailBot|server|turn|runTurn)(\/|$)/;
      expect(trespasses(room, above)).toEqual([]);
    },
  );

  it('reads the environment in one place', () => {
    const readers = inRoom('bot').filter(({ text }) => text.includes('process.env'));
    // Its name in a comment of settings.ts counts as well. http.ts looks where every program of a machine finds its proxies.
    expect(readers.map(({ path }) => path).sort()).toEqual([
      'bot/index.ts',
      'bot/runtime/http.ts',
      'bot/settings.ts',
    ]);
  });

  it('swallows no unhandled rejection', () => {
    const handlers = inRoom('bot').filter(({ text }) => /unhandledRejection|uncaughtException/.test(text));
    expect(handlers.map(({ path }) => path)).toEqual([]);
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
