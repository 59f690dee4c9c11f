// The embed on difficult pages: their styles, scripts, policies and reading direction.
import { describeInBrowser } from '../support/browser';
import { button, embeddingStory, panel, styleOf } from '../support/embedded';

describeInBrowser('a page with the chat on it', () => {
  const embedding = embeddingStory();

  it.each(['trusted', 'stranger'] as const)(
    'gives no token to a script of the page around it (%s)',
    async (who) => {
      const { page } = await embedding.visit(who);
      const outcome = await page.evaluate(
        `fetch('${embedding.playground.url}/api/directline/token', { method: 'POST' }).then(() => 'given', () => 'refused')`,
      );
      expect(outcome).toBe('refused');
    },
  );

  it('stands on the other side of a page that reads from the right, and does not make it wider', async () => {
    const { page, opens } = await embedding.visit('trusted', { lang: '<html lang="ar" dir="rtl">' });
    expect((await button(page).boundingBox())?.x).toBeLessThan(100);
    await opens();
    expect((await panel(page).boundingBox())?.x).toBeLessThan(100);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  const look = async (css: string) => {
    // Without motion, so that the panel is at its final place.
    const { page } = await embedding.visit('trusted', { css, reducedMotion: 'reduce' });
    await button(page).click();
    await panel(page).getByRole('heading').waitFor();
    const heading = panel(page).getByRole('heading');
    const inherited = ['fontSize', 'fontFamily', 'letterSpacing', 'textTransform', 'visibility'];
    const styles = await Promise.all(inherited.map((name) => styleOf(page, '.title', name)));
    return [await button(page).boundingBox(), await heading.boundingBox(), ...styles];
  };
  let plain: ReturnType<typeof look> | undefined;

  it.each([
    'mail-bot, *:empty { display: none }',
    'html > *, body > * { visibility: hidden; opacity: 0; filter: blur(9px); transform: translateX(900px) }',
    '* { font: 48px fantasy; letter-spacing: 9px; text-transform: uppercase }',
    '* { all: unset }',
    'body { transform: scale(0.5) }',
  ])('looks the same on a page whose styles say %s', async (css) => {
    plain ??= look('');
    // A site shows one page at a time, so these run one after the other.
    const without = await plain;
    expect(await look(css)).toEqual(without);
  });

  it('is not confused by an element of its name, and survives a replaced body', async () => {
    const { page, opens } = await embedding.visit('trusted', { html: '<h2 id="mail-bot">Mail bot</h2>' });
    await page.evaluate('document.body.replaceWith(document.createElement("body"))');
    await opens();
  });

  it('listens to nobody but its own frame', async () => {
    const { page, opens } = await embedding.visit('trusted');
    await opens();
    await page.evaluate(`
      const other = document.body.appendChild(document.createElement('iframe'));
      other.contentWindow.eval("parent.postMessage({ type: 'mail-bot:close' }, '*')");
      postMessage({ type: 'mail-bot:close' }, '*');
      new Promise((heard) => { addEventListener('message', heard); postMessage('last', '*'); });
    `);
    expect(await panel(page).isVisible()).toBe(true);
    await page.frames()[1]?.evaluate("parent.postMessage({ type: 'mail-bot:close' }, '*')");
    await panel(page).waitFor({ state: 'hidden' });
  });

  it('works under a strict Content-Security-Policy', async () => {
    const policy = `default-src 'none'; script-src ${embedding.playground.url}; frame-src ${embedding.playground.url}; require-trusted-types-for 'script'`;
    const { opens, problems } = await embedding.visit('trusted', { policy });
    await opens();
    expect(problems).toEqual([]);
  });

  it('says on the console which attribute it does not understand', async () => {
    const { problems } = await embedding.visit('trusted', { attributes: 'data-theme="drak"' });
    expect(problems).toEqual(['embed.js: data-theme="drak" is none of system, light, dark']);
  });

  it('appears once, although the tag is there twice', async () => {
    const { page } = await embedding.visit('trusted', {
      html: `<script src="${embedding.playground.url}/embed.js"></script>`,
    });
    expect(await button(page).count()).toBe(1);
  });
});
