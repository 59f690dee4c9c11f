// The app's manifest and its Vietnamese texts: valid, and consistent with the bot.

import { problemsOf } from '../../appPackage/packaging/check';
import { at, type Json, textsOf } from '../../appPackage/packaging/json';
import { placeholdersIn } from '../../appPackage/packaging/placeholders';
import { mailMessageCommand } from '../../bot/commands/mailMessage';
import { readCommand } from '../../bot/commands/words/words';
import { words } from '../../bot/locales';
import { startWorld, type World } from '../support/world';
import { appFiles, sample, sampleValues } from './sample';

const { manifest } = sample;
const vietnamese = Object.fromEntries(
  textsOf(sample.languages['vi.json'] ?? {}).map(({ path, text }) => [path, text]),
);
const text = (path: string) => String(at(manifest, path));

/** What a person reads of the manifest, and a language file may say in another language. */
const readByPeople = /^(name|description)\.|\.commands\[\d+\]\.(title|description)$/;
const read = textsOf(manifest).filter(({ path }) => readByPeople.test(path));
const titles = textsOf(manifest).filter(({ path }) => /^bots.*\.title$/.test(path));

describe('the manifest', () => {
  it('is what Teams takes, with its language file and icons', () => {
    expect(problemsOf(sample)).toEqual([]);
  });

  it('leaves open what each deployment has of its own, and nothing else', () => {
    const all: Json = [appFiles.manifest, ...Object.values(appFiles.languages)];
    expect(placeholdersIn(all)).toEqual(Object.keys(sampleValues).sort());
  });

  it('names the action on a message as the bot does', () => {
    expect(text('composeExtensions[0].commands[0].id')).toBe(mailMessageCommand);
  });

  it('has the action run at once, with no dialog before it', () => {
    expect(at(manifest, 'composeExtensions[0].commands[0]')).toMatchObject({
      type: 'action',
      context: ['message'],
      fetchTask: false,
    });
  });

  it('offers the bot in chats, group chats and teams', () => {
    expect(at(manifest, 'bots[0].scopes')).toEqual(['personal', 'team', 'groupChat']);
  });

  it('lets sign-in pages of the token service open, wherever its data is kept', () => {
    expect(at(manifest, 'validDomains')).toEqual(
      expect.arrayContaining([
        'token.botframework.com',
        'europe.token.botframework.com',
        'unitedstates.token.botframework.com',
        'india.token.botframework.com',
      ]),
    );
  });
});

describe('a command that Teams offers', () => {
  it.each(titles)('is understood: $text ($path)', ({ text: title }) => {
    expect(readCommand(title).name).not.toBe('unknown');
  });

  it.each(titles)('is the same in Vietnamese: $text ($path)', ({ path, text: title }) => {
    expect(readCommand(vietnamese[path] ?? '').name).toBe(readCommand(title).name);
  });

  it.each([
    'sendMail',
    'drafts',
    'sent',
    'profile',
    'token',
    'signIn',
    'signOut',
    'cancel',
    'forgetMe',
  ] as const)('is there for what the help lists: %s', (saying) => {
    const inChats = titles.filter(({ path }) => path.includes('commandLists[0]'));
    expect(inChats.map(({ text: title }) => title)).toContain(words('en').t(`help.sayings.${saying}.say`));
  });
});

describe('the Vietnamese texts', () => {
  it('are of all that a person reads, and of nothing else', () => {
    const translated = Object.keys(vietnamese).filter((path) => path !== '$schema');
    expect(translated.sort()).toEqual(read.map(({ path }) => path).sort());
  });

  it('are not the English ones', () => {
    expect(read.filter(({ path, text: english }) => vietnamese[path] === english)).toEqual([]);
  });
});

describe.each([
  ['English', (path: string) => text(path)],
  ['Vietnamese', (path: string) => vietnamese[path] ?? ''],
])('the description in %s', (_language, said) => {
  it('quotes only what can be said or chosen', () => {
    const quoted = [...said('description.full').matchAll(/"([^"]+)"/g)].map(([, phrase = '']) => phrase);
    const action = said('composeExtensions[0].commands[0].title');
    const lost = quoted.filter((phrase) => phrase !== action && readCommand(phrase).name === 'unknown');
    expect(lost).toEqual([]);
  });
});

describe('an address of the developer', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it.each(['websiteUrl', 'privacyUrl', 'termsOfUseUrl'])('(%s) leads to a page of the bot', async (name) => {
    const { origin, pathname } = new URL(text(`developer.${name}`));
    const { status } = await fetch(`${world.url}${pathname}`, { headers: { accept: 'text/html' } });
    expect({ origin, status }).toEqual({ origin: 'https://bot.example', status: 200 });
  });
});
