// The chat page in a test's browser, and what people do on it.
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import type { Playground } from '../../playground/serve';
import { installClock, profileOf, signInWindowOf } from './browser';
import type { HostPage } from './hostPage';

/** The page with the chat and the mailbox. */
const path = '/playground';

/** What is typed into a mail's form, by its labels. */
type Mail = Record<'To' | 'Subject' | 'Message', string>;

export interface ChatPage {
  page: Page;
  /** Where the chat is: the page, or the frame in it. */
  room: Pick<FrameLocator, 'locator' | 'getByRole' | 'getByText'>;
  context: BrowserContext;
  /** Opens the page. */
  visit(): Promise<void>;
  /** Opens the page and waits for the bot's welcome. */
  open(): Promise<void>;
  reload(): Promise<void>;
  /** Where one types. */
  box(): Locator;
  say(text: string): Promise<void>;
  newestCard(): Locator;
  /** The lines above the chat. */
  bar(text?: string): Locator;
  /** Presses something that opens the sign-in page in a window. */
  windowFrom(button: Locator): Promise<Page>;
  /** Types something that leads to the sign-in page, whose window opens by itself. */
  sayToSignIn(text: string): Promise<Page>;
  /** Waits for a sign-in card and gives its button. */
  signInButton(): Promise<Locator>;
  /** Signs in and opens a form, filled in. */
  fillForm(mail: Mail): Promise<void>;
  /** Fills in the form that is open. */
  fill(mail: Mail): Promise<void>;
  /** What went wrong in the page's own programs. */
  problems: string[];
}

/**
 * A new person's page, which `tidy` closes.
 * @param parts with a `host`, which the playground has to trust, the chat is in the embed's panel on that page
 */
export async function openChat({
  browser,
  playground,
  host,
}: {
  browser: Browser;
  playground: Playground;
  host?: HostPage;
}): Promise<ChatPage> {
  const context = profileOf(browser);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));

  // The tests move the page's clock instead of waiting.
  await installClock(page);

  const room = host ? page.frameLocator('mail-bot iframe') : page;
  const newestCard = () => room.locator('.ac-adaptiveCard').last();
  const box = () => room.getByRole('textbox', { name: 'Message input box' });
  const say = async (text: string) => {
    await box().fill(text);
    await box().press('Enter');
  };
  const windowFrom = (button: Locator) => signInWindowOf(page, () => button.click());
  const sayToSignIn = (text: string) => signInWindowOf(page, () => say(text));
  const signInButton = async () => {
    await newestCard().getByText('Sign in with your Microsoft account').waitFor();
    return newestCard().getByRole('button', { name: 'Sign in' });
  };
  const visit = async () => {
    host?.show(hostHtml(playground.url));
    await page.goto(host?.url ?? playground.url + path);
    if (host) await page.getByRole('button', { name: 'Open the chat' }).click();
  };
  const fill = async (mail: Mail) => {
    for (const [name, text] of Object.entries(mail)) {
      await newestCard().getByRole('textbox', { name }).fill(text);
    }
  };
  return {
    page,
    room,
    context,
    problems,
    newestCard,
    box,
    say,
    windowFrom,
    sayToSignIn,
    signInButton,
    fill,
    visit,
    open: async () => {
      await visit();
      await newestCard().getByText('Send email without leaving this chat').waitFor();
    },
    reload: async () => {
      await page.reload();
      if (host) await page.getByRole('button', { name: 'Open the chat' }).click();
    },
    bar: (text) => (text ? room.locator('.bar', { hasText: text }) : room.locator('.bar')),
    async fillForm(mail) {
      const signInPage = await sayToSignIn('send mail');
      await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
      await newestCard().getByText('From: Ana Nguyen').waitFor();
      await fill(mail);
    },
  };
}

/** Somebody's page with a field of its own, and the embed's tag. */
function hostHtml(bot: string): string {
  return `<!doctype html><html lang="en"><head><title>Intranet</title></head>
<body><main><h1>Intranet</h1><label>Search <input></label></main><script src="${bot}/embed.js" defer></script></body></html>`;
}

/** The subjects of the mails in the mailbox. */
export async function sentSubjects({ url }: Playground): Promise<string[]> {
  const answer = await fetch(`${url}/mailbox.json`);
  const { messages } = (await answer.json()) as { messages: { subject: string }[] };
  return messages.map(({ subject }) => subject);
}
