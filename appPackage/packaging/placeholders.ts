// Placeholders of the app's files, ${{BOT_ID}}, and where their values come from: the environment and the toolkit's env files.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type Json, mapTexts, textsOf } from './json';

/** As the Microsoft 365 Agents Toolkit reads them. */
const placeholder = /\$\{\{\s*(\w+)\s*\}\}/g;

export type Values = Record<string, string | undefined>;

/** The names of all placeholders, each once. */
export function placeholdersIn(json: Json): string[] {
  const names = textsOf(json).flatMap(({ text }) =>
    [...text.matchAll(placeholder)].map(([, name = '']) => name),
  );
  return [...new Set(names)].sort();
}

/** Fills them in. One without a value stays as it is. */
export const expand = (json: Json, values: Values): Json =>
  mapTexts(json, (text) => text.replace(placeholder, (whole, name: string) => values[name]?.trim() || whole));

/** The files the toolkit keeps an environment in; the second holds what is not to be committed. */
export const envFiles = (name: string) => [`env/.env.${name}`, `env/.env.${name}.user`] as const;

/** What the env files say, and above them what is set outside, as a pipeline does. Empty values count as absent. */
export function readValues(root: string, name: string, environment: Values): Values {
  const inFiles = envFiles(name)
    .map((file) => join(root, file))
    .filter((file) => existsSync(file))
    .map((file) => parseEnv(readFileSync(file, 'utf8')) as Values);
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  return Object.assign({}, ...inFiles, set);
}
