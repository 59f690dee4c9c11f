// One connection of the fuzz: bytes out, answers of HTTP in, and how it ended.
import { connect } from 'node:net';
import type { RawRequest } from './requests';

export interface Exchange {
  /** The statuses of the whole answers. */
  statuses: number[];
  /** Why what came is no HTTP. */
  malformed?: string;
  /** Resolves when the connection is closed, from whichever side. */
  closed: Promise<void>;
  /** Ends it from here. */
  destroy(): void;
}

/** Milliseconds without a byte after which no more answers are expected. */
const quiet = 30;
/** The same before the first byte. A request that never ends gets no answer. */
const patience = 250;

/** Sends a raw request. Resolves when its answers are there, or none is to be expected. */
export async function exchange(port: number, { parts, ending }: RawRequest): Promise<Exchange> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: ending === 'stays' });
  let received = '';
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text;
  });
  socket.on('error', () => socket.destroy());
  for (const { text, times } of parts) {
    for (let i = 0; i < times && socket.writable; i += 1) {
      if (!socket.write(text, 'latin1')) await Promise.race([drained(socket), closed]);
    }
  }
  if (ending === 'cuts') socket.resetAndDestroy();
  for (let before = -1; before !== received.length && !socket.closed; ) {
    before = received.length;
    await Promise.race([closed, pause(before === 0 ? patience : quiet)]);
  }
  // A client that has said all: the bot must close its side too.
  if (ending === 'waits') socket.end();
  // The answer to a HEAD has the length of a body and none.
  const hasBodies = !/HEAD/i.test(parts.map(({ text }) => text).join());
  return { ...readAnswers(received, hasBodies), closed, destroy: () => void socket.destroy() };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const drained = (socket: NodeJS.EventEmitter) =>
  new Promise<void>((resolve) => socket.once('drain', resolve));

const head = /^HTTP\/1\.1 (\d{3}) [ -~]*\r\n((?:[\w!#$%&'*+.^`|~-]+: ?[\t -~]*\r\n)*)\r\n/;

/** Reads what came. An answer that was cut off is none. */
export function readAnswers(received: string, hasBodies = true): { statuses: number[]; malformed?: string } {
  const statuses: number[] = [];
  let rest = received;
  while (rest) {
    const [all, status, headers = ''] = head.exec(rest) ?? [];
    if (!all) {
      const isCutOff = !rest.includes('\r\n\r\n') && /^HTTP\/1\.1 |^HTTP\/?1?\.?1?$/.test(rest.slice(0, 9));
      return isCutOff ? { statuses } : { statuses, malformed: rest.slice(0, 500) };
    }
    const end =
      hasBodies && !/^(1|204|304)/.test(status ?? '') ? endOfBody(rest, all.length, headers) : all.length;
    if (end === 'malformed') return { statuses, malformed: rest.slice(0, 500) };
    if (end > rest.length) return { statuses };
    statuses.push(Number(status));
    rest = hasBodies ? rest.slice(end) : rest.slice(Math.max(end, rest.indexOf('HTTP/1.1 ', end)));
    if (!hasBodies && !rest.startsWith('HTTP/')) break;
  }
  return { statuses };
}

function endOfBody(text: string, start: number, headers: string): number | 'malformed' {
  const [, length] = /^content-length: ?(\d+)\r$/im.exec(headers) ?? [];
  if (length !== undefined) return start + Number(length);
  if (!/^transfer-encoding: ?chunked\r$/im.test(headers)) return text.length;
  for (let at = start; at < text.length; ) {
    const [line, size = ''] = /^([\da-f]+)\r\n/i.exec(text.slice(at, at + 20)) ?? [];
    if (!line) return text.length - at < 20 ? Number.POSITIVE_INFINITY : 'malformed';
    at += line.length + Number.parseInt(size, 16) + 2;
    if (size === '0') return at;
  }
  return Number.POSITIVE_INFINITY;
}
