// Which command a text is: exactly, without accents, or nearly.
import fc from 'fast-check';
import { readCommand } from '../../bot/commands/words/words';

describe('a command is known', () => {
  it.each([
    ['send', 'send'],
    ['Send it!', 'send'],
    ['yes, send it', 'send'],
    ['ok send', 'send'],
    ['gửi', 'send'],
    ['gửi luôn', 'send'],
    ['edit', 'edit'],
    ['change it', 'edit'],
    ['Back to the form', 'edit'],
    ['sửa thư', 'edit'],
    ['chỉnh sửa', 'edit'],
    ['cancel', 'cancel'],
    ['stop it', 'cancel'],
    ['hủy thư', 'cancel'],
    ['help me please', 'help'],
    ['giúp tôi với', 'help'],
    ['send mail', 'compose'],
    ['gửi thư', 'compose'],
  ])('"%s" is %s', (typed, name) => {
    expect(readCommand(typed).name).toBe(name);
  });
});

describe('Vietnamese is known without accents', () => {
  it.each([
    ['gui thu', 'compose'],
    ['Dang nhap', 'signIn'],
    ['dang xuat', 'signOut'],
    ['doi tai khoan', 'otherAccount'],
    ['gui di', 'send'],
    ['sua', 'edit'],
  ])('"%s" is %s', (typed, name) => {
    expect(readCommand(typed).name).toBe(name);
  });

  it.each([
    ['Huy', 'hủy'],
    ['quen toi', 'quên tôi'],
  ])('"%s" may be a name or something else, so it is asked about', (typed, phrase) => {
    expect(readCommand(typed)).toMatchObject({ name: 'unknown', near: { phrase } });
  });

  it('on some of its words only', () => {
    expect(readCommand('đăng nhap').name).toBe('signIn');
  });

  it.each(['sữa', 'hùy', 'thời'])('but "%s", with other accents, is another word', (typed) => {
    expect(readCommand(typed).name).toBe('unknown');
  });
});

describe('what stands around a command does not count', () => {
  it.each([
    ['"send mail"', 'compose'],
    ['“help”', 'help'],
    ['«help»', 'help'],
    ['„help“', 'help'],
    ["'help'", 'help'],
    ['‘help’', 'help'],
    ['「help」', 'help'],
    ['`help`', 'help'],
    ['**help**', 'help'],
    ['help 🙏🏽', 'help'],
    ['👋 help', 'help'],
    ['help👨‍👩‍👧‍👦❤️', 'help'],
    ['send mail 🇻🇳', 'compose'],
    ['1️⃣ send mail ℹ️', 'compose'],
    ['help。', 'help'],
    ['help！', 'help'],
    ['gửi thư…', 'compose'],
    ['help।', 'help'],
    ['¿help?', 'help'],
    ['？', 'help'],
    ['"Send it!" 👍', 'send'],
  ])('%s', (typed, name) => {
    expect(readCommand(typed).name).toBe(name);
  });

  it.each([
    ['ｓｅｎｄ　ｍａｉｌ', 'compose'],
    ['𝐬𝐞𝐧𝐝 𝐦𝐚𝐢𝐥', 'compose'],
    ['send\u00a0mail', 'compose'],
    ['send\u2003\u3000mail', 'compose'],
    ['sign‑in help', 'signInHelp'],
    ['yes，send it', 'send'],
  ])('nor in which letters and spaces it is written: %s', (typed, name) => {
    expect(readCommand(typed).name).toBe(name);
  });

  it('whatever it is', () => {
    const said = fc.constantFrom<[string, string]>(
      ['help', 'help'],
      ['Send Mail', 'compose'],
      ['gửi thư', 'compose'],
      ['dang xuat', 'signOut'],
      ['hồ sơ', 'profile'],
      ['SIGN OUT', 'signOut'],
      ['ｐｒｏｆｉｌｅ', 'profile'],
      ['thư nháp', 'drafts'],
    );
    const quotes = fc.constantFrom(
      ...['""', '“”', '„“', '«»', '»«', '‘’', "''", '「」', '『』', '``', '‹›', '＂＂', ''],
    );
    const emoji = fc.constantFrom('', '👍', '✉️', '🙏🏿', '👩‍💻', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇫🇷', '3️⃣', '❤', ':)');
    const stop = fc.constantFrom('', '.', '!', '。', '！', '…', '।', '۔', '!!!', ' ');
    const space = fc.constantFrom(' ', '\u00a0', '\u3000', '\u2009', '  ');
    fc.assert(
      fc.property(
        said,
        quotes,
        emoji,
        emoji,
        stop,
        space,
        ([phrase, name], pair, before, behind, end, gap) => {
          const inner = phrase.replaceAll(' ', gap);
          const typed = [before, pair.slice(0, 1), inner, end, pair.slice(1), gap, behind].join('');
          expect([typed, readCommand(typed).name]).toEqual([typed, name]);
        },
      ),
      { seed: 17, numRuns: 1_000 },
    );
  });
});

describe('a word that cannot be taken back and leaves doubt', () => {
  it.each([
    'send?',
    'send？',
    '"send"?',
    'send ؟',
    'send 🚫',
    '❌ send',
    'send 👎',
    '~~send~~',
    'send:',
    'send,',
    'send –',
    'send 🙅',
    '🙅🏽‍♀️ send',
    'send 💔',
    'send ⚠️',
  ])('is asked about: %s', (typed) => {
    expect(readCommand(typed)).toMatchObject({ name: 'unknown', near: { phrase: 'send' } });
  });

  it.each(['send 👍🏽', 'send ❤️', '✉️ send', 'send ✅', 'send 😀🙏'])('is taken with a yes: %s', (typed) => {
    expect(readCommand(typed)).toEqual({ name: 'send' });
  });

  it.each([
    ['cancel?', 'cancel'],
    ['forget me?', 'forget me'],
    ['sign out 🙅', 'sign out'],
  ])('or to drop what cannot be brought back: %s', (typed, near) => {
    expect(readCommand(typed)).toMatchObject({ name: 'unknown', near: { phrase: near } });
  });
});

describe('six digits', () => {
  /** The zeros of scripts that have digits of their own. */
  const zeros = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
  ];
  const moreZeros = [
    0xf20, 0x1040, 0x17e0, 0x1810, 0xff10, 0x104a0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1fbf0,
  ];
  const inScript = (code: string, zero: number) =>
    [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');

  it.each([...zeros, ...moreZeros])('of the script with the zero U+%i are a code', (zero) => {
    for (const code of ['012345', '678909', '000000', '999999'])
      expect(readCommand(inScript(code, zero))).toEqual({ name: 'code', code });
  });

  it.each([
    '"123456"',
    '“123456”',
    '`123456`',
    '**123456**',
    '_123456_',
    '「123456」',
    '123456 👍',
    ' 123456\n',
    '🔑 １２３４５６',
  ])('are a code in quotes, in Markdown or beside an emoji: %s', (typed) => {
    expect(readCommand(typed)).toEqual({ name: 'code', code: '123456' });
  });

  it.each([
    'my code is 123456',
    'My code: "123456", thanks',
    'it says 123 456',
    '123456 is the code',
    'mã của tôi là １２３４５６',
    'الرمز هو ١٢٣٤٥٦',
    '验证码：123456。',
    'Microsoft account security code\nUse 482913 to sign in.',
    '123456.',
    '(123456)',
    '123456 or 654321',
  ])('in a sentence are nearly a code, and never one: %s', (typed) => {
    expect(readCommand(typed)).toEqual({ name: 'unknown', nearlyCode: true });
  });

  it.each([
    'call 0912 345 678',
    'order 1234567890',
    '+84 28 3823 4567',
    'in 2026',
    '12345678',
    '123456789012',
  ])('that belong to a longer number are none: %s', (typed) => {
    expect(readCommand(typed)).not.toHaveProperty('code');
    expect(readCommand(typed)).not.toHaveProperty('nearlyCode');
  });

  it('are a code by themselves only', () => {
    const zero = fc.constantFrom(...zeros, ...moreZeros);
    const code = fc.integer({ min: 0, max: 999_999 }).map((number) => String(number).padStart(6, '0'));
    const rest = fc.constantFrom('code', 'mã', 'is', 'here you are', '验证码', 'رمز');
    fc.assert(
      fc.property(code, zero, rest, fc.boolean(), (six, script, word, isBefore) => {
        const digits = inScript(six, script);
        expect(readCommand(`“${digits}” `)).toEqual({ name: 'code', code: six });
        const sentence = isBefore ? `${word} ${digits}` : `${digits} ${word}`;
        expect(readCommand(sentence)).toEqual({ name: 'unknown', nearlyCode: true });
      }),
      { seed: 17, numRuns: 500 },
    );
  });
});

describe('a typo is asked about', () => {
  it.each([
    ['sned mail', 'send mail'],
    ['edti mail', 'edit mail'],
    ['dang nhpa', 'đăng nhập'],
    ['gủi thư', 'gửi thư'],
    ['sữa', 'sửa'],
    ['quên tổi', 'quên tôi'],
  ])('"%s" is asked about as "%s"', (typed, near) => {
    expect(readCommand(typed)).toMatchObject({ name: 'unknown', near: { phrase: near } });
  });

  it.each(['what is the weather', 'mail box is full', 'email settings', 'gà', '👋', ''])(
    'but not "%s"',
    (typed) => {
      expect(readCommand(typed)).toEqual({ name: 'unknown' });
    },
  );
});

describe('a whole mail', () => {
  it('is a command to compose it', () => {
    expect(readCommand('gui mail cho Ana ve hop: mai nhe')).toMatchObject({
      name: 'compose',
      draft: { to: 'Ana', subject: 'hop', body: 'mai nhe' },
    });
  });

  it('is not confused with a code', () => {
    expect(readCommand('123456')).toEqual({ name: 'code', code: '123456' });
  });
});

describe('a question without its mark, and "all right then"', () => {
  it.each([
    ['gửi được không', 'send'],
    ['ok gửi được ko', 'send'],
    ['can you send it', 'send'],
    ['can you forget me', 'forgetMe'],
    ['đăng xuất được không', 'signOut'],
    ['can you cancel it', 'cancel'],
    ['ok thôi', 'cancel'],
    ['thôi nhé', 'cancel'],
  ])('"%s" is asked about', (typed, name) => {
    expect(readCommand(typed)).toMatchObject({ name: 'unknown', near: { name } });
  });

  it.each(['tôi', 'gửi anh Tuấn', 'em muốn viết mail gửi anh tuan'])(
    '"%s" is nothing of that kind',
    (typed) => {
      const { near, lacks } = readCommand(typed);
      expect([near?.name, lacks]).not.toContain('cancel');
      expect(lacks).toBeUndefined();
    },
  );
});
