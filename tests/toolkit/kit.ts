// The toolkit's files, read for tests: the steps of each stage in order, environment files, and ${{NAMES}} in a text.
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parse } from 'yaml';

export interface Step {
  uses: string;
  with: Record<string, unknown>;
  writeToEnvironmentFile?: Record<string, string>;
}
export interface Kit {
  version: string;
  environmentFolderPath: string;
  provision: Step[];
  deploy: Step[];
  publish?: Step[];
}

const root = join(__dirname, '../..');
export const inRepository = (path: string) => join(root, path);
export const read = (path: string) => readFileSync(inRepository(path), 'utf8');
export const readKit = (file: string) => parse(read(file)) as Kit;

/** All steps, in the order in which a person runs the stages. */
export const stepsOf = ({ provision, deploy, publish = [] }: Kit) => [...provision, ...deploy, ...publish];

/** Each toolkit file with its environment. */
export const kits = [
  ['teamsapp.yml', 'env/.env.dev'],
  ['teamsapp.local.yml', 'env/.env.local'],
] as const;

export const namesIn = (text: string) => [
  ...new Set([...text.matchAll(/\$\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name)),
];

export function readEnvironment(file: string): Map<string, string> {
  const lines = read(file).matchAll(/^(\w+)=(.*)$/gm);
  return new Map([...lines].map(([, name = '', value = '']) => [name, value]));
}

/** Every file a step reads, templates with their parameters among them; what it makes itself is not one. */
export function filesReadBy({ with: given }: Step): string[] {
  const templates = (given.templates ?? []) as { path: string; parameters: string }[];
  return [
    ...(given.manifestPath ? [String(given.manifestPath)] : []),
    ...templates.flatMap(({ path, parameters }) => [path, parameters]),
  ].map((path) => posix.normalize(path));
}

/** The texts a step fills in: its own, and those of the files it reads, with the languages of a manifest. */
export function textsOf(step: Step): string[] {
  const files = filesReadBy(step).filter((file) => file.endsWith('.json'));
  return [JSON.stringify(step.with), ...files.flatMap((file) => [read(file), ...languagesOf(file)])];
}

function languagesOf(file: string): string[] {
  const languages = JSON.parse(read(file)).localizationInfo?.additionalLanguages ?? [];
  return languages.map((language: { file: string }) => read(posix.join(dirname(file), language.file)));
}
