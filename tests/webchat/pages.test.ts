// The web pages: what they show, in which language, with which headers.
import http from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { languageOf, languages, words } from '../../bot/locales';
import type { Operator } from '../../bot/settings';
import { createPages } from '../../bot/webchat/pages';
import { startPages } from './pageRig';

type Pages = Awaited<ReturnType<typeof startPages>>;
let pages: Pages;
beforeEach(async () => {
  pages = await startPages({ webChatTrustedOrigins: ['https://intranet.example'] });
});
afterEach(() => pages.stop());

const text = async (path: string, headers?: Record<string, string>) =>
  (await pages.get(path, headers)).text();

test.each(['/', '/chat', '/privacy', '/terms'])('%s has the security headers', async (path) => {
  const { headers } = await pages.get(path);
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
      "connect-src 'self' blob: https://directline.example wss://directline.example; " +
      "frame-src 'self'; frame-ancestors 'self' https://intranet.example; base-uri 'none'; form-action 'self'",
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
});

test.each(['/', '/chat'])(
  '%s has no inline script and loads only its own files, which are there',
  async (path) => {
    const page = await text(path);
    const scripts = [...page.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)];
    for (const [, attributes, content] of scripts) {
      if (content) expect(attributes).toContain('type="application/json"');
    }
    const files = [...page.matchAll(/(?:src|href)="(\/(?:webchat\/|embed)[^"]+)"/g)].map(([, file]) =>
      String(file),
    );
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const answer = await pages.get(file, { 'accept-encoding': 'gzip' });
      expect([file, answer.status, answer.headers.get('cache-control')]).toEqual([
        file,
        200,
        file.includes('?v=') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ]);
    }
  },
);

test('files come compressed as the browser accepts, and not again when it has them', async () => {
  const plain = await raw('/webchat/common/page.css', {});
  const br = await raw('/webchat/common/page.css', { 'accept-encoding': 'gzip, deflate, br' });
  const gzip = await raw('/webchat/common/page.css', { 'accept-encoding': 'gzip, br;q=0' });
  expect([
    plain.headers['content-encoding'],
    br.headers['content-encoding'],
    gzip.headers['content-encoding'],
  ]).toEqual([undefined, 'br', 'gzip']);
  expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
  expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  expect(plain.headers['cache-control']).toBe('no-cache');
  const again = await raw('/webchat/common/page.css', { 'if-none-match': String(plain.headers.etag) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test.each([
  ['vi-VN,vi;q=0.9', 'vi', 'Quyền riêng tư'],
  ['en-GB', 'en', 'Privacy'],
  ['ko-KR,de-DE;q=0.6,vi;q=0.8', 'vi', 'Quyền riêng tư'],
  ['nb-NO,*;q=0.5', 'en', 'Privacy'],
])('Accept-Language %s is answered in %s', async (header, language, title) => {
  const page = await text('/privacy', { 'accept-language': header });
  expect(languageOf(header)).toBe(language);
  expect(page).toContain(`<html lang="${language}">`);
  expect(page).toContain(`<h1>${title}</h1>`);
});

test.each([
  ['en-GB', '', 'en-GB'],
  ['pt', '', 'pt-BR'],
  ['zh', '', 'zh-CN'],
  ['de-CH,fr', '', 'de-CH'],
  ['de-CH,fr-CA', '?language=fr', 'fr-CA'],
  ['en', '?language=ja', 'ja-JP'],
])(
  'the chat page of a browser that wants %s, at /chat%s, has the locale %s',
  async (header, query, locale) => {
    const page = await text(`/chat${query}`, { 'accept-language': header });
    expect(page).toContain(`"locale":"${locale}"`);
  },
);

describe.each(['/privacy', '/terms'])('%s', (path) => {
  const restart = async (operator: Operator) => {
    await pages.stop();
    pages = await startPages({ operator });
  };

  test('names who is responsible, with a link to reach them, as text', async () => {
    await restart({ name: 'Contoso <IT>', contact: 'privacy@contoso.com' });
    const page = await text(path);
    expect(page).toContain('Contoso &lt;IT&gt; runs this bot');
    expect(page).toContain('<a href="mailto:privacy@contoso.com">privacy@contoso.com</a>');
    await restart({ contact: 'https://contoso.com/@privacy' });
    expect(await text(path)).toContain('<a href="https://contoso.com/@privacy">');
  });

  test('says where to ask while nobody has given a name', async () => {
    const page = await text(path);
    expect(page).toContain('Whoever runs this bot in your organisation');
    expect(page).toContain('ask your administrator');
  });

  test.each([...languages, 'en-GB', 'de-AT'])(
    'says when it was changed last, as it is written in %s',
    async (locale) => {
      const changed = words('en').t(path === '/privacy' ? 'page.privacy.changed' : 'page.terms.changed');
      const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
      expect(await text(path, { 'accept-language': locale })).toContain(day.format(new Date(changed)));
    },
  );
});

test('without Direct Line the first page says where the bot is to be found', async () => {
  await pages.stop();
  pages = await startPages({ directLine: undefined as never });
  const page = await text('/');
  expect(page).toContain('In Microsoft Teams');
  expect(page).not.toContain('webchat.js');
});

test('the chat page takes more beside the chat, and its data cannot break out of the page', () => {
  const page = createPages({ production: true }).renderChatPage({
    words: words('en'),
    config: { tokenUrl: '</script><script>alert(1)' },
    head: '<link rel="more">',
    top: '<p>above</p>',
    aside: '<aside>beside</aside>',
  });
  for (const part of ['<link rel="more">', '<p>above</p>', '<aside>beside</aside>'])
    expect(page).toContain(part);
  expect(page).not.toContain('</script><script>alert');
});

/** fetch unpacks what it gets, so these tests ask without it. */
function raw(path: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; headers: http.IncomingHttpHeaders; body: Buffer }>(
    (resolve, reject) => {
      const request = http.get(pages.url + path, { headers, agent: false }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      });
      request.on('error', reject);
    },
  );
}
