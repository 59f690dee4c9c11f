// How the stand-in's routes answer: JSON in, JSON out, and refusals in Direct Line's own error shape.
import { type Next, plugins, type Request, type RequestHandler, type Response } from 'restify';

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
}

/**
 * Makes a restify chain of one function.
 * @param work gets the request (JSON body read); returns status and body, or throws a `Refusal`
 */
export function answering(
  work: (req: Request) => { status: number; body?: unknown } | Promise<{ status: number; body?: unknown }>,
): RequestHandler[] {
  const answer = async (req: Request, res: Response) => {
    try {
      const { status, body } = await work(req);
      res.send(status, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      res.send(error.status, { error: { code: error.code, message: error.message } });
    }
  };
  return [...readJson, answer];
}

// Whether the server reads bodies for every route is the server's business: read only what is still unread.
const readJson: RequestHandler[] = plugins
  .bodyParser()
  .map((read) => (req: Request, res: Response, next: Next) => {
    if (req.body !== undefined && typeof req.body !== 'string') return next();
    return read(req, res, next);
  });

/** A header's single value, or undefined. */
export function header(req: { headers: Request['headers'] }, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The request's JSON object; an absent body is an empty object, anything else is refused with 400. */
export function objectBody(req: Request): Record<string, unknown> {
  const body: unknown = req.body ?? {};
  if (isRecord(body)) return body;
  if (body === '' || (Buffer.isBuffer(body) && body.length === 0)) return {};
  throw new Refusal(400, 'BadArgument', 'The request body must be a JSON object');
}

/** Whether a value is a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}
