// Bodies in and answers out, byte for byte: restify's own formatters would add a JSON body where Microsoft sends none.
import type { Request, Response } from 'restify';

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** An answer without a body: the shape of 202, 204 and of the token service's 404. */
export const empty = (status: number): Answer => ({ status });

/** The error shape of the Bot Framework's services (ErrorResponse in its swagger files). */
export const botError = (status: number, code: string, message: string): Answer =>
  json(status, { error: { code, message } });

export function send(res: Response, { status, headers = {}, body = '' }: Answer): void {
  // A 204 has no body and no length, whatever a planned answer says (RFC 9110, 15.3.5).
  const isEmpty = status === 204;
  const length = isEmpty ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  res.writeHead(status, { ...length, ...headers });
  res.end(isEmpty ? '' : body);
}

/**
 * Reads a request's body, whether or not a body parser ran before.
 * @param limit more bytes than this are thrown away, for answering earlier would break the client's connection. Twice as many
 *   end it.
 * @returns the bytes, or 'too large'
 */
export async function readBody(req: Request, limit = 4 * 1024 * 1024): Promise<Buffer | 'too large'> {
  const { rawBody } = req as { rawBody?: unknown };
  const parts: Buffer[] =
    typeof rawBody === 'string' || Buffer.isBuffer(rawBody) ? [Buffer.from(rawBody)] : [];
  let size = parts[0]?.length ?? 0;
  if (!req.readableEnded) {
    for await (const part of req as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > 2 * limit) break;
      if (size <= limit) parts.push(part);
    }
  }
  return size > limit ? 'too large' : Buffer.concat(parts);
}

/** The query of a request; not `req.query`, which would need restify's query parser on the server. */
export const queryOf = (req: Request): URLSearchParams =>
  new URL(req.url ?? '/', 'http://localhost').searchParams;

/** A body as JSON; undefined when it is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
