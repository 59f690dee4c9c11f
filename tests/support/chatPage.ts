// The chat page in a browser of the tests, and what people do on it.
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Playground } from '../../playground/serve';
import type { Network } from './network';

/** The page with the chat and the mailbox. */
const path = '/playground';

/** What is typed into a mail's form, by its labels. */
type Mail = Record<'To' | 'Subject' | 'Message', string>;

export interface ChatPage {
  page: Page;
  context: BrowserContext;
  /** Opens the page. */
  visit(): Promise<void>;
  /** Opens the page and waits for the bot's hello. */
  open(): Promise<void>;
  say(text: string): Promise<void>;
  newestCard(): Locator;
  /** The lines above the chat. */
  bar(text?: string): Locator;
  /** Presses something that opens the sign-in page in a window. */
  windowFrom(button: Locator): Promise<Page>;
  /** The button of a sign-in card that is on its way. */
  signInButton(): Promise<Locator>;
  /** Presses it: the sign-in page. */
  openSignIn(): Promise<Page>;
  /** Signs in and opens a form, filled in. */
  fillForm(mail: Mail): Promise<void>;
  /** Fills in the form that is open. */
  fill(mail: Mail): Promise<void>;
  /** What went wrong in the page's own programs. */
  problems: string[];
}

/** A new person's browser. With a `network` everything goes that way. */
export async function openChat({
  browser,
  playground,
  network,
}: {
  browser: Browser;
  playground: Playground;
  network?: Network;
}): Promise<ChatPage> {
  const context = await browser.newContext({
    locale: 'en-US',
    ...(network ? { proxy: network.proxy } : {}),
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));

  // Runs as ever, and can be put forward: nobody waits here for what the page waits for.
  await page.clock.install();

  const newestCard = () => page.locator('.ac-adaptiveCard').last();
  const say = async (text: string) => {
    await page.getByRole('textbox', { name: 'Message input box' }).fill(text);
    await page.keyboard.press('Enter');
  };
  const windowFrom = async (button: Locator) => {
    const opened = context.waitForEvent('page');
    await button.click();
    const signInPage = await opened;
    // A window opens empty and is led to its page afterwards.
    await signInPage.waitForURL('**/signin?*');
    return signInPage;
  };
  const signInButton = async () => {
    await newestCard().getByText('Sign in with your Microsoft account').waitFor();
    return newestCard().getByRole('button', { name: 'Sign in' });
  };
  const openSignIn = async () => windowFrom(await signInButton());
  const visit = async () => {
    await page.goto(playground.url + path);
  };
  const fill = async (mail: Mail) => {
    for (const [name, text] of Object.entries(mail)) {
      await newestCard().getByRole('textbox', { name }).fill(text);
    }
  };
  return {
    page,
    context,
    problems,
    newestCard,
    say,
    windowFrom,
    signInButton,
    openSignIn,
    fill,
    visit,
    open: async () => {
      await visit();
      await newestCard().getByText('Hello, I send mail for you').waitFor();
    },
    bar: (text) => (text ? page.locator('.bar', { hasText: text }) : page.locator('.bar')),
    async fillForm(mail) {
      await say('send mail');
      const signInPage = await openSignIn();
      await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
      await newestCard().getByText('From: Ana Nguyen').waitFor();
      await fill(mail);
    },
  };
}

/** The subjects of the mails in the mailbox. */
export async function sentSubjects({ url }: Playground): Promise<string[]> {
  const answer = await fetch(`${url}/mailbox.json`);
  const { messages } = (await answer.json()) as { messages: { subject: string }[] };
  return messages.map(({ subject }) => subject);
}
