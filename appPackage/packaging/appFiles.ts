// The files an app package is made of: the manifest, and the icons and language files it names.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, type Json } from './json';
import { PackageError } from './packageError';
import { expand, type Values } from './placeholders';

/** Far over any file of ours, far under what Teams takes. In bytes. */
const largestFile = 256 * 1024;

/** By their names in the package. */
export interface AppFiles {
  manifest: Json;
  languages: Record<string, Json>;
  icons: Record<string, Uint8Array>;
}

/**
 * Reads the manifest and what it names. An icon that is not there is left out.
 * @throws PackageError for a file that cannot be used at all
 */
export function readAppFiles(folder: string): AppFiles {
  const manifest = readJson(folder, 'manifest.json');
  const named = (path: string) => String(at(manifest, path));
  const additional = at(manifest, 'localizationInfo.additionalLanguages');
  const languages = Array.isArray(additional)
    ? additional.map((language) => String(at(language, 'file')))
    : [];
  const icons = [named('icons.color'), named('icons.outline')].filter((file) =>
    existsSync(join(folder, file)),
  );
  return {
    manifest,
    languages: Object.fromEntries(languages.map((file) => [file, readJson(folder, file)])),
    icons: Object.fromEntries(icons.map((file) => [file, readFile(folder, file)])),
  };
}

function readJson(folder: string, file: string): Json {
  try {
    return JSON.parse(readFile(folder, file).toString('utf8')) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) throw new PackageError(`${file} is not JSON: ${error.message}`);
    throw error;
  }
}

function readFile(folder: string, file: string): Buffer {
  // A name with a path in it would be another file's, or lie elsewhere in the zip.
  if (!/^[\w-]+\.\w+$/.test(file)) throw new PackageError(`"${file}" does not lie beside the manifest`);
  const path = join(folder, file);
  if (!existsSync(path)) throw new PackageError(`appPackage/${file} does not exist`);
  const bytes = readFileSync(path);
  if (bytes.length > largestFile) {
    throw new PackageError(`${file} has ${bytes.length} bytes; ${largestFile} are allowed`);
  }
  return bytes;
}

/** The files with their placeholders filled in. */
export function fill({ manifest, languages, icons }: AppFiles, values: Values): AppFiles {
  const filled = Object.entries(languages).map(([file, json]) => [file, expand(json, values)] as const);
  return { manifest: expand(manifest, values), languages: Object.fromEntries(filled), icons };
}
