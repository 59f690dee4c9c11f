// The playground opened as localhost: Direct Line, at 127.0.0.1, is then another origin for the browser.
import { servePlayground } from '../../playground/serve';
import { describeInBrowser, profileOf, signInWindowOf, startBrowser } from '../support/browser';

describeInBrowser('a page under the other name of this machine', () => {
  it('chats, signs in, and goes on after a reload, without an error in the console', async () => {
    const playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
    const browser = await startBrowser();
    try {
      const page = await profileOf(browser).newPage();
      const problems: string[] = [];
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      const newestCard = () => page.locator('.ac-adaptiveCard').last();

      await page.goto(`${playground.url.replace('127.0.0.1', 'localhost')}/playground`);
      await newestCard().getByText('Send email without leaving this chat').waitFor();
      await page.getByRole('textbox', { name: 'Message input box' }).fill('profile');
      const signInPage = await signInWindowOf(page, () => page.keyboard.press('Enter'));
      await signInPage.getByRole('button', { name: /Ana Nguyen/ }).click();
      await newestCard().getByText('Product Designer').first().waitFor();
      await page.reload();
      await newestCard().getByText('Product Designer').first().waitFor();
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      await playground.close();
    }
  });
});
