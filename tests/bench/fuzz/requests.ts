// Requests as no ordinary client sends them, byte by byte. The same seed gives the same bytes.
import fc, { type Arbitrary } from 'fast-check';
import { bytes, host, mostly, otherHeaders } from './headers';
import { marker } from './marker';

/** What goes over one connection. */
export interface RawRequest {
  /** Written one after the other. Each character is a byte, and `times` is for bodies without an end. */
  parts: { text: string; times: number }[];
  /** What the client does then: waits for an answer, cuts the connection, or stays without another word. */
  ending: 'waits' | 'cuts' | 'stays';
}

const method = mostly(
  ['GET', 'POST', 'POST', 'POST', 'HEAD', 'OPTIONS'],
  ['PUT', 'DELETE', 'PATCH', 'TRACE', 'CONNECT', 'PRI', 'M-SEARCH', 'QUERY', 'get', '', 'G\u00c9T'],
);
const paths = [
  '/api/messages',
  '/api/messages',
  '/healthz',
  '/readyz',
  '/',
  '/chat',
  '/api/directline/token',
  '/embed.js',
];
const target = mostly(paths, [
  ...[
    '*',
    '',
    '//',
    '///a',
    '/..;/',
    '/%',
    '/%00',
    '/%E0%A4%A',
    '/api/messages/',
    '/\\',
    '/a?b=%',
    '/?__proto__=1',
  ],
  ...[
    '/chat?locale=%F0%9F',
    '/chat?frame=1&frame[]=2',
    '/webchat/../../start.js',
    '/webchat/%2e%2e/start.js',
  ],
  ...[
    'http://[',
    'http://a:99999/',
    'https://a b/',
    'http://a@b/healthz',
    'file:///etc/passwd',
    'a:443',
    '[::1]',
  ],
  `/${'a/'.repeat(5_000)}`,
  `/chat?${'a=b&'.repeat(3_000)}`,
]);
const version = mostly(
  ['HTTP/1.1'],
  ['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'HTTP/1.1 ', 'ICY', ''],
);

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const body: Arbitrary<RawRequest['parts'][number]> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('', '{}', '[]', 'null', '{', '"', '1', '{"type":"message"}', '\u001f\u008b\u0008')
      .map(once),
  },
  { weight: 2, arbitrary: bytes.map(once) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        `${chunk('{}')}0\r\n\r\n`,
        chunk('{'),
        'zz\r\n{}\r\n',
        '2\r\n{}',
        '-2\r\n{}\r\n',
        `2;${marker}\r\n{}\r\n0\r\n`,
        'ffffffffffffffff\r\n{}\r\n',
        '0\r\nHost: [\r\n\r\n',
      )
      .map(once),
  },
  // Without an end, as far as the run goes: many megabytes.
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(chunk('[1,'.repeat(20_000)), 'a'.repeat(60_000))
      .map((text) => ({ text, times: 300 })),
  },
);

function once(text: string): RawRequest['parts'][number] {
  return { text, times: 1 };
}

/** A request whose parts fit each other or not, with some of its bytes changed. */
const request: Arbitrary<RawRequest['parts']> = fc
  .tuple(
    fc.tuple(method, target, version).map((parts) => parts.join(' ')),
    fc.option(host, { freq: 15 }),
    fc.array(otherHeaders, { maxLength: 6 }),
    fc.oneof(
      { weight: 9, arbitrary: fc.constant('\r\n') },
      { weight: 1, arbitrary: fc.constantFrom('\n', '\r', '\r\n\r\n') },
    ),
    body,
    fc.array(fc.tuple(fc.nat(5_000), fc.nat(3), fc.oneof(fc.constant(''), bytes)), { maxLength: 1 }),
  )
  .map(([line, host, headers, end, body, edits]) => {
    let head = [line, ...(host === null ? [] : [host]), ...headers, '', ''].join(end);
    for (const [at, length, put] of edits) {
      const start = at % (head.length + 1);
      // Half of all requests keep their bytes.
      if (at % 2) head = head.slice(0, start) + put + head.slice(start + length);
    }
    return [once(head), body];
  });

export const rawRequests: Arbitrary<RawRequest> = fc.record({
  // Several on one connection are sent without waiting for answers.
  parts: fc
    .oneof(
      { weight: 5, arbitrary: fc.tuple(request) },
      { weight: 1, arbitrary: fc.array(request, { minLength: 2, maxLength: 4 }) },
    )
    .map((requests) => requests.flat()),
  ending: fc.oneof(
    { weight: 8, arbitrary: fc.constant('waits' as const) },
    { weight: 1, arbitrary: fc.constantFrom('cuts' as const, 'stays' as const) },
  ),
});
