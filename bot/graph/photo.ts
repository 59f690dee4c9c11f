// The profile photo: small, or none; kept an hour in memory because it is the one slow and rarely changing part of a profile.
import { ResponseType } from '@microsoft/microsoft-graph-client';
import { tooLarge } from '../runtime/http';
import type { Graph } from './client';
import { GraphAnswered, GraphCallFailed } from './errors';

const hour = 3_600_000;
/** A card with a larger picture might pass a channel's size limit. */
const largest = 15_000;
/** Bytes of Graph's answer that are read. 96 by 96 pixels take a fraction of it. */
const largestAnswer = 256 * 1024;
/** Characters of photos kept in memory: some hundred photos, or that tens of thousands of people have none. */
const most = 8_000_000;
/** Roughly the characters that an entry takes besides its photo. */
const entry = 200;

export interface Photos {
  /** Gives the photo of a Graph user as a data URI, or '' when there is none to show. It never rejects. */
  of(graph: Graph, userId: string): Promise<string>;
  forget(userId: string): void;
}

/**
 * Opens a cache of photos.
 * @param now milliseconds since 1970
 * @param room characters it may take
 */
export function openPhotos(now: () => number, room = most): Photos {
  const cache = new Map<string, { photo: string; until: number }>();
  let taken = 0;

  const drop = (userId: string) => {
    taken -= (cache.get(userId)?.photo.length ?? -entry) + entry;
    cache.delete(userId);
  };
  const keep = (userId: string, photo: string) => {
    drop(userId);
    cache.set(userId, { photo, until: now() + hour });
    taken += photo.length + entry;
    for (const oldest of cache.keys()) {
      if (taken <= room) break;
      drop(oldest);
    }
  };

  return {
    async of(graph, userId) {
      const known = cache.get(userId);
      if (known && known.until > now()) return known.photo;
      const photo = await getPhoto(graph);
      // Graph could not say, so the next turn asks again.
      if (photo === undefined) return '';
      keep(userId, photo);
      return photo;
    },
    forget: drop,
  };
}

/** @returns '' when there is no photo to show, undefined when that is not known */
async function getPhoto(graph: Graph): Promise<string | undefined> {
  try {
    const image: ArrayBuffer | undefined = await graph.call((client) =>
      client
        .api('/me/photos/96x96/$value')
        .option('maxBytes', largestAnswer)
        .responseType(ResponseType.ARRAYBUFFER)
        .get(),
    );
    // The library gives nothing for a 204.
    const bytes = Buffer.from(image ?? new ArrayBuffer(0));
    const type = imageType(bytes);
    return type && bytes.length <= largest ? `data:${type};base64,${bytes.toString('base64')}` : '';
  } catch (error) {
    // Personal accounts and people without a photo: 401 or 404, and no reason to leave the profile out.
    if (error instanceof GraphAnswered) return error.status < 500 && error.status !== 429 ? '' : undefined;
    // Whatever else went wrong, the profile is shown without the photo.
    return error instanceof GraphCallFailed && error.code === tooLarge ? '' : undefined;
  }
}

function imageType(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png';
  return undefined;
}
