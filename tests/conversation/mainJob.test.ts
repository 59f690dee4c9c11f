// The main story, over HTTP: "send mail", sign in, fill in the form, and the mail is in the mailbox.
import { filledIn } from '../support/mails';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe.each(['msteams', 'webchat', 'emulator'])('a stranger on %s', (channel) => {
  it('says "send mail", signs in with a code, fills in the form and gets a receipt', async () => {
    const ana = world.person({ channel });
    const [asked] = await ana.says('send mail');
    expect(asked?.activity.attachments?.[0]?.contentType).toBe('application/vnd.microsoft.card.oauth');

    await ana.signsIn('ana');
    expect(ana.card().text).toContain('From: Ana');
    expect(ana.card().inputs).toEqual(filledIn());

    const mails = world.standIns.mailbox.messages.length;
    await ana.clicks('Send', {
      to: 'bao@contoso.com',
      subject: `Lunch on ${channel}`,
      body: 'See you at 12',
    });
    expect(ana.card().text).toContain('✓ Sent');
    expect(ana.card().text).toContain(`Lunch on ${channel}`);
    expect(world.standIns.mailbox.messages).toHaveLength(mails + 1);
  });
});
