// Files in words: their names and sizes, and why some do not go along.
import type { BotWords } from '../../locales';
import { type FormFile, fileLimits, type RefusedFile } from '../../mail/files';
import { firstOf, listOf } from '../../turn/listOf';
import type { Notice } from '../../turn/notice';
import { sentences } from '../../turn/said';
import { shorten } from '../../turn/shorten';

/** Bytes of a name in a sentence. */
const longestName = 60;
/** Names in a sentence. */
const mostNames = 10;
const megabyte = 1_000_000;

/** @param bytes shown as `12 kB` or `1.4 MB`, as the language writes it, with a space at which no line breaks */
export function showSize({ locale }: BotWords, bytes: number): string {
  const inMegabytes = bytes >= megabyte;
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: inMegabytes ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: inMegabytes ? 1 : 0,
  });
  const shown = format.format(inMegabytes ? bytes / megabyte : Math.max(1, bytes / 1_000));
  return shown.replace(' ', '\u00a0');
}

/** The extension stays: it tells two files of one name apart. */
export function shortName(name: string, most = longestName): string {
  const [extension = ''] = /\.[^.]{1,10}$/.exec(name) ?? [];
  return `${shorten(name.slice(0, name.length - extension.length), most - extension.length)}${extension}`;
}

const showFile = (words: BotWords, { name, size }: FormFile): string =>
  words.t('list.bracketed', { text: shortName(name), more: showSize(words, size) });

/** Names of files with their sizes, such as "plan.pdf (12 kB), photo.png (1.4 MB)". */
export const showFiles = (words: BotWords, files: readonly FormFile[]): string =>
  listOf(
    words,
    files.map((file) => showFile(words, file)),
  );

/** What the form says of its files: how many there are, and how much of the room they take. */
export function filesTitle(words: BotWords, files: readonly FormFile[]): string {
  if (files.length === 0) return '';
  const size = showSize(
    words,
    files.reduce((sum, { size }) => sum + size, 0),
  );
  return words.t('files.title', { count: files.length, size, most: showSize(words, fileLimits.bytes) });
}

/** How many files a mail may have, and how large. */
export const filesLimit = (words: BotWords) => ({
  count: fileLimits.count,
  size: showSize(words, fileLimits.bytes),
});

/** Why files do not go along and what to do instead, by reason. Empty when all do. */
export function refusedText(words: BotWords, refused: readonly RefusedFile[]): string {
  const problems = [...new Set(refused.map(({ problem }) => problem))];
  return sentences(
    ...problems.map((problem) => {
      const names = refused.filter((file) => file.problem === problem).map(({ name }) => shortName(name));
      const limit = filesLimit(words);
      return words.t(`files.refused.${problem}`, {
        ...limit,
        names: firstOf(words, names, mostNames, 'things'),
        limit: limit.count,
        count: names.length,
      });
    }),
  );
}

/** Says that files do not go along. */
export const refusedNotice = (words: BotWords, refused: readonly RefusedFile[]): Notice => {
  return { title: words.t('files.none', { count: refused.length }), text: refusedText(words, refused) };
};
