// Microsoft Graph on this machine: /me, the photo, sendMail and /users, refusing what Graph refuses.
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response, Server } from 'restify';
import type { Clock } from '../../bot/runtime/clock';
import type { Account } from '../accounts';
import { createFaults, type Fault } from '../faults';
import { type Answer, empty, queryOf, readBody, send } from '../http';
import type { Mailbox } from '../mailbox';
import type { TokenOwner, Tokens } from '../tokens';
import { ownerOf } from './access';
import { answered, plannedRefusal, type Refusal, refusal, refused, requestIds } from './answers';
import { me, photo } from './profile';
import { largestRequest, readMail } from './sendMail';
import { insufficient, users, usersScopes } from './users';

export type GraphCall = 'me' | 'photo' | 'sendMail' | 'users';

export interface GraphParts {
  tokens: Tokens;
  clock: Clock;
  mailbox: Mailbox;
  ids(): string;
}

export interface GraphStandIn {
  /** Plans what the next calls are answered with. */
  answerNext(fault: Fault<GraphCall>): { release(): void };
  /** Every request so far, for counting. */
  readonly requests: readonly { method: string; path: string; hasToken: boolean }[];
}

interface GraphRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer | 'too large';
}

interface Operation {
  call: GraphCall;
  method: string;
  /** One of these is enough. */
  scopes: string[];
  /** What a caller without the permission is told, where it is not Exchange that says it. */
  denied?: Refusal;
  run(owner: TokenOwner, request: GraphRequest): Answer | Refusal;
}

/** Adds `/v1.0/…` to a server, every method of it: the rest is answered in Graph's own error shape too. */
export function mountGraph(server: Server, { tokens, clock, mailbox, ids }: GraphParts): GraphStandIn {
  const faults = createFaults<GraphCall>();
  const requests: { method: string; path: string; hasToken: boolean }[] = [];
  const operations = operationsFor(mailbox);
  const serve = async (req: Request, res: Response) => {
    const body = await readBody(req, largestRequest);
    const { headers } = req;
    const request = { method: req.method ?? '', path: pathOf(req), query: queryOf(req), headers, body };
    const header = headers.authorization;
    requests.push({ method: request.method, path: request.path, hasToken: Boolean(header) });
    const of = requestIds(req, ids);
    const operation = operations[request.path.toLowerCase()];
    const truth = (): Answer => {
      const outcome = perform(operation, request, ownerOf(tokens, header));
      return 'code' in outcome ? refused(outcome, of, clock) : answered(outcome, of);
    };
    if (operation?.method !== request.method) return send(res, truth());
    await faults.answer(operation.call, res, truth, (fault) => refused(plannedRefusal(fault), of, clock));
  };
  for (const method of ['get', 'post', 'put', 'patch', 'del', 'head'] as const)
    server[method]('/v1.0/*', serve);
  return { answerNext: faults.plan, requests };
}

/** In Graph's order: the token, the path, the method, the permission, and only then the request itself. */
function perform(
  operation: Operation | undefined,
  request: GraphRequest,
  owner: TokenOwner | Refusal,
): Answer | Refusal {
  if ('code' in owner) return owner;
  const segment = request.path.split('/').at(-1);
  if (!operation) return refusal(404, 'ResourceNotFound', `Resource not found for the segment '${segment}'.`);
  if (operation.method !== request.method) {
    return refusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  }
  if (!operation.scopes.some((scope) => owner.scopes.includes(scope))) {
    return operation.denied ?? accessDenied;
  }
  return operation.run(owner, request);
}

const accessDenied = refusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');

const pathOf = (req: Request) => decodeURIComponent(new URL(req.url ?? '/', 'http://localhost').pathname);

function operationsFor(mailbox: Mailbox): Record<string, Operation> {
  const photoOperation: Operation = {
    call: 'photo',
    method: 'GET',
    scopes: ['User.Read'],
    run: ({ account }) => photo(account),
  };
  return {
    '/v1.0/me': {
      call: 'me',
      method: 'GET',
      scopes: ['User.Read'],
      run: ({ account }, { query }) => me(account, query.get('$select')),
    },
    '/v1.0/me/photo/$value': photoOperation,
    '/v1.0/me/photos/96x96/$value': photoOperation,
    '/v1.0/me/sendmail': {
      call: 'sendMail',
      method: 'POST',
      scopes: ['Mail.Send'],
      run: ({ account }, { body }) => sendMail(account, body, mailbox),
    },
    '/v1.0/users': { call: 'users', method: 'GET', scopes: usersScopes, denied: insufficient, run: users },
  };
}

/** 202 and no body: taken for delivery, not delivered (Graph reference, user: sendMail). */
function sendMail(account: Account, body: Buffer | 'too large', mailbox: Mailbox): Answer | Refusal {
  if (body === 'too large') {
    // microsoftgraph/microsoft-graph-docs-contrib #682.
    return refusal(413, 'BadRequest', 'The maximum request length supported is 4MB.');
  }
  const mail = readMail(body, account);
  if ('code' in mail) return mail;
  mailbox.add(mail);
  return empty(202);
}
