// The log: one line a turn that says what happened, and never a token, a code, an address, a name, a subject or a body.
import { words } from '../bot/locales';
import { openLog, traceOf } from '../bot/runtime/log';
import { accounts } from '../playground/accounts';
import { mentioning, signInFailure, submit } from './support/activities';
import { lastTurn, turns } from './support/log';
import { someMail, withOpenForm } from './support/mails';
import { startWorld, type World } from './support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { SHOW_ACCESS_TOKEN: 'true' } });
});
afterAll(() => world.close());

/** Goes through a whole journey and gives everything private in it. */
async function journey(): Promise<string[]> {
  const ana = world.person({ channel: 'webchat' });
  await ana.says('my secret password is hunter2');
  await ana.says('send mail to one-line@contoso.com about Secret plan: burn after reading');
  const code = await ana.getsCode('ana');
  await ana.says('000000');
  await ana.says(code);
  await ana.says('profile');
  await ana.says('token');
  const token = /^eyJ\S+$/m.exec(ana.card().text)?.[0] ?? 'no token was shown';

  await ana.says('send mail');
  const invalid = { to: 'nobody', subject: 'Invalid subject', body: 'Invalid body' };
  await ana.clicks('Send', invalid);
  const mail = { to: 'Bao <bao@fabrikam.example>', subject: 'Salary list', body: 'Between you and me' };
  const refused = { status: 400, code: 'ErrorInvalidRecipients', message: 'bao@fabrikam.example is bad' };
  world.standIns.graph.answerNext({ on: 'sendMail', ...refused });
  await ana.clicks('Send', mail);
  world.standIns.graph.answerNext({ on: 'sendMail', status: 504, message: 'bao@fabrikam.example' });
  await ana.clicks('Send', mail);
  await ana.clicks(t('mail.sendAgain'));
  await ana.clicks('Send');
  world.standIns.tokenService.answerNext({ on: 'GetToken', status: 500, message: 'for ana@contoso.com' });
  await ana.says('profile');
  world.calls.answerNext('me', async () => Response.json({ mail: 'ana@contoso.com', id: 7 }));
  await ana.says('sign out');
  await ana.comesInAs('ana');
  await ana.does(
    submit({
      verb: 'mail.send',
      formId: 'x',
      to: 'made-up@evil.example',
      subject: 'Fake plan',
      body: 'Fake text',
    }),
  );
  await ana.says('forget me');

  const appToken = world.connector.said.at(-1)?.authorization?.replace('Bearer ', '') ?? '';
  const profile = Object.values(accounts[0]?.user ?? {}).flatMap((value) => value ?? []);
  return [
    ...['hunter2', 'one-line@contoso.com', 'Secret plan', 'burn after reading', code, '000000', token],
    ...[...Object.values(invalid), ...Object.values(mail), 'bao@fabrikam.example', 'Bao'],
    ...['made-up@evil.example', 'Fake plan', 'Fake text', appToken, 'eyJ', 'EwB', '@contoso.com'],
    ...profile.filter((value) => value.length > 3),
  ];
}

let secrets: string[] = [];
beforeAll(async () => {
  secrets = await journey();
});

describe('over a whole journey, with successes and failures', () => {
  it('every kind of outcome occurred', () => {
    const outcomes = turns(world).map(({ outcome }) => outcome);
    const expected = ['done', 'sign-in shown', 'form shown', 'invalid', 'failed', 'unknown', 'sent'];
    expect(expected.filter((outcome) => !outcomes.includes(outcome))).toEqual([]);
  });

  it('nothing private is in the log', () => {
    const log = world.log.map((line) => JSON.stringify(line)).join('\n');
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  });

  it('the values that are searched for are real', () => {
    expect(secrets.filter((secret) => secret === '')).toEqual([]);
    expect(secrets.some((secret) => /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(secret))).toBe(true);
  });
});

describe('a turn', () => {
  it('has one line: channel, command, outcome and how long it took', async () => {
    const before = turns(world).length;
    await world.person({ channel: 'webchat' }).says('help');
    expect(turns(world).slice(before)).toEqual([
      {
        level: expect.anything(),
        time: expect.anything(),
        msg: 'turn',
        ...{ channel: 'webchat', command: 'help', outcome: 'done', ms: 0 },
      },
    ]);
  });

  it('that failed has one line too, and one with the reason', async () => {
    const ana = world.person();
    const before = world.log.length;
    world.standIns.tokenService.answerNext({ on: 'GetToken', status: 500 });
    await ana.says('profile');
    const lines = world.log.slice(before);
    expect(lines.map(({ msg }) => msg)).toEqual(['turn failed', 'turn']);
    expect(lines[0]?.reference).toBe(lines[1]?.reference);
  });

  it('has its duration', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    world.calls.answerNext('me', async () => {
      world.clock.pass(1234);
      return Response.json(accounts[0]?.user);
    });
    await ana.says('profile');
    expect(lastTurn(world).ms).toBe(1234);
  });

  it('carries the request id of Graph’s newest answer', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    world.calls.answerNext('me', async () =>
      Response.json(accounts[0]?.user, { headers: { 'request-id': 'me-7' } }),
    );
    world.calls.answerNext('photo', async () => new Response('', { headers: { 'request-id': 'photo-8' } }));
    world.clock.pass(3_600_000);
    await ana.says('profile');
    expect(lastTurn(world).graphRequestId).toBe('photo-8');
  });

  it('of a mail that was sent carries the request id of the 202', async () => {
    const ana = await withOpenForm(world.person());
    const headers = { 'request-id': 'sent-9' };
    world.calls.answerNext('sendMail', async () => new Response(null, { status: 202, headers }));
    await ana.clicks('Send', someMail());
    expect(lastTurn(world)).toMatchObject({ outcome: 'sent', graphRequestId: 'sent-9' });
  });

  it('names a button by its verb and an invoke by its name', async () => {
    const ana = world.person();
    await ana.does(submit({ verb: 'account.signOut' }));
    expect(lastTurn(world).command).toBe('account.signOut');
    await ana.does({ type: 'invoke', name: 'task/fetch', value: {} });
    expect(lastTurn(world).command).toBe('task/fetch');
  });

  it('of a button with an unknown verb does not put the verb into the log', async () => {
    await world.person().does(submit({ verb: 'my address is ana@contoso.com' }));
    expect(JSON.stringify(lastTurn(world))).not.toContain('ana@contoso.com');
  });
});

describe('what a stranger chooses', () => {
  const address = 'ana.nguyen@contoso.com';
  const texts = [address, 'Burn after reading', 'x'.repeat(1_000), 'constructor', '__proto__', 'a\nb'];

  it.each(texts)('(%#) does not reach the log as an invoke’s name', async (name) => {
    await world.person().does({ type: 'invoke', name });
    expect(lastTurn(world)).toMatchObject({ command: 'other', outcome: 'ignored' });
  });

  it.each([address, 'Burn after reading', 'constructor', '__proto__'])(
    '(%#) does not reach the log as an activity’s type, nor as an event’s name',
    async (chosen) => {
      await world.person().does({ type: chosen });
      expect(lastTurn(world)).toMatchObject({ command: 'other', outcome: 'ignored' });
      await world.person().does({ type: 'event', name: chosen });
      expect(lastTurn(world)).toMatchObject({ command: 'event', outcome: 'ignored' });
    },
  );

  it.each(texts)('(%#) does not reach the log as the code of a failed sign-in', async (code) => {
    await world.person().does(signInFailure(code));
    expect(lastTurn(world)).toMatchObject({ command: 'signin/failure', outcome: 'sign-in failed: other' });
  });

  it('does not reach the log as a channel', async () => {
    const local = await startWorld({ authentication: 'off' });
    for (const channel of [address, 'Burn after reading', 'constructor']) {
      await local.person({ channel }).says('help');
      expect(lastTurn(local)).toMatchObject({ channel: 'other', command: 'help', outcome: 'done' });
    }
    await local.close();
  });
});

describe('what a service chooses', () => {
  const address = 'ana.nguyen@contoso.com';

  it.each([address, 'Burn after reading, Ana', 'x'.repeat(5_000)])(
    '(%#) does not reach the log as an error’s code, nor as a request id',
    async (chosen) => {
      const ana = world.person();
      await ana.comesInAs('ana');
      await ana.says('send mail');
      const before = world.log.length;
      const headers = chosen.length < 100 ? { 'request-id': chosen } : {};
      for (const on of ['sendMail', 'me'] as const)
        world.calls.answerNext(on, async () =>
          Response.json({ error: { code: chosen } }, { status: 400, headers }),
        );
      await ana.clicks('Send', { to: 'bao@contoso.com', subject: 'Lunch', body: 'At 12' });
      world.clock.pass(3_600_000);
      await ana.says('profile');
      const lines = JSON.stringify(world.log.slice(before));
      expect(lines).toContain('400');
      for (const text of [address, 'Burn after', 'xxxx']) expect(lines).not.toContain(text);
    },
  );

  it('does not reach the log as the reason why a 1:1 chat could not be opened', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    world.connector.answerNext({ status: 403, code: address });
    await ana.does(mentioning('profile'));
    expect(lastTurn(world)).toMatchObject({ outcome: 'private only', cause: '403' });
  });

  it('does not reach the log as lines of an error’s message that look like its stack', () => {
    const { error, at } = traceOf(
      new SyntaxError(`Unexpected token\n    at ${address} (ana.ts:1:1)\n    at b`),
    );
    expect([error, at.length > 0, JSON.stringify(at)]).toEqual([
      ...['SyntaxError', true, expect.not.stringContaining(address)],
    ]);
  });

  it('is cut off from any field of any line', () => {
    const lines: string[] = [];
    const log = openLog('info', () => 0, { write: (line) => void lines.push(line) });
    log.warn(
      { cause: address, reason: 'a\u0000b', signal: 'SIGTERM', ms: 5, long: 'x'.repeat(201) },
      'a line',
    );
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      ...{ cause: 'other', reason: 'other', long: 'other', signal: 'SIGTERM', ms: 5, msg: 'a line' },
    });
  });
});

describe('half a token, from a token service that breaks off', () => {
  it('does not reach the log', async () => {
    const ana = world.person();
    const half = new Response('{"token":"eyJ-half-a-token', {
      headers: { 'content-type': 'application/json' },
    });
    world.calls.answerNext('GetToken', async () => half);
    await ana.says('profile');
    expect(ana.card().text).toContain(t('failure.tokenService'));
    expect(JSON.stringify(world.log)).not.toContain('half-a-token');
  });
});
