// Whether the app's files, filled in, are what Teams takes: Microsoft's schemas, and what these leave out.
import type { AppFiles } from './appFiles';
import { at, isObject, type Json, textsOf } from './json';
import { placeholdersIn } from './placeholders';
import { sizeOfPng } from './png';
import { refusals } from './schema';

/** Everything that is wrong, each in a sentence; nothing if the files may go. */
export function problemsOf({ manifest, languages, icons }: AppFiles): string[] {
  const version = String(at(manifest, 'manifestVersion'));
  const inManifest = [
    ...refusals('MicrosoftTeams.schema.json', version, manifest),
    ...schemaProblems(manifest, version),
    ...addressProblems(manifest),
    ...domainProblems(manifest),
    ...botProblems(manifest),
    ...channelProblems(manifest, version),
    ...iconProblems(manifest, icons),
    ...left(manifest),
  ].map((problem) => `manifest.json: ${problem}`);
  const inLanguages = Object.entries(languages).flatMap(([file, json]) =>
    [
      ...refusals('MicrosoftTeams.Localization.schema.json', version, json),
      ...schemaProblems(json, version),
      ...languageProblems(json, manifest),
      ...left(json),
    ].map((problem) => `${file}: ${problem}`),
  );
  return [...inManifest, ...inLanguages];
}

/** Files that name another version's schema are read by its rules in an editor, and by ours here. */
function schemaProblems(json: Json, version: string): string[] {
  const named = at(json, '$schema');
  return String(named).includes(`/v${version}/`) ? [] : [`$schema: is not of version ${version}: ${named}`];
}

/** The schema lets http through. */
function addressProblems(manifest: Json): string[] {
  return textsOf(manifest)
    .filter(({ path }) => /Url$/.test(path))
    .filter(
      ({ text }) => !URL.canParse(text) || new URL(text).protocol !== 'https:' || /\/\/.*\/\//.test(text),
    )
    .map(({ path, text }) => `${path}: is not an https address: ${text}`);
}

/** The schema takes any text. */
function domainProblems(manifest: Json): string[] {
  const domains = at(manifest, 'validDomains');
  if (!Array.isArray(domains)) return [];
  return domains
    .map(String)
    .filter((domain) => !/^([a-z\d-]+\.)+[a-z\d-]+(:\d+)?$/i.test(domain))
    .map((domain) => `validDomains: is not a host without scheme, path or *: ${domain}`);
}

/** One bot behind everything, and the address that Teams, Entra and the OAuth connection must agree on. */
function botProblems(manifest: Json): string[] {
  const id = at(manifest, 'bots[0].botId');
  const wanted = {
    'composeExtensions[0].botId': id,
    'webApplicationInfo.resource': `api://botid-${id}`,
  };
  return Object.entries(wanted)
    .filter(([path, value]) => at(manifest, path) !== value)
    .map(([path, value]) => `${path}: is not ${value}`);
}

/** Teams refuses it at the upload; the schema does not know. Up to 1.24 a bot in teams is in their standard channels only. */
function channelProblems(manifest: Json, version: string): string[] {
  const scopes = at(manifest, 'bots[0].scopes');
  const inTeams = Array.isArray(scopes) && scopes.includes('team');
  const isNewer = Number(version.split('.')[1]) >= 25;
  const says = at(manifest, 'supportsChannelFeatures') !== undefined;
  return inTeams && isNewer && !says
    ? ['supportsChannelFeatures: is required of a bot in teams from version 1.25 on']
    : [];
}

function iconProblems(manifest: Json, icons: AppFiles['icons']): string[] {
  const wanted = { color: 192, outline: 32 };
  return Object.entries(wanted).flatMap(([name, size]) => {
    const file = String(at(manifest, `icons.${name}`));
    const png = icons[file];
    if (!png) return [`icons.${name}: there is no ${file}`];
    const { width, height } = sizeOfPng(png) ?? { width: 0, height: 0 };
    return width === size && height === size
      ? []
      : [`icons.${name}: ${file} is not a PNG of ${size} by ${size}`];
  });
}

/** Teams drops a sentence for a place that is not there without a word. */
function languageProblems(json: Json, manifest: Json): string[] {
  return Object.keys(isObject(json) ? json : {})
    .filter((path) => path !== '$schema' && typeof at(manifest, path) !== 'string')
    .map((path) => `${path}: the manifest has no such text`);
}

const left = (json: Json): string[] => placeholdersIn(json).map((name) => `\${{${name}}}: is not filled in`);
