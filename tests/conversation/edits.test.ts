// Edited messages in Teams: what a message says now is carried out where that can do no harm, and nobody is left without a word.
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { words } from '../../bot/locales';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import { isSignedIn, signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const typed = (text: string): Partial<Activity> => ({ type: 'message', id: randomUUID(), text });
const edited = ({ id }: Partial<Activity>, text: string): Partial<Activity> => ({
  type: 'messageUpdate',
  ...(id ? { id } : {}),
  text,
  channelData: { eventType: 'editMessage' },
});

it('a message that was not understood is carried out once it is right', async () => {
  const ana = await signedIn(world);
  const message = typed('sned mail');
  await ana.does(message);
  await ana.does(edited(message, 'send mail'));
  expect(ana.card().inputs).toEqual(filledIn());
});

it('a mail in one line whose form was not touched changes the form, and there is one', async () => {
  const ana = await signedIn(world);
  const mail = someMail();
  const message = typed(`send mail to bao@contoso.com about ${mail.subject}: see you at 12`);
  await ana.does(message);
  await ana.does(edited(message, `send mail to bao@contoso.com about ${mail.subject}: see you at one`));
  expect(ana.card().inputs.body).toBe('see you at one');
  await ana.clicks('Send');
  expect(arrived(world, mail).map(({ body }) => body)).toEqual(['see you at one']);
  await ana.says('drafts');
  expect(ana.card().text).not.toContain(mail.subject);
});

it.each(['Preview', 'Send'])(
  'a mail in one line whose form went on with "%s" does not follow, and that is said',
  async (button) => {
    const ana = await signedIn(world);
    const mail = someMail();
    const line = `send mail to bao@contoso.com about ${mail.subject}: first`;
    const message = typed(line);
    await ana.does(message);
    if (button === 'Send') world.standIns.graph.answerNext({ on: 'sendMail', status: 403 });
    await ana.clicks(button, { body: 'in the form' });
    await ana.does(edited(message, line.replace('first', 'second')));
    expect(ana.card().text).toContain(t('edited.stays.text', { subject: mail.subject }));
    await ana.clicks(t('drafts.goOn'));
    expect(ana.card().inputs.body).toBe('in the form');
    world.standIns.graph.answerNext({ on: 'sendMail', status: 202, times: 0 });
  },
);

it('an edit to "send" shows the mail and sends nothing', async () => {
  const ana = await withOpenForm(world.person());
  const mail = someMail();
  await ana.clicks('Preview', mail);
  const message = typed('sedn');
  await ana.does(message);
  await ana.does(edited(message, 'send'));
  expect([ana.card().text, arrived(world, mail)]).toEqual([expect.stringContaining(mail.subject), []]);
});

it.each(['sign out', 'forget me'])('an edit to "%s" does nothing but say so', async (text) => {
  const ana = await signedIn(world);
  const message = typed('help');
  await ana.does(message);
  await ana.does(edited(message, text));
  expect(ana.card().text).toContain(t('edited.again.text'));
  expect(await isSignedIn(ana)).toBe(true);
});

it('the same edit delivered again is answered once, and another one is answered', async () => {
  const ana = world.person();
  const message = typed('hlep me out');
  await ana.does(message);
  for (const text of ['help', 'help', 'hello']) await ana.does(edited(message, text));
  expect(ana.heard()).toHaveLength(3);
});

it.each([{ eventType: 'undeleteMessage' }, undefined])(
  'another update is no edit: %j',
  async (channelData) => {
    const ana = world.person();
    await ana.does({ type: 'messageUpdate', id: randomUUID(), text: 'help', channelData });
    expect(ana.heard()).toEqual([]);
  },
);

it('in a group shows nothing private', async () => {
  const group = world.person({ conversationType: 'groupChat' });
  await group.does(edited(typed(''), 'profile'));
  expect(group.card().text).toContain(t('place.text'));
});

it('a mail that was sent does not follow, and the edit opens no second one', async () => {
  const ana = await signedIn(world);
  const mail = someMail();
  const message = typed(`send mail to bao@contoso.com about ${mail.subject}: first`);
  await ana.does(message);
  await ana.clicks('Send');
  await ana.does(edited(message, `send mail to bao@contoso.com about ${mail.subject}: second`));
  expect(ana.card().text).toContain(t('mail.alreadySent.title', { subject: mail.subject }));
  expect(ana.card().inputs).toEqual({});
});

it('an edit back to an earlier text counts, for it has a time of its own', async () => {
  const ana = await signedIn(world);
  const message = typed('send mail to bao@contoso.com about Lunch: first');
  await ana.does(message);
  for (const [n, text] of ['second', 'first', 'second'].entries()) {
    const at = { timestamp: new Date(Date.UTC(2026, 10, 22, 9, n)) };
    await ana.does({ ...edited(message, `send mail to bao@contoso.com about Lunch: ${text}`), ...at });
    expect(ana.card().inputs.body).toBe(text);
  }
});

it('an untouched form whose line says something else by now stays, and that is said', async () => {
  const ana = await signedIn(world);
  const message = typed('send mail to bao@contoso.com about Stay: first');
  await ana.does(message);
  await ana.does(edited(message, 'sorry, not now'));
  expect(ana.card().text).toContain(t('edited.kept.text', { subject: 'Stay' }));
});

it('a mail that may have been sent is not offered as a draft', async () => {
  const ana = await signedIn(world);
  const mail = someMail();
  const message = typed(`send mail to bao@contoso.com about ${mail.subject}: first`);
  await ana.does(message);
  world.standIns.graph.answerNext({ on: 'sendMail', status: 504, accept: true });
  await ana.clicks('Send');
  await ana.does(edited(message, 'thanks'));
  expect(ana.card().text).toContain(t('mail.unknown.title', { subject: mail.subject }));
});

describe('the line of a form that was not touched', () => {
  const untouched = async () => {
    const ana = await signedIn(world);
    const mail = someMail();
    const message = typed(`send mail to bao@contoso.com about ${mail.subject}: first`);
    await ana.does(message);
    return { ana, mail, message };
  };

  it.each(['send', 'cancel'])('edited to "%s" shows the mail with its buttons', async (text) => {
    const { ana, mail, message } = await untouched();
    await ana.does(edited(message, text));
    expect([ana.card().text, arrived(world, mail)]).toEqual([expect.stringContaining(mail.subject), []]);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it.each(['sign out', 'forget me'])('edited to "%s" is to be said anew', async (text) => {
    const { ana, message } = await untouched();
    await ana.does(edited(message, text));
    expect(ana.card().text).toContain(t('edited.again.text'));
  });

  it('edited to a new recipient for "it" stays', async () => {
    const { ana, mail, message } = await untouched();
    await ana.does(edited(message, 'send it to chi@contoso.com'));
    expect(ana.card().text).toContain(t('edited.kept.text', { subject: mail.subject }));
  });
});
