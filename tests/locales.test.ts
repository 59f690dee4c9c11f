// The language files: every language has the same keys, all are used, and no phrase means two commands.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../bot/commands/table';
import { grammarLanguages } from '../bot/commands/words/grammar';
import { plain, withoutEnds } from '../bot/commands/words/spelling';
import { type Key, type Language, languages, type PhraseName, phrasesOf, words } from '../bot/locales';
import en from '../bot/locales/en.json';
import type { LanguageFile } from '../bot/locales/translate';
import { withoutAccents } from '../bot/runtime/accents';
import { type Source, sourcesIn } from './support/sources';

const fileOf = (folder: string, language: Language): LanguageFile =>
  JSON.parse(readFileSync(join(__dirname, '..', folder, `${language}.json`), 'utf8'));
const files = Object.fromEntries(languages.map((language) => [language, fileOf('bot/locales', language)]));
const plural = /_(zero|one|two|few|many|other)$/;

/** Every sentence by its dotted key. */
function sentences(file: LanguageFile, prefix = ''): [string, string][] {
  return Object.entries(file).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${name}`, value] as [string, string]]
      : sentences(value, `${prefix}${name}.`),
  );
}
const keysOf = (file: LanguageFile) =>
  [...new Set(sentences(file).map(([key]) => key.replace(plural, '')))].sort();
const keys = keysOf(en);

/** What is filled in: `{{name}}` by us, `{name}` by the mailbox page, `$1` by Web Chat. */
const valuesIn = (file: LanguageFile) =>
  new Set(
    sentences(file).map(([key, text]) => {
      const names = text.match(/{{?\w+}}?|\$\d/g) ?? [];
      return `${key.replace(plural, '')}: ${[...new Set(names)].sort().join()}`;
    }),
  );

describe.each(languages)('the language %s', (language) => {
  const file = files[language] as LanguageFile;

  it('has the keys that English has', () => {
    expect(keysOf(file)).toEqual(keys);
  });

  it('has the keys that English has in the playground', () => {
    expect(keysOf(fileOf('playground/locales', language))).toEqual(
      keysOf(fileOf('playground/locales', 'en')),
    );
  });

  it('leaves the one-line grammar to English and Vietnamese', () => {
    const grammar = (given: LanguageFile) =>
      sentences(given).filter(([key]) => /^(commands\.(to|cc|bcc|about)|talk\.write)$/.test(key));
    if (grammarLanguages.some((one) => one === language)) return;
    expect(grammar(file)).toEqual(grammar(en));
  });

  it('has the playground’s values to fill in', () => {
    expect(valuesIn(fileOf('playground/locales', language))).toEqual(
      valuesIn(fileOf('playground/locales', 'en')),
    );
  });

  it('has the same values to fill in', () => {
    expect(valuesIn(file)).toEqual(valuesIn(en));
  });

  it('has every plural form it needs', () => {
    const counted = sentences(file).filter(([key]) => plural.test(key));
    const bases = new Set(counted.map(([key]) => key.replace(plural, '')));
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const needed = [...bases].flatMap((base) => pluralCategories.map((form) => `${base}_${form}`));
    expect(counted.map(([key]) => key).sort()).toEqual(needed.sort());
  });

  it('has no empty sentence and none with spaces around it', () => {
    expect(sentences(file).filter(([, text]) => text === '' || text !== text.trim())).toEqual([]);
  });

  it('throws for a key it does not have', () => {
    expect(() => words(language).t('no.such.key' as Key)).toThrow('no.such.key');
  });
});

describe('commands', () => {
  const phrases = Object.entries(files).flatMap(([language, file]) =>
    Object.entries(file.commands as Record<string, string>)
      .filter(([command]) => !['to', 'cc', 'bcc', 'about'].includes(command))
      .flatMap(([command, all]) => all.split('|').map((phrase) => ({ language, command, phrase }))),
  );

  it('share no phrase, in any language', () => {
    const twice = phrases.filter(({ command, phrase }) =>
      phrases.some((other) => other.phrase === phrase && other.command !== command),
    );
    expect(twice).toEqual([]);
  });

  it('share no phrase when it is typed without accents', () => {
    const bare = phrases.map((one) => ({ ...one, bare: withoutAccents(one.phrase) }));
    const twice = bare.filter(({ command, bare: typed }) =>
      bare.some((other) => other.bare === typed && other.command !== command),
    );
    expect(twice).toEqual([]);
  });

  it.each(languages)('are shown in %s by the same phrase in help and in a question', (language) => {
    const sayings = words(language).group('help.sayings') as Record<string, { say: string }>;
    const shown = Object.entries(sayings).map(([name, { say }]) => [name, say]);
    const first = Object.keys(sayings).map((name) => {
      const [phrase] = phrasesOf(language, name === 'sendMail' ? 'compose' : (name as PhraseName));
      return [name, phrase];
    });
    expect(shown).toEqual(first);
  });

  it('have phrases in the form in which they are compared: lower case, NFC, nothing around them', () => {
    const odd = phrases.filter(({ phrase }) => phrase !== withoutEnds(plain(phrase)).toLowerCase());
    expect(odd).toEqual([]);
  });
});

// How keys are used: as literals, as templates such as t(`failure.${advice}`), as groups, and in cards as ${words.…}.
const code = sourcesIn('bot', '.ts', '.eta', '.js');
const cards = sourcesIn('cards', '.json').filter(({ path }) => !path.includes('/samples/'));
const literals = new Set(
  code.flatMap(({ text }) => [...text.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map((m) => m[1] ?? m[2] ?? '')),
);

const all = (sources: Source[], pattern: RegExp): string[] =>
  sources.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
const asPattern = (template: string) =>
  new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '(\\w+)')}$`);

/** Keys a template may stand for: what it leaves open must be written out somewhere in the program. */
function keysFor(template: string, source: Source): string[] {
  if (template.startsWith('${')) {
    const rest = template.replace(/^\$\{[^}]*\}/, '');
    return [...source.text.matchAll(/'([\w.]+)'/g)]
      .map(([, literal]) => `${literal}${rest}`)
      .filter((key) => keys.includes(key));
  }
  return keys.filter((key) => {
    const parts = asPattern(template).exec(key)?.slice(1);
    return parts?.every((part) => literals.has(part));
  });
}

const templates = code.flatMap((source) =>
  all([source], /\bt\(\s*`([^`]*\$\{[^`]*)`/g).map((template) => ({ template, source })),
);
const groups = all(code, /\bgroup\(\s*['`]([^'`]+)['`]/g);
const inCards = cards.flatMap((card) => {
  const name = card.path.replace(/^cards\/(\w+)\.json$/, '$1');
  return all([card], /\$\{words\.(\w+)\}/g).map((word) => `cards.${name}.${word}`);
});

/** What a card may say of its subject (bot/turn/said.ts), and what stands for the rest. */
const states = new Set([
  ...all(code, /^ {2}\| '(\w+)'/gm),
  ...all(code, /\w+Card = (.+);$/gm).flatMap((types) => types.match(/\w+/g) ?? []),
  'other',
]);

/** The page's scripts name its words as texts and as properties. */
const inPage = new Set(all(sourcesIn('bot/webchat', '.js', '.eta'), /(?:'|\.|[{,] )(\w+)\b/g));

const named = [...all(code, /\bt\(\s*'([^']+)'/g), ...inCards];

describe('keys', () => {
  it('that the program names are all in the language files', () => {
    expect(named.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('that the program builds from a template are all in the language files', () => {
    const lost = templates.filter(({ template, source }) => keysFor(template, source).length === 0);
    expect(lost.map(({ template }) => template)).toEqual([]);
  });

  it('of groups are all in the language files', () => {
    const lost = groups.filter(
      (group) => !keys.some((key) => asPattern(`${group}.`).test(`${key}.`) || asPrefix(group).test(key)),
    );
    expect(lost).toEqual([]);
  });

  it('in the language files are all used', () => {
    const used = new Set([
      ...keys.filter((key) => literals.has(key)),
      ...named,
      ...templates.flatMap(({ template, source }) => keysFor(template, source)),
      ...Object.keys(commands).map((name) => `commands.${name}`),
      // Pages show all sections there are; the chat page's script picks from its group by name.
      ...keys.filter((key) =>
        groups.some((group) => group.endsWith('.sections') && asPrefix(group).test(key)),
      ),
      ...keys.filter(
        (key) =>
          /^page\.chat\.(?:(?:files|webChat)\.)?\w+$/.test(key) && inPage.has(key.split('.').at(-1) ?? ''),
      ),
      // A used card's words are picked by the state that the bot gives the newer one.
      ...keys.filter((key) => /^page\.chat\.folded\./.test(key) && states.has(key.split('.').at(-1) ?? '')),
      // The embed's words are named in what it declares, embed.d.ts.
      ...all(code, /^ {2}(\w+): string;$/gm).map((name) => `page.embed.${name}`),
    ]);
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });
});

const asPrefix = (group: string) => new RegExp(asPattern(group).source.replace(/\$$/, '\\.'));

describe('cards', () => {
  it.each(cards)('have no sentence of their own: $path', ({ text }) => {
    const shown = [...text.matchAll(/"(text|title|label|placeholder|errorMessage|altText)": "([^"]*)"/g)];
    const own = shown.map(([, , sentence]) => sentence?.replace(/\$\{[^}]*\}/g, '') ?? '');
    expect(own.filter((rest) => /\p{L}/u.test(rest))).toEqual([]);
  });
});
