// Failures of the token service: explained with a reference, without a retry, and nothing typed is lost.
import { words } from '../../bot/locales';
import { lastTurn, referenceIn } from '../support/log';
import { filledIn } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('while the token service is down', () => {
  it.each([400, 429, 500, 503])(
    '(%i) a person is told so, with a reference that is in the log',
    async (status) => {
      const ana = world.person();
      world.standIns.tokenService.answerNext({ on: 'GetToken', status });
      await ana.says('profile');
      expect(ana.card().text).toContain(t('failure.tokenService'));
      expect(lastTurn(world)).toMatchObject({ outcome: 'failed', reference: referenceIn(ana.card().text) });
    },
  );

  it('the token service is asked once, without retries', async () => {
    const ana = world.person();
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 503 });
    expect(await world.calls.during(() => ana.says('profile'))).toEqual(['GetToken', 'reply']);
  });

  it('no sign-in card is shown when its link cannot be fetched', async () => {
    const ana = world.person();
    world.standIns.tokenService.answerNext({ on: 'GetSignInResource', status: 500 });
    await ana.says('profile');
    expect(ana.card().text).toContain(t('failure.tokenService'));
  });

  it('a mail described in one line is kept, and comes back with a click', async () => {
    const ana = await signedIn(world);
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 503 });
    await ana.says('send mail to bao@contoso.com about Kept: see you at 12');
    await ana.clicks(t('mail.edit'));
    expect(ana.card().inputs).toEqual(
      filledIn({ to: 'bao@contoso.com', subject: 'Kept', body: 'see you at 12' }),
    );
  });
});
