// The tour: a started bot's pages and commands, one after the other, so that what is never called is known not to be needed.
import { directory } from '../../support/directory';
import { messageAction, tenant } from '../../support/messageAction';
import { startMicrosoft } from '../../support/microsoft';
import type { Person } from '../../support/person';
import { appId } from '../standIns/identity';

export interface Tour {
  /** For the bot's environment. */
  settings: Record<string, string>;
  /** Takes the bot that is reached there through everything. @returns the mails it sent, by subject */
  take(url: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts what the bot meets on the way. */
export async function prepareTour(): Promise<Tour> {
  let url = '';
  const microsoft = await startMicrosoft(appId, () => url);
  return {
    settings: { ...microsoft.settings, ...directory },
    async take(botUrl) {
      url = botUrl;
      await readPages(url);
      await sendMails(microsoft.person({ tenant }));
      return microsoft.standIns.mailbox.messages.map(({ subject }) => subject);
    },
    close: microsoft.close,
  };
}

async function readPages(url: string): Promise<void> {
  for (const page of ['/', '/chat', '/privacy', '/terms', '/webchat/webchat.js', '/readyz', '/not-there']) {
    await fetch(url + page, { headers: { accept: 'text/html', 'accept-language': 'vi,en;q=0.8' } });
  }
  // Bodies that are no activity.
  for (const type of ['application/json', 'text/csv']) {
    const headers = { 'content-type': type, accept: 'text/plain;q=0.8, application/json;q=0.9' };
    await fetch(`${url}/api/messages`, { method: 'POST', headers, body: '{' });
  }
  await fetch(`${url}/api/directline/token`, { method: 'POST' });
}

async function sendMails(ana: Person): Promise<void> {
  for (const words of ['help', 'nonsense', 'send mial', 'profile']) await ana.says(words);
  await ana.signsIn('ana');
  for (const words of ['profile', 'drafts', 'sent', 'token', 'send mail']) await ana.says(words);
  const to = 'bao@contoso.com';
  await ana.clicks('Preview', { to, subject: 'Marked', body: '# Now\n**please**', format: 'markdown' });
  await ana.clicks('Send');
  await ana.says('send mail');
  await ana.clicks('Send', { to, subject: 'Plain', body: 'See you at 12' });
  const content =
    '<div><p>The <b>plan</b></p><ul><li>is <a href="https://contoso.com">ready</a></li></ul></div>';
  const alone = ana.alone();
  await ana.does(messageAction({ subject: 'Quoted', body: { contentType: 'html', content } }));
  await alone.clicks('Send', { to });
  await ana.says('send mail to Chi about Named: see you at 12');
  await ana.clicks('Preview');
  await ana.signsIn('ana');
  await ana.clicks('Send');
  await ana.says('sign out');
}
