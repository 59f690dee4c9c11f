// Cancelling on the sign-in pages: the code stops working, the chat gets no message, and the page says how to go on.
import { words } from '../../bot/locales';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ authentication: 'off' });
});
afterAll(() => world.close());

/** Somebody whom the bot has shown a sign-in card. */
async function askedToSignIn(): Promise<Person> {
  const ana = world.person({ channel: 'emulator' });
  await ana.says('profile');
  return ana;
}

const opens = async (url: string) => (await fetch(url)).text();

/** Presses a button of the page: its form goes out with all that is hidden in it. */
async function presses(page: string, name: string, value: string): Promise<string> {
  const [form = ''] = page.match(/<form[\s\S]*<\/form>/) ?? [];
  if (!form.includes(`name="${name}" value="${value}"`)) throw new Error(`The page has no button ${name}`);
  const body = new URLSearchParams({ [name]: value });
  for (const [, key = '', text = ''] of form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)) {
    body.set(key, text);
  }
  return (await fetch(`${world.standInsUrl}/signin`, { method: 'POST', body })).text();
}

/** Picks Ana's account; the page that follows shows a code. */
async function getsCode(ana: Person) {
  const page = await presses(await opens(ana.signInLink()), 'account', 'ana');
  return { page, code: page.match(/>(\d{6})</)?.[1] ?? 'none' };
}

const cancels = (page: string) => presses(page, 'cancel', 'yes');

describe('a person who cancels', () => {
  it('while picking an account reads how to go on in the chat', async () => {
    const ana = await askedToSignIn();
    const page = await cancels(await opens(ana.signInLink()));
    expect(page).toContain('press the button of its card again');
  });

  it('after getting a code reads that it works no longer', async () => {
    const { page } = await getsCode(await askedToSignIn());
    expect(await cancels(page)).toContain('no longer works');
  });

  it('cannot use that code', async () => {
    const ana = await askedToSignIn();
    const { page, code } = await getsCode(ana);
    await cancels(page);
    await ana.says(code);
    expect(ana.card().text).toContain(t('signIn.wrong.title'));
  });

  it('hears nothing of it in the chat, as in reality', async () => {
    const ana = await askedToSignIn();
    const before = ana.heard().length;
    await cancels((await getsCode(ana)).page);
    expect(ana.heard()).toHaveLength(before);
  });

  it('can press the same sign-in button again', async () => {
    const ana = await askedToSignIn();
    await cancels((await getsCode(ana)).page);
    await ana.says((await getsCode(ana)).code);
    expect(ana.card().text).toContain('Ana Nguyen');
  });

  it('leaves the code of somebody else alone', async () => {
    const [ana, bao] = [await askedToSignIn(), await askedToSignIn()];
    const { code } = await getsCode(bao);
    const { page } = await getsCode(ana);
    await cancels(page.replaceAll(/name="code" value="\d{6}"/g, `name="code" value="${code}"`));
    await bao.says(code);
    expect(bao.card().text).toContain('Ana Nguyen');
  });

  it('after the code was typed reads that they are signed in', async () => {
    const ana = await askedToSignIn();
    const { page, code } = await getsCode(ana);
    await ana.says(code);
    const answer = await cancels(page);
    expect(answer).toContain('You are already signed in');
    expect(answer).toContain('The code was used in the chat');
  });

  it('after the code was typed and a sign-out does not read that they are signed in', async () => {
    const ana = await askedToSignIn();
    const { page, code } = await getsCode(ana);
    await ana.says(code);
    await ana.says('sign out');
    expect(await cancels(page)).toContain('no longer works');
  });

  it('twice, while signed in with another code, does not read that this code was used', async () => {
    const ana = await askedToSignIn();
    const unused = await getsCode(ana);
    await ana.says((await getsCode(ana)).code);
    for (const answer of [await cancels(unused.page), await cancels(unused.page)]) {
      expect(answer).not.toContain('The code was used in the chat');
      expect(answer).toContain('no longer works');
    }
  });
});
