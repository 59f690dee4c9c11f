// The check of the app package: mistakes are found before Teams refuses them, each with its place.
import { problemsOf } from '../../appPackage/packaging/check';
import type { Json } from '../../appPackage/packaging/json';
import { put, sampleToChange } from './sample';

/** The problems of the sample with one thing in its manifest changed. */
function problemsWith(path: string, value: Json | undefined): string[] {
  const files = sampleToChange();
  put(files.manifest, path, value);
  return problemsOf(files);
}

/** The problems of the sample with one Vietnamese text changed. */
function problemsWithText(path: string, value: Json): string[] {
  const files = sampleToChange();
  Object.assign(files.languages['vi.json'] as object, { [path]: value });
  return problemsOf(files);
}

const command = { title: 'help', description: 'Help' };
const bot = 'bots[0].botId';

describe('a manifest is refused', () => {
  it.each<[string, string, Json | undefined, RegExp]>([
    ['without a name', 'name', undefined, /must have required property 'name'/],
    ['with a short name of 31 characters', 'name.short', 'm'.repeat(31), /name\.short: must NOT have more/],
    ['with an id that is no GUID', 'id', 'mail-bot', /manifest\.json: id: must match/],
    ['with a bot that is no GUID', bot, 'bot', /bots\.0\.botId: must match/],
    ['with a bot for nobody', 'bots[0].scopes', undefined, /required property 'scopes'/],
    ['with a place Teams does not know', 'bots[0].scopes', ['elsewhere'], /bots\.0\.scopes/],
    ['with a text for a switch', 'bots[0].supportsFiles', 'no', /supportsFiles: must be boolean/],
    ['with 13 commands', 'bots[0].commandLists[0].commands', Array(13).fill(command), /more than 12/],
    ['with a colour that is none', 'accentColor', 'violet', /accentColor: must match/],
    ['with a property nobody knows', 'colour', '#4A3FD1', /must NOT have additional properties/],
    ['of a version there is no schema of', 'manifestVersion', '9.9', /no schema of version "9\.9"/],
    ['of a version that is a path', 'manifestVersion', '../v1.24', /no schema of version/],
    ['of another version than its schema', 'manifestVersion', '1.23', /\$schema: is not of version 1\.23/],
    ['of 1.25 that says nothing of private channels', 'manifestVersion', '1.25', /supportsChannelFeatures/],
    ['with an address without encryption', 'developer.privacyUrl', 'http://bot.example/', /https address/],
    ['with a scheme twice', 'developer.websiteUrl', 'https://https://bot.example/', /https address/],
    ['with a domain that has a scheme', 'validDomains[0]', 'https://bot.example', /validDomains/],
    ['with a domain that has a path', 'validDomains[0]', 'bot.example/chat', /validDomains/],
    ['with any domain', 'validDomains[0]', '*.azurewebsites.net', /validDomains/],
    ['with an action of another bot', 'composeExtensions[0].botId', crypto.randomUUID(), /composeExtensions/],
    ['with a sign-in for another bot', 'webApplicationInfo.resource', 'api://bot', /is not api:\/\/botid-2/],
    ['with an icon that is not there', 'icons.color', 'colour.png', /there is no colour\.png/],
    ['with icons in each other’s place', 'icons.outline', 'color.png', /not a PNG of 32 by 32/],
    ['with something left open', 'description.short', `\${{${'WHAT'}}}`, /WHAT.*is not filled in/],
  ])('%s', (_what, path, value, problem) => {
    expect(problemsWith(path, value).join('\n')).toMatch(problem);
  });

  it('with an icon that is no image', () => {
    const files = sampleToChange();
    files.icons['color.png'] = new Uint8Array(Buffer.from('not a PNG at all, but long enough'));
    expect(problemsOf(files)).toEqual(['manifest.json: icons.color: color.png is not a PNG of 192 by 192']);
  });
});

describe('Vietnamese texts are refused', () => {
  it.each<[string, string, Json, RegExp]>([
    ['with an empty name', 'name.short', '', /vi\.json: name\.short/],
    [
      'with a title that is too long',
      'composeExtensions[0].commands[0].title',
      'g'.repeat(33),
      /more than 32/,
    ],
    ['for a key that is none', 'name.long', 'Bot gửi thư', /additional properties/],
    ['for a command that is not there', 'bots[0].commandLists[0].commands[99].title', 'gửi', /no such text/],
  ])('%s', (_what, path, value, problem) => {
    expect(problemsWithText(path, value).join('\n')).toMatch(problem);
  });
});

it('every mistake is reported at once', () => {
  const files = sampleToChange();
  put(files.manifest, bot, 'bot');
  put(files.manifest, 'accentColor', 'violet');
  const told = problemsOf(files).join('\n');
  expect([/botId/.test(told), /accentColor/.test(told)]).toEqual([true, true]);
});
