// A whole mail in one message, from outside: the form opens with it, in English and Vietnamese.
import { words } from '../../bot/locales';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe.each([
  ['en-US', 'send mail to Ana, bao@contoso.com about Lunch at 12:30: see you'],
  ['en-US', 'send mail to Ana, bao@contoso.com about Lunch at 12:30\nsee you'],
  ['vi-VN', 'gửi thư cho Ana, bao@contoso.com về Lunch at 12:30: see you'],
  ['vi-VN', 'gui mail toi Ana, bao@contoso.com ve viec Lunch at 12:30: see you'],
])('in %s, %j', (locale, said) => {
  it('opens the form with all of it', async () => {
    const ana = world.person({ locale });
    await ana.comesInAs('ana');
    await ana.says(said);
    expect(ana.card().inputs).toMatchObject({
      to: 'Ana, bao@contoso.com',
      subject: 'Lunch at 12:30',
      body: 'see you',
    });
  });
});

describe('without accents', () => {
  it('a command is understood', async () => {
    const linh = world.person({ locale: 'vi-VN' });
    await linh.says('tro giup');
    expect(linh.card().text).toContain(words('vi').t('help.title'));
  });

  it('a slip is asked about with the accents', async () => {
    const linh = world.person({ locale: 'vi-VN' });
    await linh.says('dang nhpa');
    expect(linh.card().text).toContain(words('vi').t('help.nearMiss', { phrase: 'đăng nhập' }));
  });
});

describe('a sentence that only begins like a mail', () => {
  it.each(['mail box is full', 'email settings'])('is not understood: %s', async (said) => {
    const ana = world.person();
    await ana.says(said);
    expect(ana.card().text).toContain(words('en').t('help.unknown'));
  });
});
