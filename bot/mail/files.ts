// The files of a form: what is known of each, what may join, and which ones a record names. Their bytes are kept elsewhere. Pure.
import { createHash } from 'node:crypto';
import type { Form, MailRecord } from './mailRecord';

/** A file that goes along with a form's mail. */
export interface FormFile {
  /** Names its bytes in the storage. */
  id: string;
  name: string;
  /** A media type, such as `application/pdf`. */
  type: string;
  /** In bytes. */
  size: number;
}

/**
 * How many files a mail may have, and how many bytes together. Graph takes a request of 4 MB, in which a file is a third larger
 * (accounts.md of the field: the measured edge is 4,194,304 characters).
 */
export const fileLimits = { count: 10, bytes: 3_000_000 };
/** Bytes of the files of all of a person's forms together. */
export const mostFileBytes = 20_000_000;

/** Why a file does not go along. */
export type FileProblem =
  /** Outlook blocks such files. */
  | 'forbidden'
  | 'empty'
  /** It alone is larger than a mail's files may be. */
  | 'tooLarge'
  /** There is no room left for it beside the others. */
  | 'noRoom'
  | 'tooMany'
  /** The drafts hold as many files as may be kept. */
  | 'draftsFull'
  /** The channel's link to it no longer works. */
  | 'expired'
  /** It lies where the bot does not read, or could not be had. */
  | 'notReadable';

export interface RefusedFile {
  name: string;
  problem: FileProblem;
}

const bytesOf = (files: readonly FormFile[]) => files.reduce((sum, { size }) => sum + size, 0);

/** Every file that a form of the record names, by its id. Two forms may name the same one. */
export function fileIdsOf({ forms }: Pick<MailRecord, 'forms'>): Set<string> {
  return new Set(Object.values(forms).flatMap(({ files = [] }) => files.map(({ id }) => id)));
}

/**
 * Adds files to those of a form, as far as there is room. Each that has none is refused, and the next one is tried.
 * @param record which the form is in
 */
export function addFiles(
  { forms }: Pick<MailRecord, 'forms'>,
  form: Pick<Form, 'files'>,
  more: readonly FormFile[],
): { files: FormFile[]; refused: RefusedFile[] } {
  const files = [...(form.files ?? [])];
  const refused: RefusedFile[] = [];
  const elsewhere = new Map(
    Object.values(forms).flatMap(({ files = [] }) => files.map((file) => [file.id, file.size] as const)),
  );
  let kept = [...elsewhere.values()].reduce((sum, size) => sum + size, 0);
  for (const file of more) {
    const { name, size } = file;
    if (files.some(({ id }) => id === file.id)) continue;
    if (files.length >= fileLimits.count) refused.push({ name, problem: 'tooMany' });
    else if (size > fileLimits.bytes) refused.push({ name, problem: 'tooLarge' });
    else if (bytesOf(files) + size > fileLimits.bytes) refused.push({ name, problem: 'noRoom' });
    else if (!elsewhere.has(file.id) && kept + size > mostFileBytes)
      refused.push({ name, problem: 'draftsFull' });
    else {
      files.push({ ...file, name: freeName(files, name) });
      if (!elsewhere.has(file.id)) kept += size;
    }
  }
  return { files, refused };
}

/** A name that none of the files has yet: a second `plan.pdf` becomes `plan (2).pdf`. */
function freeName(files: readonly FormFile[], name: string): string {
  const taken = new Set(files.map((file) => file.name.toLowerCase()));
  const [, stem = name, extension = ''] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? [];
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${stem} (${number})${extension}`;
  return free;
}

/** Names the files that a card shows. Empty without any. A card with another mark shows other files than the form has. */
export function filesMark(files: readonly FormFile[] = []): string {
  if (files.length === 0) return '';
  const ids = JSON.stringify(files.map(({ id }) => id));
  return createHash('sha256').update(ids).digest('base64url').slice(0, 8);
}
