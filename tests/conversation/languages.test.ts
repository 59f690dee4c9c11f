// Whose language a chat has: its locale's, with dates as its region writes them.
import { words } from '../../bot/locales';
import { someMail } from '../support/mails';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a person whose locale is', () => {
  it.each([
    ['de-AT', 'de'],
    ['fr-CA', 'fr'],
    ['es-419', 'es'],
    ['pt-PT', 'pt'],
    ['ja', 'ja'],
    ['zh-Hans-CN', 'zh'],
    ['zh_TW', 'zh'],
    ['ko-KR', 'en'],
    ['not a locale', 'en'],
  ] as const)('%s is answered in %s', async (locale, language) => {
    const ana = world.person({ locale });
    await ana.says('help');
    expect(ana.card().text).toContain(words(language).t('help.title'));
  });

  it.each(['en-US', 'en-GB', 'de', 'de-AT', 'es-MX', 'pt-PT', 'ja', 'zh-CN'])(
    '%s reads times as they are written there',
    async (locale) => {
      const ana = world.person({ locale });
      await ana.says('send mail to bao@contoso.com about Lunch: At 12');
      await ana.says('drafts');
      const time = new Intl.DateTimeFormat(locale, {
        dateStyle: 'medium',
        timeStyle: 'short',
        timeZone: 'UTC',
      });
      expect(ana.card().text).toContain(time.format(world.clock.now()));
    },
  );
});

it('what is typed in one language is answered in the chat’s', async () => {
  const ana = world.person({ locale: 'ja-JP' });
  await ana.says('Entwürfe');
  expect(ana.card().text).toContain(words('ja').t('drafts.none.title'));
  await ana.says('写邮件');
  await ana.signsIn('ana');
  const { t } = words('ja');
  const mail = someMail();
  await ana.clicks(t('cards.mailForm.preview'), mail);
  await ana.says('enviar');
  expect(ana.card().text).toContain(t('cards.receipt.title'));
});
