// The app's files as they are in the repository, filled in with values that are nobody's.
import { join } from 'node:path';
import { type AppFiles, fill, readAppFiles } from '../../appPackage/packaging/appFiles';
import { at, type Json, type JsonObject } from '../../appPackage/packaging/json';

export const root = join(__dirname, '../..');

export const sampleValues = {
  TEAMS_APP_ID: '11111111-1111-4111-8111-111111111111',
  BOT_ID: '22222222-2222-4222-8222-222222222222',
  BOT_DOMAIN: 'bot.example',
  AAD_APP_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
};

export const appFiles = readAppFiles(join(root, 'appPackage'));
export const sample = fill(appFiles, sampleValues);

/** A copy of the sample to spoil. */
export const sampleToChange = (): AppFiles => structuredClone(sample);

/** Puts a value at a path such as `bots[0].botId`, or takes away what is there. */
export function put(json: Json, path: string, value: Json | undefined): void {
  const [, above = '', last = ''] = /^(.*?)\.?(\w+)\]?$/.exec(path) ?? [];
  const parent = at(json, above) as JsonObject;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}
