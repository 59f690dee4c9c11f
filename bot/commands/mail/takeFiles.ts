// The files of a message, read from the channel and kept beside the person's record, for a form to name.
import { createHash } from 'node:crypto';
import { FileUnavailable, type IncomingFile } from '../../channel/incomingFiles';
import { currentFormOf } from '../../mail/currentForm';
import { cleanFileName, isForbidden, typeOf } from '../../mail/fileNames';
import { addFiles, type FormFile, fileLimits, type RefusedFile } from '../../mail/files';
import type { Attachment } from '../../mail/send';
import type { Turn } from '../../turn/turn';

/** Files that came with a message: those that are kept now, and those that cannot go along. */
export interface Taken {
  files: FormFile[];
  refused: RefusedFile[];
}

export const noFiles: Taken = { files: [], refused: [] };

/** Milliseconds for all files of a message together. A turn that takes nine seconds counts as one that nobody finishes. */
const readWithin = 7_000;
/** Files of a message that are looked at. A channel may bring thousands, all of them empty. */
const mostTries = 2 * fileLimits.count;

/**
 * Reads and keeps the files of this turn's message, one after another: together they may be no larger than a mail's files.
 * They are kept before a form names them, so that no form promises a file that is not there. What has no room is not kept:
 * nobody would delete it.
 * @param isForCurrent whether they are for the form in hand, if there is one
 * @throws StorageUnavailable
 */
export async function takeFiles(turn: Turn, isForCurrent = true): Promise<Taken> {
  const { services, activity, person } = turn;
  const incoming = services.incomingFiles(activity);
  if (incoming.length === 0) return noFiles;
  const signal = services.clock.timeout(readWithin);
  const taken: Taken = { files: [], refused: [] };
  const record = await person.record();
  const current = isForCurrent ? currentFormOf(record)?.files : undefined;
  for (const [index, one] of incoming.entries()) {
    const said = cleanFileName(one.name, one.contentType);
    const refuse = (problem: RefusedFile['problem']) => taken.refused.push({ name: said, problem });
    if (isForbidden(one.name ?? '')) refuse('forbidden');
    else if (taken.files.length >= fileLimits.count || index >= mostTries) refuse('tooMany');
    else {
      const read = await readIncoming(one, signal);
      if ('problem' in read) refuse(read.problem);
      else {
        const type = typeOf(one.name ?? '', one.contentType, read.bytes);
        const id = fileId(turn, index, read.bytes);
        const file = { id, name: cleanFileName(one.name, type), type, size: read.bytes.length };
        const [lacking] = addFiles(record, { files: [...(current ?? []), ...taken.files] }, [file]).refused;
        if (lacking) refuse(lacking.problem);
        else {
          await person.saveFile(id, read.bytes);
          taken.files.push(file);
        }
      }
    }
  }
  return taken;
}

/**
 * Reads the files of a form that is to be sent.
 * @returns those that are not there any more, if there are such
 * @throws StorageUnavailable
 */
export async function readFiles(
  { person }: Turn,
  files: readonly FormFile[],
): Promise<{ attachments: Attachment[] } | { lost: FormFile[] }> {
  const read = await Promise.all(
    files.map(async (file) => ({ ...file, bytes: await person.readFile(file.id) })),
  );
  const lost = files.filter((_, index) => read[index]?.bytes === undefined);
  if (lost.length > 0) return { lost };
  return { attachments: read.flatMap(({ name, type, bytes }) => (bytes ? [{ name, type, bytes }] : [])) };
}

async function readIncoming(
  file: IncomingFile,
  signal: AbortSignal,
): Promise<{ bytes: Buffer } | Pick<RefusedFile, 'problem'>> {
  try {
    const bytes = await file.read(signal);
    return bytes.length > 0 ? { bytes } : { problem: 'empty' };
  } catch (error) {
    if (error instanceof FileUnavailable) return { problem: error.reason };
    throw error;
  }
}

/** An activity that is delivered again brings the same files once more, and no form names one twice. */
function fileId(
  { activity: { id, conversation }, services: { ids } }: Turn,
  index: number,
  bytes: Buffer,
): string {
  if (!id) return ids.unique();
  const hash = createHash('sha256')
    .update(JSON.stringify([conversation.id, id, index]))
    .update(bytes);
  return hash.digest('base64url').slice(0, 22);
}
