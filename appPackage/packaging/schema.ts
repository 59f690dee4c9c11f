// Microsoft's own schemas of the manifest and of its language files, each in the version that the manifest names.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Json } from './json';

type Kind = 'MicrosoftTeams.schema.json' | 'MicrosoftTeams.Localization.schema.json';

const schemas = join(
  dirname(require.resolve('@microsoft/app-manifest/package.json')),
  'build/json-schemas/teams',
);

/** Compiling one takes a tenth of a second, so each is compiled once. */
const compiled = new Map<string, ValidateFunction | undefined>();

/** What of `json` the schema refuses; that there is no schema of this version counts too. */
export function refusals(kind: Kind, version: string, json: Json): string[] {
  const key = `${version} ${kind}`;
  if (!compiled.has(key)) compiled.set(key, compile(kind, version));
  const check = compiled.get(key);
  if (!check) return [`manifestVersion: there is no schema of version "${version}"`];
  if (check(json)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath.slice(1).replaceAll('/', '.') || 'the file'}: ${message} ${JSON.stringify(params)}`,
  );
}

function compile(kind: Kind, version: string): ValidateFunction | undefined {
  if (!/^\d+\.\d+$/.test(version)) return undefined;
  const file = join(schemas, `v${version}`, kind);
  if (!existsSync(file)) return undefined;
  // The schemas were not written for ajv: its strict mode takes their style for slips, and a pattern of the language
  // files' schema is none with the u flag.
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
  addFormats(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
}
