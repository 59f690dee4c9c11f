// Files in the chat: they join an email, are seen before it goes, can be taken out, and arrive as they were.
import type { Activity } from 'botbuilder';
import { words } from '../../bot/locales';
import { drops, fileOf, filesOn, picture, plan } from '../support/files';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const inWebChat = () => world.person({ channel: 'webchat' });
const signedInHere = async (channel = 'webchat') => {
  const ana = world.person({ channel });
  await ana.comesInAs('ana');
  return ana;
};

const bytesOf = (mail: ReturnType<typeof someMail>) =>
  arrived(world, mail).map(({ attachments }) => attachments.map(({ name, bytes }) => [name, bytes]));

const asSent = (...files: (typeof plan)[]) => [files.map(({ name, bytes }) => [name, bytes])];

describe('a file', () => {
  it.each(['msteams', 'webchat', 'emulator'])(
    'alone opens a form with it, and arrives byte for byte (%s)',
    async (channel) => {
      const ana = world.person({ channel });
      await ana.comesInAs('ana');
      await drops(world, ana, [plan, picture]);
      expect(filesOn(ana)).toEqual(['plan.pdf', 'photo.png']);
      const mail = someMail();
      await ana.clicks('Send', mail);
      expect(ana.card().text).toContain('plan.pdf (1\u00a0kB), photo.png (1\u00a0kB)');
      expect(bytesOf(mail)).toEqual(asSent(plan, picture));
    },
  );

  it('goes along with the email of its message', async () => {
    const ana = await signedInHere();
    const mail = someMail({ body: 'see attached' });
    await drops(world, ana, [plan], `send mail to ${mail.to} about ${mail.subject}: ${mail.body}`);
    expect(ana.card().inputs).toEqual(filledIn(mail));
    expect(filesOn(ana)).toEqual(['plan.pdf']);
    await ana.says('send');
    expect(bytesOf(mail)).toEqual(asSent(plan));
  });

  it('joins the form in hand, and the text typed there meanwhile is kept', async () => {
    const ana = await withOpenForm(world.person({ channel: 'emulator' }));
    const form = ana.card().buttons.find(({ title }) => title === 'Send')?.data;
    await drops(world, ana, [plan]);
    expect(ana.card().text).toContain('plan.pdf');
    const mail = someMail();
    await ana.does({ type: 'message', value: { ...form, ...filledIn(mail) } });
    // The form that was pressed does not show the file, so the preview does.
    expect(ana.card().text).toContain('plan.pdf (1\u00a0kB)');
    expect(arrived(world, mail)).toEqual([]);
    await ana.clicks('Send');
    expect(bytesOf(mail)).toEqual(asSent(plan));
  });

  it('joins the form in hand without the words that came with it, and says so', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    await drops(world, ana, [plan], 'The plan for next week');
    expect(ana.card().text).toContain(t('files.wordsStay'));
  });

  it('with words that say nothing else has them for its text', async () => {
    const ana = await signedInHere();
    await drops(world, ana, [plan], 'The plan for next week');
    expect(ana.card().inputs.body).toBe('The plan for next week');
  });

  it('survives the sign-in, errors, the preview and "Edit"', async () => {
    const ana = inWebChat();
    await drops(world, ana, [plan]);
    await ana.signsIn('ana');
    expect(filesOn(ana)).toEqual(['plan.pdf']);
    await ana.clicks('Send', { to: 'half@' });
    expect(filesOn(ana)).toEqual(['plan.pdf']);
    const mail = someMail();
    await ana.clicks('Preview', mail);
    expect(ana.card().text).toContain('plan.pdf (1\u00a0kB)');
    await ana.clicks('Edit');
    expect(filesOn(ana)).toEqual(['plan.pdf']);
    await ana.clicks('Send');
    expect(bytesOf(mail)).toEqual(asSent(plan));
  });

  it('needs no text beside it', async () => {
    const ana = await signedInHere();
    await drops(world, ana, [plan]);
    const mail = someMail({ body: '' });
    await ana.clicks('Send', mail);
    expect(bytesOf(mail)).toEqual(asSent(plan));
  });

  it('is named by "sent" and by "drafts"', async () => {
    const ana = await signedInHere();
    await drops(world, ana, [plan]);
    const mail = someMail();
    await ana.clicks('Cancel', mail);
    await ana.says('drafts');
    expect(ana.card().text).toContain(t('files.count', { count: 1 }));
    await ana.clicks(t('drafts.goOn'));
    await ana.clicks('Send');
    await ana.says('sent');
    expect(ana.card().text).toContain('plan.pdf');
  });

  it('is not brought twice by a message that is delivered twice', async () => {
    const ana = await signedInHere();
    await drops(world, ana, [plan], '', { id: 'twice' });
    const mail = someMail();
    await drops(world, ana, [plan], '', { id: 'twice' });
    await ana.clicks('Send', mail);
    expect(bytesOf(mail)).toEqual(asSent(plan));
  });

  it('stays with a mail whose outcome was not known, when it is sent again', async () => {
    const ana = await signedInHere();
    await drops(world, ana, [plan]);
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 504 });
    await ana.clicks('Send', mail);
    await ana.clicks(t('mail.sendAgain'));
    await ana.clicks('Send');
    expect(bytesOf(mail)).toEqual(asSent(plan));
  });
});

describe('a file that is taken out', () => {
  it('does not go, and what was typed stays', async () => {
    const ana = await signedInHere();
    await drops(world, ana, [plan, picture]);
    const mail = someMail();
    await ana.clicks('Remove', mail);
    expect(ana.card().inputs).toEqual(filledIn(mail));
    expect(ana.card().text).toContain(t('files.removed', { name: 'plan.pdf' }));
    await ana.clicks('Send');
    expect(bytesOf(mail)).toEqual(asSent(picture));
  });

  it('is missed on a card that still shows it: the mail is shown before it goes', async () => {
    const ana = await signedInHere();
    await drops(world, ana, [plan, picture]);
    const old = ana.card().buttons.find(({ title }) => title === 'Send')?.data;
    await ana.clicks('Remove');
    const mail = someMail();
    await ana.does({ type: 'message', value: { ...old, ...filledIn(mail) } });
    expect(ana.card().text).toContain(t('mail.preview.title'));
    expect(arrived(world, mail)).toEqual([]);
  });
});

describe('a file that cannot go along is named with the reason, and the rest goes on', () => {
  it.each([
    ['blocked by Outlook', { ...plan, name: 'setup.EXE' }, 'forbidden'],
    ['empty', fileOf(0, 'empty.txt'), 'empty'],
    ['too large', fileOf(3_000_001, 'film.mp4'), 'tooLarge'],
  ] as const)('as it is %s', async (_why, file, problem) => {
    const ana = await signedInHere('emulator');
    await drops(world, ana, [file, plan]);
    const values = { names: String(file.name), size: '3\u00a0MB', limit: 10, count: 1 };
    expect(ana.card().text).toContain(t(`files.refused.${problem}`, values));
    expect(filesOn(ana)).toEqual(['plan.pdf']);
  });

  it('as it lies where the bot does not read', async () => {
    const ana = await signedInHere();
    const elsewhere = {
      contentType: plan.type,
      name: 'plan.pdf',
      contentUrl: 'https://evil.example/plan.pdf',
    };
    const { said } = await ana.does({ type: 'message', attachments: [elsewhere] });
    expect(JSON.stringify(said)).toContain(t('files.refused.notReadable', { names: 'plan.pdf' }));
  });

  it('as there is no room for it beside the others', async () => {
    const ana = await signedInHere('emulator');
    await drops(world, ana, [fileOf(2_000_000, 'a.csv'), fileOf(1_500_000, 'b.csv'), plan]);
    expect(filesOn(ana)).toEqual(['a.csv', 'plan.pdf']);
    expect(ana.card().text).toContain(t('files.refused.noRoom', { names: 'b.csv', size: '3\u00a0MB' }));
  });

  it('as it is the eleventh', async () => {
    const ana = await signedInHere();
    await drops(
      world,
      ana,
      Array.from({ length: 11 }, (_, n) => fileOf(1, `${n}.txt`)),
    );
    expect(filesOn(ana)).toHaveLength(10);
    expect(ana.card().text).toContain(t('files.refused.tooMany', { names: '10.txt', limit: 10 }));
  });

  it('and alone it opens no form', async () => {
    const ana = await signedInHere();
    await drops(world, ana, [fileOf(0, 'empty.txt')]);
    expect(ana.card().text).toContain(t('files.none', { count: 1 }));
    expect(ana.card().inputs).toEqual({});
  });
});

describe('a text that speaks of an attachment', () => {
  it('and has none is asked about once', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ body: 'See the attached plan.' });
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('mail.problem.fileMissing'));
    expect(arrived(world, mail)).toEqual([]);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('and is quoted is not asked about', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ body: 'Thanks!\n> See the attached plan.' });
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('words about files', () => {
  it('are answered with how it is done', async () => {
    const ana = await signedIn(world);
    await ana.says('how do I attach a file');
    expect(ana.card().text).toContain(t('files.how.text', { count: 10, size: '3\u00a0MB' }));
  });

  it('the form says how, and how much, before anything is sent', async () => {
    const ana = await withOpenForm(world.person());
    expect(ana.card().text).toContain(t('files.hint', { count: 10, size: '3\u00a0MB' }));
  });

  it('beside another command leave the file where it is, and say so', async () => {
    const ana = await signedInHere();
    await drops(world, ana, [plan], 'profile');
    expect(ana.card().text).toContain(t('files.stay.text', { names: 'plan.pdf' }));
  });
});

it('odd attachments count as absent', async () => {
  const ana = await signedInHere();
  const attachments = [null, 5, {}, { contentType: 5 }];
  await ana.does({ type: 'message', text: 'send mail', attachments } as unknown as Partial<Activity>);
  expect(ana.card().inputs).toEqual(filledIn());
});

it('a typed "send" with a file shows the mail with it first', async () => {
  const ana = await signedInHere();
  const mail = someMail();
  await ana.says(`send mail to ${mail.to} about ${mail.subject}: here is the plan`);
  await drops(world, ana, [plan], 'send');
  expect(ana.card().text).toContain('plan.pdf (1\u00a0kB)');
  expect(arrived(world, mail)).toEqual([]);
});

it('nothing of a file is in the log', () => {
  const log = JSON.stringify(world.log);
  for (const { name = '' } of [plan, picture]) expect(log).not.toContain(name);
});
