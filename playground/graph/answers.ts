// Graph's way of refusing: `{ error: { code, message, innerError } }`, and an id on every answer.
import type { Request } from 'restify';
import type { Clock } from '../../bot/runtime/clock';
import type { Planned } from '../faults';
import { type Answer, json } from '../http';

/** What Graph finds wrong with a request. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
}

export const refusal = (status: number, code: string, message: string): Refusal => ({
  status,
  code,
  message,
});

/** The ids of one request: Graph echoes a `client-request-id`, or makes both the same. */
export interface RequestIds {
  'request-id': string;
  'client-request-id': string;
}

export function requestIds(req: Request, ids: () => string): RequestIds {
  const requestId = ids();
  const given = req.headers['client-request-id'];
  return { 'request-id': requestId, 'client-request-id': typeof given === 'string' ? given : requestId };
}

/** Any answer, with the ids on it. */
export const answered = (answer: Answer, of: RequestIds): Answer => ({
  ...answer,
  headers: { ...of, ...answer.headers },
});

/** A refusal in Graph's error shape; its date has no zone and no fraction, as Graph writes it. */
export function refused({ status, code, message, headers }: Refusal, of: RequestIds, clock: Clock): Answer {
  const innerError = { date: new Date(clock.now()).toISOString().slice(0, 19), ...of };
  return answered(json(status, { error: { code, message, innerError } }, headers), of);
}

const usualCodes: Record<number, string> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'ErrorAccessDenied',
  404: 'ResourceNotFound',
  413: 'ErrorMessageSizeExceeded',
  429: 'ApplicationThrottled',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

/** A planned fault as Graph would put it. */
export const plannedRefusal = ({
  status,
  code,
  message = 'Planned fault',
  headers = {},
}: Planned): Refusal => ({
  ...refusal(status, code ?? usualCodes[status] ?? 'InternalServerError', message),
  headers,
});
