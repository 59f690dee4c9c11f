// Bodies of strangers, many at once and one without an end: none is taken in, and nobody else waits.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const many = 600;
const large = Buffer.alloc(255 * 1024, 'x');
const head = 'POST /api/messages HTTP/1.1\r\nHost: bot.example\r\nContent-Type: application/json\r\n';

/** @returns by how many megabytes the process grew at most; nothing where the system does not tell */
export async function flood(url: string, pid: number): Promise<number | undefined> {
  const port = Number(new URL(url).port);
  const before = peakOf(pid);
  const posts = Array.from({ length: many }, () => {
    const client = connect(port, '127.0.0.1');
    client.on('error', () => client.destroy());
    client.write(`${head}Content-Length: ${large.length}\r\n\r\n`);
    client.write(large);
    return text(client).catch(() => '');
  });
  const isAlive = fetch(`${url}/healthz`).then(({ ok }) => ok);
  const answers = await Promise.all(posts);
  assert.ok(await isAlive, 'somebody else is answered meanwhile');
  // A connection that the system itself breaks off has no answer.
  const refused = answers.filter((answer) => answer.startsWith('HTTP/1.1 401 ')).length;
  assert.ok(refused > many * 0.9, `${refused} of ${many} bodies without a token are answered 401`);
  assert.match(await sendWithoutEnd(port), /^HTTP\/1\.1 401 /, 'a body without an end is answered 401');
  return before === undefined ? undefined : Number(peakOf(pid)) - before;
}

function sendWithoutEnd(port: number): Promise<string> {
  const client = connect(port, '127.0.0.1');
  client.on('error', () => client.destroy());
  client.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const more = () => {
    while (!client.destroyed && client.write(chunk));
  };
  client.on('drain', more);
  more();
  let answer = '';
  client.on('data', (part) => {
    answer += part;
  });
  return new Promise((resolve) => client.once('close', () => resolve(answer)));
}

/** The most memory the process ever had, in megabytes. */
function peakOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
