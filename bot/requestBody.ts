// Reads the JSON body of a request: never more of it than its limit, and of all bodies together never more than theirs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Next, Request, Response } from 'restify';

export interface BodyLimits {
  /** Bytes of one body. */
  one: number;
  /** Bytes of all bodies whose requests are not answered yet. */
  all: number;
}

type Answer = [status: number, error: string];
const packed: Answer = [415, 'The body must not be packed'];
const noJson: Answer = [415, 'The body must be JSON'];
const malformed: Answer = [400, 'The body is no JSON'];
const tooLong: Answer = [413, 'The body is too long'];
const tooMany: Answer = [503, 'Too many bodies at once'];

const jsonType = /^application\/([\w.-]+\+)?json$/;

/** Asks for the body of a client that waits to be asked (`Expect: 100-continue`). Other expectations Node refuses itself. */
export function askForBody(req: IncomingMessage, res: ServerResponse): void {
  if (req.headers.expect && req.httpVersion === '1.1') res.writeContinue();
}

/**
 * Makes a handler that puts the parsed body into `req.body`. restify's own parsers unpack a body without a limit, and read one
 * that is too long to its end.
 */
export function readJson(limits: BodyLimits) {
  let held = 0;
  return (req: Request, res: Response, next: Next) => {
    const refuse = ([status, error]: Answer) => {
      res.send(status, { error });
      next(false);
    };
    if (req.headers['content-encoding'] !== undefined) return refuse(packed);
    if (!jsonType.test(req.getContentType().trim())) return refuse(noJson);
    if (Number(req.headers['content-length'] ?? 0) > limits.one) return refuse(tooLong);
    askForBody(req, res);

    // Copied into one piece: kept as they come, chunks of one byte each would cost a hundred times their size.
    let bytes = Buffer.alloc(0);
    let size = 0;
    const grow = (room: number) => {
      held += room - bytes.length;
      bytes = Buffer.concat([bytes], room);
    };
    // A response that waits behind another one is not told that its connection was closed.
    const { socket } = req;
    const release = () => {
      grow(0);
      socket.off('close', release);
    };
    res.once('close', release);
    socket.once('close', release);

    const settle = () => req.off('data', take).off('end', parse).off('close', leave);
    const take = (part: Buffer) => {
      const whole = size + part.length;
      const room = Math.max(bytes.length, Math.min(limits.one, Math.max(whole, 2 * bytes.length)));
      const answer =
        whole > limits.one ? tooLong : held - bytes.length + room > limits.all ? tooMany : undefined;
      if (answer) {
        settle();
        req.pause();
        return refuse(answer);
      }
      if (room > bytes.length) grow(room);
      part.copy(bytes, size);
      size = whole;
    };
    const parse = () => {
      settle();
      try {
        req.body = size > 0 ? JSON.parse(bytes.toString('utf8', 0, size)) : undefined;
      } catch {
        return refuse(malformed);
      }
      next();
    };
    const leave = () => {
      settle();
      next(false);
    };
    req.on('data', take).once('end', parse).once('close', leave);
  };
}
