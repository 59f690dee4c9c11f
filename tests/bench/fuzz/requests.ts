// Requests as no ordinary client sends them, byte by byte. The same seed gives the same bytes.
import fc, { type Arbitrary } from 'fast-check';
import { madeUp, marker } from './marker';

/** What goes over one connection. */
export interface RawRequest {
  /** Written one after the other. Each character is a byte, and `times` is for bodies without an end. */
  parts: { text: string; times: number }[];
  /** What the client does then: waits for an answer, cuts the connection, or stays without another word. */
  ending: 'waits' | 'cuts' | 'stays';
}

/** Stands for a token of the channel, which only the run has. */
export const tokenHolder = '@token';
/** Tokens that are wrong in one thing, by what follows the holder. After `^` it is the character that is changed. */
const wrongTokens = ['expired', 'audience', 'issuer', 'key', 'keyId', 'hs256', 'none', 'rs512', 'claims'].map(
  (what) => `${tokenHolder}:${what}`,
);
const changedTokens = [0, 5, 37, 40, 300, 500, 700].map((at) => `${tokenHolder}^${at}`);

/** Only bytes can be sent. */
const bytes: Arbitrary<string> = madeUp.map((text) => Buffer.from(text).toString('latin1'));
/** Mostly what an ordinary client would send, so that a request gets far. */
const mostly = (usual: string[], odd: string[]): Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...usual) },
    { weight: 3, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: bytes },
  );

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

const header = (name: string, usual: string[], odd: string[]): Arbitrary<string> =>
  mostly(usual, odd).map((value) => `${name}: ${value}`);

const host = header(
  'Host',
  ['bot.example', 'bot.example', '127.0.0.1:3978', '[::1]:80'],
  [
    ...['[', '[]', 'a:99999', 'a:-1', '%', '%00', 'a b', 'a,b', 'a@b', 'a/b?c#d', '\u00e4', 'xn--', '', ' '],
    `${'a'.repeat(300)}.example`,
  ],
);
const otherHeaders: Arbitrary<string> = fc.oneof(
  header(
    'Authorization',
    [`Bearer ${tokenHolder}`],
    [
      ...[
        'Bearer',
        'Bearer ',
        'Bearer a.b.c',
        'Basic YTpi',
        'Signature keyId="a",algorithm="rsa-sha256"',
        'Bearer ..',
      ],
      ...[...wrongTokens, ...changedTokens].map((token) => `Bearer ${token}`),
      ...[`bearer ${tokenHolder}`, `Bearer ${tokenHolder} ${tokenHolder}`, `Bearer ${tokenHolder}${marker}`],
      ...[
        `Bearer ${'e30.'.repeat(3_000)}`,
        'Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2FwaS5ib3RmcmFtZXdvcmsuY29tIn0.',
      ],
      ...[
        'Bearer W10.W10.W10',
        'Bearer bnVsbA.bnVsbA.bnVsbA',
        'Bearer eyJhbGciOnt9fQ.eyJpc3MiOltdLCJhdWQiOnt9LCJleHAiOiJhIn0.e30',
      ],
    ],
  ),
  header(
    'Content-Type',
    ['application/json', 'application/json; charset=utf-8'],
    [
      ...[
        'application/json; charset=utf-16',
        'application/json; charset="',
        'text/plain',
        ';',
        'a/b/c',
        'application/x-www-form-urlencoded',
      ],
      ...[
        'multipart/form-data',
        'multipart/form-data; boundary=',
        'application/jsonp',
        'application/vnd.a+json',
        '__proto__',
      ],
    ],
  ),
  header(
    'Content-Length',
    ['2', '0'],
    ['-1', '+2', '2, 2', '1', '99', '262144', '262145', '99999999999999999999', '0x2', 'NaN', ''],
  ),
  header(
    'Transfer-Encoding',
    ['chunked'],
    ['gzip', 'chunked, identity', 'xchunked', ' chunked', 'chunked\r\nTransfer-Encoding: x'],
  ),
  header('Content-Encoding', ['gzip'], ['br', 'identity', 'deflate, gzip', '']),
  header('Expect', ['100-continue'], ['a miracle', '100-continue, 100-continue', '']),
  header(
    'Connection',
    ['close', 'keep-alive'],
    ['Upgrade', 'Upgrade, HTTP2-Settings', 'close, Upgrade', '', 'content-length'],
  ),
  header('Upgrade', ['websocket'], ['h2c', 'TLS/1.0', 'a/b, c', '']),
  header('Origin', ['https://bot.example'], ['null', 'https://[', 'bot.example', 'https://evil.example']),
  header(
    'X-Forwarded-For',
    ['192.0.2.1'],
    ['::1', ', ,', '192.0.2.1, 192.0.2.2', 'unknown', '[::1]:80', '192.0.2.1:99999'],
  ),
  header('Accept', ['text/html', '*/*'], [';;q=', 'a/b;q=x', ',', '*/*;'.repeat(500)]),
  header(
    'Accept-Language',
    ['vi, en;q=0.8'],
    [';;q=,-', 'x-'.repeat(2_000), 'en;q=9,'.repeat(1_000), '*', '__proto__'],
  ),
  header('Accept-Encoding', ['gzip, br'], [';q', 'br;q=0', ',', 'gzip,'.repeat(1_000)]),
  header('Accept-Version', ['1.0.0'], ['~1', '*', '>=', '99', '1.'.repeat(2_000)]),
  header('If-None-Match', ['"a"'], ['*', 'W/', '"'.repeat(500)]),
  header('Range', ['bytes=0-1'], ['bytes=-', 'bytes=9-1', 'bytes=0-,'.repeat(200)]),
  header('X-HTTP-Method-Override', ['DELETE'], ['GET', '']),
  header('X-Request-Id', ['a'], ['\u0080', '']),
  fc.tuple(bytes, bytes).map(([name, value]) => `${name}: ${value}`),
  fc.constantFrom(
    ': a',
    'a',
    ' folded: a',
    'a:\tb\r\n c',
    'a\0b: c',
    'Host: b',
    `Cookie: ${'a=b;'.repeat(5_000)}`,
  ),
  fc.nat(300).map((count) => Array.from({ length: count }, (_, i) => `x${i}: ${marker}`).join('\r\n')),
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
