// How the stand-in's routes answer: JSON in, JSON out, and refusals in Direct Line's own error shape.
import type { Request, RequestHandler, Response, Server } from 'restify';
import { parseJson, readBody } from '../http';

/**
 * A request that is refused. Direct Line and the connector share one error body, `{ error: { code, message } }`
 * (ErrorResponse in the Direct Line 3.0 and Connector API descriptions).
 */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get body() {
    return { error: { code: this.code, message: this.message } };
  }
}

export interface Reply {
  status: number;
  body?: unknown;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });

/**
 * Makes a restify handler of one function.
 * @param work returns status and body, or throws a `Refusal`; anything else it throws is a 500
 */
export function answering(work: (req: Request) => Reply | Promise<Reply>): RequestHandler {
  return async (req: Request, res: Response) => {
    try {
      const { status, body } = await work(req);
      res.send(status, body);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'ServiceError', String(error));
      res.send(refusal.status, refusal.body);
    }
  };
}

/** Gives the web server's own refusals (no such path, no such method) the error shape too. */
export function shapeErrors(server: Server, paths: RegExp): void {
  server.on('restifyError', (req: Request, _res: Response, error: unknown, done: () => void) => {
    if (paths.test(req.url ?? '') && error instanceof Error) {
      // Restify sends what an error says of itself as JSON.
      const code = 'body' in error && isRecord(error.body) ? String(error.body.code) : error.name;
      const body = { error: { code, message: error.message } };
      Object.assign(error, { toJSON: () => body });
    }
    done();
  });
}

/** A header's single value, or undefined. */
export function header(req: { headers: Request['headers'] }, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** In bytes: "The request content length exceeded limit of 262144 bytes" (botframework-sdk issues 3477 and 6669). */
const largestActivity = 262_144;

/**
 * Reads the request's JSON object; an absent body is an empty object.
 * @param tooLarge the status for more than an activity may be; the clients' description knows no 413
 * @throws Refusal 400 for anything that is no JSON object
 */
export async function objectBody(req: Request, tooLarge = 400): Promise<Record<string, unknown>> {
  const bytes = await readBody(req, largestActivity);
  if (bytes === 'too large') {
    const message = `The request content length exceeded limit of ${largestActivity} bytes`;
    throw new Refusal(tooLarge, 'MessageSizeTooBig', message);
  }
  const body = bytes.length ? parseJson(bytes) : {};
  if (isRecord(body)) return body;
  throw new Refusal(400, 'BadArgument', 'The request body must be a JSON object');
}

/** Whether a value is a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value if it is a string with something in it. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
