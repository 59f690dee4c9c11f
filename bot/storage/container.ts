// A container of Azure blob storage, reached by plain calls of its REST API, and made when it is missing.

import { StorageUnavailable } from '../people/people';
import { IdentityUnavailable } from '../runtime/identity';
import type { Answer, SendTwice } from '../runtime/retry';
import type { Access, BlobRequest } from './access';

/** Of the REST API: the newest that the tests' Azurite knows too. */
const version = '2025-11-05';

export interface ContainerRequest extends Pick<BlobRequest, 'method' | 'headers' | 'body'> {
  /** Of a blob, percent-encoded; none is the container. */
  name?: string;
}

/**
 * Sends a request to the container or a blob in it, and once more where the container had to be made first.
 * @returns the answer, whatever its status
 * @throws (rejects with) StorageUnavailable when there is none
 */
export type Container = (request: ContainerRequest) => Promise<Answer>;

/**
 * Opens a container; nothing is sent yet.
 * @param url its address, without a trailing slash
 * @param now milliseconds since 1970; a signed request counts for 15 minutes
 */
export function openContainer(
  url: string,
  access: Access,
  sendTwice: SendTwice,
  now: () => number,
): Container {
  const { origin, pathname } = new URL(url);

  const send: Container = async ({ method, name, headers, body }) => {
    const isContainer = name === undefined;
    const path = isContainer ? pathname : `${pathname}/${name}`;
    const query = isContainer ? 'restype=container' : '';
    const all = { ...headers, 'x-ms-date': new Date(now()).toUTCString(), 'x-ms-version': version };
    const content = body === undefined ? {} : { body };
    try {
      const authorization = await access.authorize({ method, path, query, headers: all, ...content });
      const search = [query, access.query].filter(Boolean).join('&');
      return await sendTwice(`${origin}${path}${search && `?${search}`}`, {
        method,
        headers: authorization ? { ...all, authorization } : all,
        ...content,
      });
    } catch (error) {
      if (error instanceof IdentityUnavailable) throw new StorageUnavailable(error.message);
      // What was thrown stays behind: the address may be in it, and in that a signature.
      throw new StorageUnavailable('The storage did not answer');
    }
  };

  let making: Promise<void> | undefined;
  const make = () => {
    making ??= send({ method: 'PUT', headers: {}, body: '' })
      .then((answer) => {
        if (answer.status !== 201 && codeOf(answer) !== 'ContainerAlreadyExists') throw refusalOf(answer);
      })
      .finally(() => {
        making = undefined;
      });
    return making;
  };

  return async (request) => {
    const answer = await send(request);
    // At a read too: a bot that may not make it, or whose settings lead elsewhere, is found out by /readyz.
    if (answer.status !== 404 || codeOf(answer) !== 'ContainerNotFound') return answer;
    await make();
    return send(request);
  };
}

const codeOf = ({ headers }: Answer): string => headers.get('x-ms-error-code') ?? '';

/** The error for an answer that does not do: its status and Azure's code, which is a name. The rest is the service's. */
export function refusalOf(answer: Answer): StorageUnavailable {
  const [code = ''] = /^\w{1,64}$/.exec(codeOf(answer)) ?? [];
  return new StorageUnavailable(`The storage answered ${answer.status} ${code}`.trim());
}
