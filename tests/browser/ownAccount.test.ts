// One's own Microsoft account, as a person meets it in Chromium: to Microsoft's page and back, and a real mail from the chat.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { systemClock } from '../../bot/runtime/clock';
import { type Playground, servePlayground } from '../../playground/serve';
import { createStandIns, type StandIns } from '../../playground/standIns';
import { describeInBrowser, profileOf, startBrowser } from '../support/browser';
import { createEntra, type Entra } from '../support/entra';
import { closed, listen } from '../support/world';

const clientId = '11111111-2222-4333-8444-555555555555';
const microsoft = 'https://login.microsoftonline.com';

describeInBrowser('with an app registration, in Web Chat', () => {
  let graph: StandIns;
  let entra: Entra;
  let playground: Playground;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    graph = createStandIns({
      clock: systemClock,
      ids: () => 'id',
      fetch,
      url: () => '',
      botEndpoint: () => '',
    });
    const settings = { LOG_LEVEL: 'silent', GRAPH_BASE_URL: await listen(graph.server) };
    const redirect = () => `http://localhost:${new URL(playground.url).port}/signin/callback`;
    entra = createEntra({ tokens: graph.tokens, clientId, redirect });
    playground = await servePlayground(0, settings, {
      own: { clientId, tenant: 'common' },
      fetch: (input, init) =>
        String(input).startsWith(microsoft) ? entra.fetch(input, init) : fetch(input, init),
    });
    browser = await startBrowser();
    context = profileOf(browser);
    page = await context.newPage();
    await page.goto(`${playground.url}/playground`);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.close();
    await closed(graph.server);
  });

  const say = async (text: string) => {
    await page.getByRole('textbox', { name: 'Message input box' }).fill(text);
    await page.keyboard.press('Enter');
  };
  const newestCard = () => page.locator('.ac-adaptiveCard').last();

  /**
   * Does what opens the sign-in's window. In place of Microsoft's page, to which the link leads on, comes the answer that `lead`
   * makes of its address: a browser's redirects cannot be led elsewhere.
   */
  const atMicrosoft = async (act: () => Promise<void>, lead: (address: string) => string): Promise<Page> => {
    await context.unroute('**/signin?*');
    await context.route('**/signin?*', async (route) => {
      const { location = '' } = (await route.fetch({ maxRedirects: 0 })).headers();
      await route.fulfill({ status: 302, headers: { location: lead(location) } });
    });
    const opened = page.waitForEvent('popup');
    await act();
    return opened;
  };

  it('the page says that mail is real, and has no mailbox of its own', async () => {
    await page.getByText('Real email: what you send leaves this machine').waitFor();
    await page.getByRole('link', { name: 'Outlook (work or school)' }).waitFor();
    expect(await page.getByRole('complementary', { name: 'Mailbox' }).count()).toBe(0);
  });

  it('whoever declines is told what happened, at an address without anything of the sign-in', async () => {
    const description = 'AADSTS65004: The person declined. Trace ID: 11111111-2222-4333-8444-555555555555';
    const signInPage = await atMicrosoft(
      () => say('send mail'),
      (address) => entra.refuses(address, 'access_denied', description),
    );
    await signInPage.getByText('You didn’t accept what the app asks for').waitFor();
    await signInPage.getByRole('link', { name: 'AADSTS65004' }).waitFor();
    expect(new URL(signInPage.url()).search).toBe('');
    await signInPage.close();
  });

  it('whoever signs in is back at the form, which names the account, and the mail goes from there', async () => {
    const press = () => newestCard().getByRole('button', { name: 'Sign in' }).click();
    await atMicrosoft(press, (address) => entra.signsIn(address, 'linh'));
    await newestCard().getByText('From: Linh Phạm <linh.pham@outlook.com>').waitFor();
    await newestCard().getByLabel('To').fill('bao@contoso.com');
    await newestCard().getByLabel('Subject').fill('From my own account');
    await newestCard().getByLabel('Message').fill('See you at 12');
    await newestCard().getByRole('button', { name: 'Send' }).click();
    await newestCard().getByText('✓ Sent').waitFor();
    expect(graph.mailbox.messages.map(({ subject, from }) => [subject, from.address])).toEqual([
      ['From my own account', 'linh.pham@outlook.com'],
    ]);
  });

  it('signing out leads on to Microsoft’s own sign-out page', async () => {
    await say('sign out');
    await newestCard().getByText('You are signed out').waitFor();
    await context.route(`${microsoft}/**`, (route) => route.fulfill({ body: 'Signed out at Microsoft' }));
    const opened = context.waitForEvent('page');
    await newestCard().getByRole('button', { name: 'Sign out at Microsoft' }).click();
    const leaving = await opened;
    await leaving.getByText('Signed out at Microsoft').waitFor();
    expect(leaving.url()).toBe(`${microsoft}/common/oauth2/v2.0/logout`);
  });
});
