// One's own Microsoft account, as a person meets it in Chromium: to Microsoft's page and back, and a real mail from the chat.
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { chatStory } from '../support/chatPage';
import { type OwnWorld, openOwnWorld } from '../support/ownAccount';

const microsoft = 'https://login.microsoftonline.com';

describeInBrowser('with an app registration, in Web Chat', () => {
  let world: OwnWorld;
  const chat = chatStory({
    serve: async () => {
      world = await openOwnWorld();
      await world.start();
      return world.playground;
    },
  });
  beforeAll(() => chat.visits());
  afterAll(() => world?.close());

  /**
   * Does what opens the sign-in's window. In place of Microsoft's page, to which the link leads on, comes the answer that `lead`
   * makes of its address: a browser's redirects cannot be led elsewhere.
   */
  const atMicrosoft = async (act: () => Promise<void>, lead: (address: string) => string): Promise<Page> => {
    await chat.context.unroute('**/signin?*');
    await chat.context.route('**/signin?*', async (route) => {
      const { location = '' } = (await route.fetch({ maxRedirects: 0 })).headers();
      await route.fulfill({ status: 302, headers: { location: lead(location) } });
    });
    const opened = chat.page.waitForEvent('popup');
    await act();
    return opened;
  };

  it('the page says that mail is real, and has no mailbox of its own', async () => {
    await chat.page.getByText('Real email: what you send leaves this machine').waitFor();
    await chat.page.getByRole('link', { name: 'Outlook (work or school)' }).waitFor();
    expect(await chat.page.getByRole('complementary', { name: 'Mailbox' }).count()).toBe(0);
  });

  it('whoever declines is told what happened, at an address without anything of the sign-in', async () => {
    const description = 'AADSTS65004: The person declined. Trace ID: 11111111-2222-4333-8444-555555555555';
    const signInPage = await atMicrosoft(
      () => chat.says('send mail'),
      (address) => world.entra.refuses(address, 'access_denied', description),
    );
    await signInPage.getByText('You didn’t accept what the app asks for').waitFor();
    await signInPage.getByRole('link', { name: 'AADSTS65004' }).waitFor();
    expect(new URL(signInPage.url()).search).toBe('');
    await signInPage.close();
  });

  it('whoever signs in is back at the form, which names the account, and the mail goes from there', async () => {
    await atMicrosoft(
      () => chat.presses('Sign in'),
      (address) => world.entra.signsIn(address, 'linh'),
    );
    await chat.sees('From: Linh Phạm <linh.pham@outlook.com>');
    await chat.fills({ To: 'bao@contoso.com', Subject: 'From my own account', Message: 'See you at 12' });
    await chat.presses('Send');
    await chat.sees('✓ Sent');
    expect(world.graph.mailbox.messages.map(({ subject, from }) => [subject, from.address])).toEqual([
      ['From my own account', 'linh.pham@outlook.com'],
    ]);
  });

  it('signing out leads on to Microsoft’s own sign-out page', async () => {
    await chat.says('sign out');
    await chat.sees('You are signed out');
    await chat.context.route(`${microsoft}/**`, (route) =>
      route.fulfill({ body: 'Signed out at Microsoft' }),
    );
    const opened = chat.context.waitForEvent('page');
    await chat.presses('Sign out at Microsoft');
    const leaving = await opened;
    await leaving.getByText('Signed out at Microsoft').waitFor();
    expect(leaving.url()).toBe(`${microsoft}/common/oauth2/v2.0/logout`);
  });
});
