// "token": what the access token allows is told to its owner; the token itself is shown only where the settings say so.
import { words } from '../../bot/locales';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
/** The same bot with SHOW_ACCESS_TOKEN. */
let showing: World;
beforeAll(async () => {
  [world, showing] = await Promise.all([
    startWorld(),
    startWorld({ environment: { SHOW_ACCESS_TOKEN: 'true' } }),
  ]);
});
afterAll(() => Promise.all([world.close(), showing.close()]));

describe('the token of a work account', () => {
  it('is described: account, kind, permissions and expiry', async () => {
    const ana = await signedIn(world);
    await ana.says('token');
    const { text } = ana.card();
    expect(text).toContain('Ana Nguyen <ana@contoso.com>');
    expect(text).toContain(t('token.work'));
    expect(text).toContain('User.Read, Mail.Send');
    expect(text).toContain('10:00');
  });

  it('stays hidden unless the settings say otherwise', async () => {
    const ana = await signedIn(world);
    await ana.says('token');
    expect(ana.card().text).toContain(t('token.hidden'));
    expect(JSON.stringify(ana.card().json)).not.toMatch(/eyJ/);
  });

  it('is shown where the settings say so, with a warning', async () => {
    const ana = showing.person();
    await ana.comesInAs('ana');
    await ana.says('token');
    expect(ana.card().text).toContain(t('token.shown'));
    expect(ana.card().text).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/m);
  });
});

describe('the token of a personal account', () => {
  it('is opaque, and no permissions are claimed for it', async () => {
    const linh = world.person();
    await linh.comesInAs('linh');
    await linh.says('token');
    expect(linh.card().text).toContain(t('token.personal'));
    expect(linh.card().text).toContain(t('token.unreadable'));
  });

  it('is shown where the settings say so', async () => {
    const linh = showing.person();
    await linh.comesInAs('linh');
    await linh.says('token');
    expect(linh.card().text).toMatch(/^EwB\S+$/m);
  });
});
