// The Emulator on a developer's machine: no app id, no tokens between channel and bot, and everything else as usual.
import { words } from '../../bot/locales';
import { tokensResponse } from '../support/activities';
import { arrived, someMail, withOpenForm } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ authentication: 'off' });
});
afterAll(() => world.close());

const somebody = () => world.person({ channel: 'emulator' });

describe('a bot without an app id', () => {
  it('sends a mail all the same', async () => {
    const ana = await withOpenForm(somebody());
    const mail = someMail();
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('cards.receipt.title'));
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('has no token of its own to show', async () => {
    const ana = somebody();
    await ana.says('help');
    expect(ana.heard().at(-1)?.authorization).toBeUndefined();
  });

  it('does not trust the token an Emulator fakes', async () => {
    const ana = somebody();
    await ana.says('profile');
    await ana.does(tokensResponse('fake'));
    expect(ana.card().text).toContain(t('signIn.unfinished.title'));
  });
});
