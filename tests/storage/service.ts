// A blob service that answers as planned, and a storage that asks it.

import type { RecordStore } from '../../bot/people/people';
import type { Fetch, FetchInit } from '../../bot/runtime/http';
import { readSettings } from '../../bot/settings';
import { openStorage } from '../../bot/storage';
import { standingClock, type TestClock } from '../support/clock';

/** 'silence' never answers, until it is given up. */
export type Planned = 'silence' | Error | { status: number; headers?: Record<string, string>; body?: string };

export interface Service {
  storage: RecordStore;
  clock: TestClock;
  /** Every request, oldest first. */
  sent: { url: string; init: FetchInit }[];
}

export const secretKey = 'c2VjcmV0LXNlY3JldA==';
/** An account whose address has no path of its own. */
export const byKey = `DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=${secretKey};EndpointSuffix=core.windows.net`;

export const connectedBy = (text: string) => ({ BLOB_STORAGE_CONNECTION_STRING: text });

export const missingContainer: Planned = { status: 404, headers: { 'x-ms-error-code': 'ContainerNotFound' } };
export const record: Planned = { status: 200, headers: { etag: '"1"' }, body: '{"word":"hello"}' };
export const written: Planned = { status: 201 };

/** Opens the storage of these settings, whose calls are answered so, in this order. */
export function plannedService(
  answers: Planned[],
  environment: Record<string, string> = connectedBy(byKey),
): Service {
  const clock = standingClock();
  const sent: Service['sent'] = [];
  const fetch: Fetch = (url, init) => {
    sent.push({ url, init });
    return answerWith(answers[sent.length - 1] ?? new Error('Nothing was planned'), init);
  };
  const storage = openStorage(readSettings(environment), { clock, random: () => 0.5, fetch });
  return { storage, clock, sent };
}

async function answerWith(planned: Planned, { signal }: FetchInit): Promise<Response> {
  if (planned === 'silence')
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  if (planned instanceof Error) throw planned;
  const { status, headers = {}, body = '' } = planned;
  return new Response(body, { status, headers });
}
