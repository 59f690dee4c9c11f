// The app's manifest and its texts in other languages: valid, and consistent with the bot.
import { problemsOf } from '../../appPackage/packaging/check';
import { at, type Json, textsOf } from '../../appPackage/packaging/json';
import { placeholdersIn } from '../../appPackage/packaging/placeholders';
import { mailMessageCommand } from '../../bot/commands/mailMessage';
import { readCommand } from '../../bot/commands/words/words';
import { languageOf, languages, type PhraseName, phrasesOf, words } from '../../bot/locales';
import { startWorld, type World } from '../support/world';
import { appFiles, sample, sampleValues } from './sample';

const { manifest } = sample;
/** The texts of a language file by their paths. */
const translated = (file: string) =>
  Object.fromEntries(textsOf(sample.languages[file] ?? {}).map(({ path, text }) => [path, text]));
const localized = at(manifest, 'localizationInfo.additionalLanguages') as {
  languageTag: string;
  file: string;
}[];
const text = (path: string) => String(at(manifest, path));

/** What a person reads of the manifest, and a language file may say in another language. */
const readByPeople = /^(name|description)\.|\.commands\[\d+\]\.(title|description)$/;
const read = textsOf(manifest).filter(({ path }) => readByPeople.test(path));
const titles = textsOf(manifest).filter(({ path }) => /^bots.*\.title$/.test(path));

describe('the manifest', () => {
  it('is what Teams takes, with its language files and icons', () => {
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

  it.each([
    'sendMail',
    'drafts',
    'sent',
    'signature',
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

it('the languages of the app are those of the bot', () => {
  const spoken = ['en', ...localized.map(({ languageTag }) => languageOf(languageTag))];
  expect(spoken.sort()).toEqual([...languages].sort());
});

describe.each(localized)('the texts in $languageTag', ({ languageTag, file }) => {
  const texts = translated(file);
  const language = languageOf(languageTag);

  it('are of all that a person reads, and of nothing else', () => {
    const paths = Object.keys(texts).filter((path) => path !== '$schema');
    expect(paths.sort()).toEqual(read.map(({ path }) => path).sort());
  });

  it('are not the English ones', () => {
    const same = read.filter(({ path, text: english }) => texts[path] === english);
    expect(same.filter(({ text: english }) => !['token', 'signature'].includes(english))).toEqual([]);
  });

  it.each(titles)('name "$text" by the phrase that the help shows ($path)', ({ path, text: title }) => {
    const { name } = readCommand(title);
    expect(texts[path]).toBe(phrasesOf(language, name as PhraseName)[0]);
  });
});

/** Quotes of every language that the app speaks. */
const quotes = /[“„«「](?:\s)?([^“”„«»「」]+?)(?:\s)?[”“»」]/g;

describe.each([
  ['en', text],
  ...localized.map(
    ({ languageTag, file }) => [languageTag, (path: string) => translated(file)[path] ?? ''] as const,
  ),
] as const)('the description in %s', (languageTag, said) => {
  it('quotes only what can be said, chosen or found in Outlook', () => {
    const { t } = words(languageOf(languageTag));
    const quoted = [...said('description.full').matchAll(quotes)].map(([, phrase = '']) => phrase);
    const shown = [said('composeExtensions[0].commands[0].title'), t('mail.preview.send')];
    const lost = quoted.filter((phrase) => !shown.includes(phrase) && readCommand(phrase).name === 'unknown');
    expect(lost.filter((phrase) => !t('cards.receipt.delivery').includes(phrase))).toEqual([]);
    expect(quoted.length).toBeGreaterThan(3);
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
