// The mailbox of the local Graph: its list and its live stream.
import { createMailbox, type GivenMail, mountMailbox, type SentMail } from '../../playground/mailbox';
import { standingClock } from '../support/clock';
import { type Running, start } from './standIns';

const mail = (subject: string): GivenMail => ({
  from: { name: 'Ana', address: 'ana@contoso.com' },
  to: [{ address: 'linh@contoso.com' }],
  cc: [],
  bcc: [],
  subject,
  body: 'Hi\nthere',
  contentType: 'text',
  importance: 'normal',
});

describe('the mailbox', () => {
  let running: Running;
  const clock = standingClock();
  const mailbox = createMailbox({ clock });

  beforeAll(async () => {
    running = await start((server) => mountMailbox(server, mailbox));
  });
  beforeEach(() => mailbox.clear());
  afterAll(() => running.close());

  it('lists the newest mail first, and is not to be cached', async () => {
    mailbox.add(mail('first'));
    mailbox.add(mail('second'));
    const answer = await fetch(`${running.url}/mailbox.json`);
    const { messages } = (await answer.json()) as { messages: SentMail[] };
    expect(messages.map(({ subject }) => subject)).toEqual(['second', 'first']);
    expect(messages[0]?.at).toBe('2026-11-22T09:00:00.000Z');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('stops telling a listener that left', () => {
    const heard: string[] = [];
    const leave = mailbox.subscribe(({ subject }) => heard.push(subject));
    mailbox.add(mail('heard'));
    leave();
    mailbox.add(mail('missed'));
    expect(heard).toEqual(['heard']);
  });

  it('streams each new mail, and ends the stream when the server closes', async () => {
    const other = await start((server) => mountMailbox(server, mailbox));
    const answer = await fetch(`${other.url}/mailbox/events`);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const sent = mailbox.add(mail('live'));
    await other.close();
    const text = await answer.text();
    const data = text.match(/^event: mail\nid: .+\ndata: (.+)$/m)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual(sent);
  });
});
