// A new person in the Microsoft 365 Agents Playground, Microsoft's stand-in for Teams: from the welcome to the receipt.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Playground, servePlayground } from '../../playground/serve';
import { marker, replying } from '../support/activities';
import {
  type AgentsPlayground,
  describeInAgentsPlayground,
  startAgentsPlayground,
} from '../support/agentsPlayground';
import { openContext, startBrowser } from '../support/browser';
import { sentSubjects } from '../support/chatPage';
import { messageAction } from '../support/messageAction';

describeInAgentsPlayground('in the Agents Playground', () => {
  let playground: Playground;
  let tool: AgentsPlayground;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What the bot said and changed, as the tool's page hears it. */
  const heard: { action: string; id: string }[] = [];
  const said = () => heard.filter(({ action }) => action === 'createMessage').length;

  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    [tool, browser] = await Promise.all([startAgentsPlayground(playground.url), startBrowser()]);
    context = await openContext(browser, { viewport: { width: 1280, height: 900 } });
    // Its page asks the internet for fonts and an animation; it does without.
    await context.route(
      (url) => url.hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    page = await context.newPage();
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const { action, message } = JSON.parse(String(payload));
        if (message?.messageId) heard.push({ action, id: message.messageId });
      }),
    );
    await page.goto(tool.url);
  });
  afterAll(async () => {
    await browser?.close();
    await tool?.stop();
    await playground?.close();
  });

  const cards = () => page.locator('.ac-adaptiveCard');
  const cardWith = (text: string) => cards().filter({ hasText: text });
  const signInCard = () => page.locator('[data-tid="hero-card"]').last();
  const say = async (text: string) => {
    await page.locator('[data-lexical-editor="true"]').fill(text);
    await page.keyboard.press('Enter');
  };
  const form = () => cardWith('From: Ana Nguyen <ana@contoso.com>');
  const preview = () => cardWith('Check before you send');
  let personalChat = '';

  it('is welcomed once', async () => {
    await cardWith('Send email without leaving this chat').waitFor();
    expect(said()).toBe(1);
  });

  it('says "send mail", signs in by link and code, and is at the form', async () => {
    await say('send mail');
    await signInCard().getByText('Sign in with your Microsoft account').waitFor();
    const opened = context.waitForEvent('page');
    await signInCard().getByRole('button', { name: 'Sign in' }).click();
    const signInPage = await opened;
    await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
    const code = await signInPage.locator('#code').innerText();
    await signInPage.close();
    await say(code.trim());
    await form().waitFor();
  });

  it('sees her profile with her photo', async () => {
    await say('profile');
    await cards().last().getByText('Product Designer').first().waitFor();
    await cards().last().getByRole('img', { name: 'Your photo' }).waitFor();
  });

  it('is told at the field what is wrong, in the same card', async () => {
    const before = said();
    await form().getByRole('textbox', { name: 'To', exact: true }).fill('bao@');
    await form().getByLabel('Subject').fill('Lunch in Teams');
    await form().getByLabel('Message').fill('See you at 12');
    await form().getByRole('button', { name: 'Send', exact: true }).click();
    await form().getByText('“bao@” isn’t a complete address').waitFor();
    expect(await form().getByLabel('Message').inputValue()).toBe('See you at 12');
    expect(said()).toBe(before);
  });

  it('unfolds Cc and "More", and sees the mail as it will go in the place of the form', async () => {
    const [before, shown] = [said(), await cards().count()];
    await form().getByRole('button', { name: 'Cc and Bcc' }).click();
    await form().getByRole('button', { name: /^More/ }).click();
    await form().getByRole('textbox', { name: 'Cc', exact: true }).fill('linh.pham@outlook.com');
    await form().getByRole('combobox', { name: 'Importance' }).click();
    await page.getByRole('option', { name: 'High' }).click();
    await form().getByRole('textbox', { name: 'To', exact: true }).fill('bao@contoso.com');
    await form().getByRole('button', { name: 'Preview' }).click();
    await preview().getByText('linh.pham@outlook.com', { exact: true }).waitFor();
    await preview().getByText('High').waitFor();
    expect([await form().count(), await cards().count(), said()]).toEqual([0, shown, before]);
  });

  it('sends from there: the mail is in the mailbox, and the receipt stands in the place of both', async () => {
    const [before, shown] = [said(), await cards().count()];
    const submitted = page.waitForRequest(`${tool.url}/_conversation/v1/submit`);
    await preview().getByRole('button', { name: 'Send', exact: true }).click();
    const { replyToId, conversation } = (await submitted).postDataJSON();
    personalChat = conversation.id;
    await cardWith('✓ Sent').waitFor();
    expect(await sentSubjects(playground)).toEqual(['Lunch in Teams']);
    expect([await preview().count(), await cards().count(), said()]).toEqual([0, shown, before]);
    expect(heard.at(-1)).toEqual({ action: 'updateMessage', id: replyToId });
  });

  it('asks in a group chat: the others read nothing of her, and the form is in the 1:1 chat', async () => {
    await page.getByRole('treeitem', { name: 'Group Chat' }).click();
    await cardWith('Hello, I send emails for anyone here').waitFor();
    await page.locator('[data-lexical-editor="true"]').click();
    await page.keyboard.type('@');
    await page.getByRole('listbox', { name: 'Typeahead menu' }).getByText('Test Bot').click();
    await page.keyboard.type(' send mail');
    await page.keyboard.press('Enter');
    await cardWith('Let’s do this in private').waitFor();
    expect(await page.getByText('ana@contoso.com').count()).toBe(0);
    await page.getByRole('treeitem', { name: 'Personal Chat' }).click();
    await form().waitFor();
  });

  /** Has the tool send an activity of its own, as its "Mock an Activity" does: its page has no menu for these. */
  const does = async (activity: object) => {
    const activities = `${tool.url}/_internal/v1/customActivities`;
    const template = await context.request.get(`${activities}/template?conversationId=${personalChat}`);
    await context.request.post(activities, { data: { ...(await template.json()), ...activity } });
  };
  const drafts = () => cardWith('Your drafts');

  it('answers to a message with a quote, as Teams writes it: the words count, and the quote does not', async () => {
    const shown = await drafts().or(cardWith('You have no drafts')).count();
    await does({ id: 'reply', ...replying(`${marker('17')} drafts`, '17') });
    await drafts().or(cardWith('You have no drafts')).nth(shown).waitFor();
  });

  it('mends a word that was not understood: the edit is carried out', async () => {
    await does({ id: 'slip', type: 'message', text: 'xyzzy' });
    await cardWith('This isn’t in your email').last().waitFor();
    const shown = await cardWith('Your recent emails').count();
    await does({
      id: 'slip',
      type: 'messageUpdate',
      text: 'sent',
      channelData: { eventType: 'editMessage' },
    });
    await cardWith('Your recent emails').nth(shown).waitFor();
  });

  it('chooses "Email this message": a form with the message quoted is in the chat', async () => {
    const shown = await form().count();
    await does(messageAction());
    await form().nth(shown).waitFor();
    const field = (name: string) => form().nth(shown).getByRole('textbox', { name });
    expect(await field('Subject').inputValue()).toBe('Message from Linh Phạm');
    expect(await field('Message').inputValue()).toContain('> The plan is ready.');
  });

  // The tool cannot attach: its page has no button for files, takes none that are dropped, and its Web Chat hides its own.
  it('sends a file as Teams does, of which the link is missing, and is told so by its name', async () => {
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    await does({
      id: 'file',
      type: 'message',
      text: '',
      attachments: [{ contentType, name: 'plan.pdf', content: { fileType: 'pdf' } }],
    });
    await cards().filter({ hasText: 'plan.pdf' }).first().waitFor();
  });

  it('is forgotten when the bot is uninstalled: the next word asks for a sign-in', async () => {
    await page.getByRole('button', { name: 'Mock an Activity' }).click();
    await page.getByRole('menu').getByText('Uninstall application', { exact: true }).click();
    // The dialog closes before the bot has answered; the tool's log tells when it has.
    const answered = page.getByText('installationUpdate 200', { exact: true });
    const before = await answered.count();
    await page.getByRole('dialog').getByRole('button', { name: 'Send activity' }).click();
    await answered.nth(before).waitFor();
    const asked = await page.locator('[data-tid="hero-card"]').count();
    await say('profile');
    await page.locator('[data-tid="hero-card"]').nth(asked).waitFor();
  });

  it('reached for nothing outside this machine', () => {
    expect(tool.tried()).toBe('');
  });
});
