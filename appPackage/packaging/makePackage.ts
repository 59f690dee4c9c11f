// From the app's files and an environment's values to a package, or to the reason why there is none.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { type AppFiles, fill, readAppFiles } from './appFiles';
import { problemsOf } from './check';
import { PackageError } from './packageError';
import { envFiles, placeholdersIn, readValues, type Values } from './placeholders';

/** The first day a zip can name, in the local time it is written in: the same input gives the same bytes everywhere. */
const noTime = new Date(1980, 0, 1);

export interface Surroundings {
  environment: Values;
  /** The repository: appPackage/ and env/ are below it. */
  root: string;
}

/**
 * Makes the package.
 * @returns the path of the zip
 * @throws PackageError naming everything that is missing or wrong at once
 */
export function makePackage(args: string[], { environment, root }: Surroundings): string {
  const name = nameOf(args);
  const values = readValues(root, name, environment);
  const files = readAppFiles(join(root, 'appPackage'));
  const missing = placeholdersIn([files.manifest, ...Object.values(files.languages)]).filter(
    (placeholder) => !values[placeholder]?.trim(),
  );
  if (missing.length > 0) throw new PackageError(missingText(missing, name, root));
  const filled = fill(files, values);
  const problems = problemsOf(filled);
  if (problems.length > 0) {
    throw new PackageError(`Teams would not take this app:\n- ${problems.join('\n- ')}`);
  }
  const folder = join(root, 'appPackage/build');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `mail-bot.${name}.zip`);
  writeFileSync(path, zip(filled));
  return path;
}

function nameOf(args: string[]): string {
  const usage = 'Say whose values to fill in: npm run package -- --env <name> reads env/.env.<name>';
  const { env } = readArguments(args, usage);
  if (!env) throw new PackageError(usage);
  if (!/^[\w-]+$/.test(env)) throw new PackageError(`"${env}" is not an environment's name. ${usage}`);
  return env;
}

function readArguments(args: string[], usage: string): { env?: string | undefined } {
  try {
    return parseArgs({ args, options: { env: { type: 'string' } } }).values;
  } catch {
    throw new PackageError(usage);
  }
}

function missingText(missing: string[], name: string, root: string): string {
  const [file, secrets] = envFiles(name);
  const where = existsSync(join(root, file)) ? file : `${file} (which does not exist)`;
  return `No value for ${missing.join(', ')}: set them in ${where}, in ${secrets} or in the environment`;
}

function zip({ manifest, languages, icons }: AppFiles): Uint8Array {
  const texts = Object.entries({ 'manifest.json': manifest, ...languages }).map(
    ([file, json]) => [file, Buffer.from(`${JSON.stringify(json, null, 2)}\n`)] as const,
  );
  return zipSync({ ...Object.fromEntries(texts), ...icons }, { mtime: noTime });
}
