// A person's page with the chat in a test's browser.
import type { BrowserContext, Page } from 'playwright-core';
import type { Playground } from '../../playground/serve';
import { installClock, tidy } from './browser';
import { type BrowserStory, browserStory, type Setting, serveTrusting } from './browserStory';
import { type ChatRoom, chatIn } from './chatRoom';

export interface ChatPage extends ChatRoom {
  page: Page;
  context: BrowserContext;
  /** Opens the page. */
  visits(): Promise<void>;
  /** Opens the page and waits for the bot's welcome. */
  opens(): Promise<void>;
  reloads(): Promise<void>;
  /** The paths that the page has asked for. */
  asked: string[];
  /** How often it has asked for this one. */
  triesOf(path: string): number;
  /** What went wrong in the page's own programs. */
  problems: string[];
}

interface ChatSetting extends Setting {
  /** Every test has a new person on a new page. Otherwise the tests are one person's story on one page. */
  isAnew?: boolean;
  /** The chat is in the embed's panel on another site. */
  isEmbedded?: boolean;
}

/**
 * Somebody's page, which is new before the tests of a `describe` or before each of them. Like all that `browserStory` gives, it
 * is not to be taken apart while the tests are defined.
 */
export function chatStory({ isAnew = false, isEmbedded = false, ...setting }: ChatSetting = {}) {
  const story = browserStory(isEmbedded ? { serve: serveTrusting, ...setting } : setting);
  const chat = story as BrowserStory & ChatPage;
  const renew = async () => {
    Object.assign(chat, await newChat(story, isEmbedded));
  };
  if (!isAnew) beforeAll(renew);
  // The page before is closed here: hooks of the story that look at it come after a test, too.
  else beforeEach(() => tidy(story.browser).then(renew));
  return chat;
}

async function newChat(story: BrowserStory, isEmbedded: boolean): Promise<ChatPage> {
  const { playground, host } = story;
  const page = await story.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));

  // The tests move the page's clock instead of waiting.
  await installClock(page);

  const opensPanel = async () => {
    if (isEmbedded) await page.getByRole('button', { name: 'Open the chat' }).click();
  };
  const visits = async () => {
    if (isEmbedded) host.show(hostHtml(playground.url));
    await page.goto(isEmbedded ? host.url : `${playground.url}/playground`);
    await opensPanel();
  };
  const chat = chatIn(page, isEmbedded ? page.frameLocator('mail-bot iframe') : page);
  return {
    ...chat,
    page,
    context: page.context(),
    problems,
    asked,
    triesOf: (path) => asked.filter((each) => each === path).length,
    visits,
    opens: async () => {
      await visits();
      await chat.seesWelcome();
    },
    reloads: async () => {
      await page.reload();
      await opensPanel();
    },
  };
}

/** Somebody's page with a field of its own, and the embed's tag. */
function hostHtml(bot: string): string {
  return `<!doctype html><html lang="en"><head><title>Intranet</title></head>
<body><main><h1>Intranet</h1><label>Search <input></label></main><script src="${bot}/embed.js" defer></script></body></html>`;
}

/** The subjects of the mails in the mailbox. */
export async function sentSubjects({ url }: Pick<Playground, 'url'>): Promise<string[]> {
  const answer = await fetch(`${url}/mailbox.json`);
  const { messages } = (await answer.json()) as { messages: { subject: string }[] };
  return messages.map(({ subject }) => subject);
}
