// A mail typed in one line whose subject or text names somebody for a copy: the person is asked once, and nobody is left out unasked.
import { words } from '../../bot/locales';
import { directory } from '../support/directory';
import { arrived, reasonAt, someMail } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: directory });
});
afterAll(() => world.close());

it('is asked about before it goes, is then shown, and goes', async () => {
  const ana = await signedIn(world);
  const mail = someMail();
  await ana.says(`send mail to ${mail.to} about ${mail.subject} bcc chi: see you`);
  await ana.says('send');
  expect(reasonAt(ana, 'subject')).toBe(t('mail.problem.strayMark', { entry: 'bcc' }));
  expect(world.standIns.mailbox.messages.filter(({ subject }) => subject.startsWith(mail.subject))).toEqual(
    [],
  );
  await ana.says('send');
  expect(ana.card().text).toContain(t('mail.preview.title'));
  await ana.says('send');
  expect(arrived(world, { ...mail, subject: `${mail.subject} bcc chi` })).toHaveLength(1);
});

it('is mended in the form, and goes at once', async () => {
  const ana = await signedIn(world);
  const mail = someMail();
  await ana.says(`send mail to ${mail.to} about ${mail.subject} bcc chi: see you`);
  await ana.clicks('Send');
  await ana.clicks('Send', { subject: mail.subject, bcc: 'chi.le@contoso.com' });
  expect(arrived(world, mail)).toHaveLength(1);
});

it('is no question in a form that was opened empty', async () => {
  const ana = await signedIn(world);
  await ana.says('send mail');
  const mail = someMail({ subject: 'Who goes into bcc, once more' });
  await ana.clicks('Send', mail);
  expect(arrived(world, mail)).toHaveLength(1);
});

it('a title before a name is no part of it', async () => {
  const ana = await signedIn(world);
  await ana.says('gửi mail cho chị Chi về Ăn trưa: hẹn gặp');
  await ana.says('send');
  await ana.signsIn('ana');
  expect(ana.card().text).toContain('chi.le@contoso.com');
});
