// The embed script and the sample page: what the server sends, without a browser.
import { gzipSync } from 'node:zlib';
import { staticFile } from '../../bot/webchat/staticFile';
import { startPages } from './pageRig';

type Pages = Awaited<ReturnType<typeof startPages>>;
let pages: Pages;
beforeEach(async () => {
  pages = await startPages({ publicUrl: 'https://bot.example' });
});
afterEach(() => pages.stop());

const text = async (path: string, headers?: Record<string, string>) =>
  (await pages.get(path, headers)).text();
/** The tag as a person copies it from the page. */
const shownTag = async (path: string, headers?: Record<string, string>) =>
  /<code id="tag">([^<]*)<\/code>/
    .exec(await text(path, headers))?.[1]
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

describe('the embed script', () => {
  it('is under 6 KB as it is sent, with the words of every language', async () => {
    expect(gzipSync(await text('/embed.js')).length).toBeLessThan(6_000);
  });

  it('is revalidated by a browser that has it, as its address never changes', async () => {
    const { headers } = await pages.get('/embed.js');
    expect(headers.get('cache-control')).toBe('no-cache');
    const again = await pages.get('/embed.js', { 'if-none-match': String(headers.get('etag')) });
    expect(again.status).toBe(304);
  });

  it('has another version in its address when its text changed', async () => {
    const first = staticFile({
      address: '/a',
      paths: [__filename],
      make: () => 'one',
      type: 'x',
      watch: false,
    });
    const second = staticFile({
      address: '/a',
      paths: [__filename],
      make: () => 'two',
      type: 'x',
      watch: false,
    });
    expect(first.url()).not.toBe(second.url());
  });

  it('is one function that parses, without comments', async () => {
    const script = await text('/embed.js');
    expect(() => new Function(script)).not.toThrow();
    expect(script).not.toMatch(/^\s*(\/\/|\/?\*)/m);
  });
});

describe('the sample page', () => {
  it('shows the tag and uses it', async () => {
    const tag = '<script src="https://bot.example/embed.js" defer></script>';
    expect(await shownTag('/')).toBe(tag);
    // From its own origin, which need not be the one that the world knows.
    expect(await text('/')).toContain('<script src="/embed.js" defer></script></body>');
  });

  it('puts what was chosen into the tag', async () => {
    expect(await shownTag('/?title=Post&position=left&language=vi&theme=dark')).toBe(
      '<script src="https://bot.example/embed.js" data-title="Post" data-position="left" data-language="vi" data-theme="dark" defer></script>',
    );
  });

  it('leaves out values that are unknown, empty or the default', async () => {
    expect(await shownTag('/?position=&language=xx&theme=system&title=+')).toBe(
      '<script src="https://bot.example/embed.js" defer></script>',
    );
  });

  it('gives the title as it is seen', async () => {
    const title = encodeURIComponent('\u202ePo\u200bst\u00a0\n us\u202c');
    expect(await text(`/?title=${title}`)).toContain('data-title="Post us"');
  });

  it('lets no title out of its attribute', async () => {
    const page = await text(`/?title=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(page).not.toContain('<script>alert(1)');
    expect(page).toContain('data-title="&quot;>&lt;script>alert(1)&lt;/script>"');
  });

  it('names the address it was asked at where no PUBLIC_URL is set', async () => {
    await pages.stop();
    const anywhere = { production: false, publicUrl: undefined as never };
    pages = await startPages(anywhere);
    const asked = () => shownTag('/', { 'x-forwarded-proto': 'https' });
    expect(await asked()).toContain(`src="${pages.url}/embed.js"`);
    await pages.stop();
    pages = await startPages({ ...anywhere, trustedProxies: 1 });
    expect(await asked()).toContain(`src="${pages.url.replace('http', 'https')}/embed.js"`);
  });
});

describe('the chat page', () => {
  it('has its own header on a page of its own, and none in a frame', async () => {
    expect(await text('/chat')).toContain('<header');
    const framed = await text('/chat?frame=1');
    expect(framed).not.toContain('<header');
    expect(framed).toContain('href="/privacy"');
  });

  it("speaks the language of its address rather than the browser's", async () => {
    const page = await text('/chat?language=vi', { 'accept-language': 'en-GB' });
    expect(page).toContain('<html lang="vi">');
  });

  it('is light or dark as its address says', async () => {
    expect(await text('/chat?theme=dark')).toContain('data-theme="dark"');
    expect(await text('/chat?theme="><script>')).toContain('<html lang="en">');
  });
});

describe('an address without a page', () => {
  it('gets a page for a person', async () => {
    const answer = await pages.get('/nothere', { accept: 'text/html' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('Page not found');
  });

  it('gets JSON for a program', async () => {
    const answer = await pages.get('/nothere');
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      404,
      'ResourceNotFound',
    ]);
  });
});
