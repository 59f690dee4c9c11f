// Which command a text is: exactly, without accents, or nearly.
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
    ['huy', 'cancel'],
    ['gui di', 'send'],
    ['sua', 'edit'],
    ['quen toi', 'forgetMe'],
  ])('"%s" is %s', (typed, name) => {
    expect(readCommand(typed).name).toBe(name);
  });

  it('on some of its words only', () => {
    expect(readCommand('đăng nhap').name).toBe('signIn');
  });

  it.each(['sữa', 'hùy', 'thời'])('but "%s", with other accents, is another word', (typed) => {
    expect(readCommand(typed).name).toBe('unknown');
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
    expect(readCommand(typed)).toEqual({ name: 'unknown', near });
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
