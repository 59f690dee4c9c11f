// The files that come with an activity: each is read only from where its channel keeps files, bounded in bytes and time.
import type { Activity, Attachment } from 'botbuilder';
import { fileLimits } from '../mail/files';
import { type Fetch, type FetchResponse, tooLarge } from '../runtime/http';
import { isDataUrl, readDataUrl } from './dataUrl';
import { type FileSettings, type FileSource, readAddress, sourceOf } from './fileSources';
import type { OwnToken } from './serviceCalls';

/** A file that came with a message. It is not read yet. */
export interface IncomingFile {
  /** As the sender names it. A person sees it only after `cleanFileName`. */
  name?: string;
  /** As the sender says. */
  contentType: string;
  /**
   * Reads it: `fileLimits.bytes` at most, until the signal ends.
   * @throws FileUnavailable
   */
  read(signal: AbortSignal): Promise<Buffer>;
}

/** The file could not be had. Neither its name nor its address is in this error: an address may let anybody read the file. */
export class FileUnavailable extends Error {
  override name = 'FileUnavailable';
  constructor(readonly reason: 'notReadable' | 'expired' | 'tooLarge') {
    super(`A file could not be read: ${reason}`);
  }
}

/** The files among an activity's attachments, in their order. */
export type FilesIn = (
  activity: Pick<Activity, 'attachments' | 'channelId' | 'serviceUrl'>,
) => IncomingFile[];

export interface FileAccess {
  fetch: Fetch;
  /** The bot's own token for the channel's service. */
  token: OwnToken;
  settings: FileSettings;
}

/** Of one file. SharePoint may hand over to another of its hosts. */
const mostRedirects = 3;
const redirects = [301, 302, 303, 307, 308];

export function openIncomingFiles({ fetch, token, settings }: FileAccess): FilesIn {
  return (activity) =>
    (activity.attachments ?? []).filter(isFile).map((attachment) => {
      const { name, contentType } = attachment;
      const read = async (signal: AbortSignal) => {
        const source = sourceOf(activity, attachment, settings);
        if (!source) throw new FileUnavailable('notReadable');
        const done = new AbortController();
        const until = AbortSignal.any([signal, done.signal]);
        try {
          signal.throwIfAborted();
          return checked(await untilOver(signal, readFrom(source, { fetch, token }, until)));
        } catch (error) {
          if (error instanceof FileUnavailable) throw error;
          // Any other error may repeat the address, so it goes no further.
          throw new FileUnavailable(isTooLarge(error) ? 'tooLarge' : 'notReadable');
        } finally {
          // Ends what is left: the bodies of redirects and refusals, which nobody reads.
          done.abort();
        }
      };
      return { ...(name ? { name } : {}), contentType, read };
    });
}

/** A card is none, and neither is what only says something about the message: in Teams its text, and quoted messages. */
function isFile({ contentType, name, contentUrl }: Attachment): boolean {
  if (/\.card\./i.test(contentType)) return false;
  if (!name && /^text\/(html|plain)$/i.test(contentType)) return false;
  return Boolean(name || contentUrl || /^(image|audio|video)\/|\.file\.download\.info$/i.test(contentType));
}

async function readFrom(
  source: FileSource,
  { fetch, token }: Pick<FileAccess, 'fetch' | 'token'>,
  signal: AbortSignal,
): Promise<Buffer> {
  if (source.takesData && isDataUrl(source.address)) {
    const bytes = readDataUrl(source.address);
    if (!bytes) throw new FileUnavailable('notReadable');
    return bytes;
  }
  let url = readAddress(source.address);
  for (let redirected = 0; redirected <= mostRedirects; redirected++) {
    if (!url || !source.has(url)) break;
    const own = source.isOwnService ? await token() : undefined;
    signal.throwIfAborted();
    const answer = await fetch(url.href, {
      headers: { 'User-Agent': 'teams-mail-bot', ...(own ? { Authorization: `Bearer ${own}` } : {}) },
      redirect: 'manual',
      signal,
      maxBytes: fileLimits.bytes,
    });
    if (!redirects.includes(answer.status)) return bytesOf(answer, source);
    const location = answer.headers.get('location');
    url = location ? readAddress(location, url) : undefined;
  }
  throw new FileUnavailable('notReadable');
}

async function bytesOf(answer: FetchResponse, { expires }: FileSource): Promise<Buffer> {
  const { status, headers } = answer;
  if (expires && (status === 401 || status === 403)) throw new FileUnavailable('expired');
  // 200 alone is the whole file. A packed one would arrive as other bytes than were sent.
  const isWhole = status === 200 && (headers.get('content-encoding') ?? 'identity') === 'identity';
  if (!isWhole) throw new FileUnavailable('notReadable');
  return Buffer.from(await answer.arrayBuffer());
}

function checked(bytes: Buffer): Buffer {
  if (bytes.length > fileLimits.bytes) throw new FileUnavailable('tooLarge');
  return bytes;
}

const isTooLarge = (error: unknown) => error instanceof Error && 'code' in error && error.code === tooLarge;

/** Gives up with the signal, whatever is waited for: the bot's token is asked for without it. */
function untilOver<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
