// Headers that fit a request, or no request at all.
import fc, { type Arbitrary } from 'fast-check';
import { madeUp, marker } from './marker';

/** Stands for a token of the channel, which only the run has. */
const tokenHolder = '@token';
/** Tokens that are wrong in one thing, by what follows the holder. After `^` it is the character that is changed. */
const wrongTokens = ['expired', 'audience', 'issuer', 'key', 'keyId', 'hs256', 'none', 'rs512', 'claims'].map(
  (what) => `${tokenHolder}:${what}`,
);
const changedTokens = [0, 5, 37, 40, 300, 500, 700].map((at) => `${tokenHolder}^${at}`);

/** Only bytes can be sent. */
export const bytes: Arbitrary<string> = madeUp.map((text) => Buffer.from(text).toString('latin1'));
/** Mostly what an ordinary client would send, so that a request gets far. */
export const mostly = (usual: string[], odd: string[]): Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...usual) },
    { weight: 3, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: bytes },
  );

const header = (name: string, usual: string[], odd: string[]): Arbitrary<string> =>
  mostly(usual, odd).map((value) => `${name}: ${value}`);

export const host = header(
  'Host',
  ['bot.example', 'bot.example', '127.0.0.1:3978', '[::1]:80'],
  [
    ...['[', '[]', 'a:99999', 'a:-1', '%', '%00', 'a b', 'a,b', 'a@b', 'a/b?c#d', '\u00e4', 'xn--', '', ' '],
    `${'a'.repeat(300)}.example`,
  ],
);
export const otherHeaders: Arbitrary<string> = fc.oneof(
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
