// The newest text of a form: what is sent is what the person wrote last, whatever an older request or an older card says.
import { words } from '../../bot/locales';
import { until } from '../support/clock';
import { directory } from '../support/directory';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: directory });
});
afterAll(() => world.close());

describe('the newest text', () => {
  it('is not overwritten by an older search for names that ends late', async () => {
    const ana = await signedIn(world);
    await ana.says('send mail to Chi about Names: hi');
    await ana.clicks('Preview');
    await ana.signsIn('ana');
    await ana.clicks('Edit');
    const before = world.calls.made.length;
    const { release } = world.standIns.graph.answerNext({ on: 'users', hang: true });
    const slow = ana.clicks('Preview', { to: 'Chi', body: 'old' });
    await until(() => world.calls.made.slice(before).some(({ name }) => name === 'users'));
    world.clock.pass(1);
    const newer = someMail({ body: 'new' });
    await ana.clicks('Preview', newer);
    release();
    await slow;
    await ana.says('edit');
    expect(ana.card().inputs).toEqual(filledIn(newer));
  });

  it('is shown before it goes: Send on a preview whose mail was cancelled sends nothing yet', async () => {
    const ana = await signedIn(world);
    const mail = someMail();
    await ana.says('send mail');
    await ana.clicks('Preview', mail);
    const send = ana.card().buttons.find(({ title }) => title === 'Send')?.data;
    await ana.clicks('Cancel');
    await ana.does({ type: 'message', value: send });
    expect([ana.card().text, arrived(world, mail)]).toEqual([
      expect.stringContaining(t('mail.preview.title')),
      [],
    ]);
  });

  it('stays on the page when "cancel" is typed before the bot has it', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    await ana.does({ type: 'message', text: 'cancel', channelData: { formChanged: true } });
    expect(ana.card().text).toContain(t('account.onPage.text'));
  });

  it('is missed aloud: Send on a preview whose mail was deleted says that it is gone', async () => {
    const ana = await signedIn(world);
    await ana.says('send mail');
    await ana.clicks('Preview', someMail());
    const send = ana.card().buttons.find(({ title }) => title === 'Send')?.data;
    await ana.clicks('Cancel');
    await ana.clicks(t('drafts.drop'));
    await ana.clicks(t('drafts.drop'));
    await ana.does({ type: 'message', value: send });
    expect(ana.card().text).toContain(t('mail.gone.title'));
  });

  it('is missed aloud before a sign-in, which would lead to an empty form', async () => {
    const ana = await signedIn(world);
    await ana.says('send mail');
    await ana.clicks('Preview', someMail());
    const send = ana.card().buttons.find(({ title }) => title === 'Send')?.data;
    await ana.says('forget me');
    await ana.clicks(t('account.leave.forgetMe.button', { count: 1 }));
    await ana.does({ type: 'message', value: send });
    expect(ana.card().text).toContain(t('mail.gone.title'));
  });
});
