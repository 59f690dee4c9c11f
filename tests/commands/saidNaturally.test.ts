// What people say in words of their own: a yes around "send", near misses of what drops something, thanks and wishes.
import { readCommand } from '../../bot/commands/words/words';

describe('a yes around "send" is one', () => {
  it.each([
    'gửi đi nhé',
    'ok gửi nhé',
    'gửi luôn nhé',
    'gửi thư đi nhé',
    'gui di nhe',
    'send it please',
    'send please',
    'please send',
    'send it now please',
    'vâng gửi',
    'dạ gửi đi ạ',
    'yes send please',
  ])('"%s"', (typed) => {
    expect(readCommand(typed)).toEqual({ name: 'send' });
  });

  it.each(['send please?', 'gửi nhé?', 'can you send it please', 'gửi được không ạ', 'send please ❌'])(
    'but "%s" is asked about',
    (typed) => {
      expect(readCommand(typed)).toMatchObject({ name: 'unknown', near: { name: 'send' } });
    },
  );

  it.each(['cancel please', 'sign out please', 'forget me please', 'ok thôi'])(
    'and "%s", which drops something, is asked about as before',
    (typed) => {
      expect(readCommand(typed)).toMatchObject({ name: 'unknown', near: {} });
    },
  );

  it.each(['gửi thư nhé', 'send mail please'])('and "%s" is a new mail', (typed) => {
    expect(readCommand(typed)).toEqual({ name: 'compose' });
  });
});

describe('what cannot be taken back is near with one slip only', () => {
  it.each(['show it', 'skip it', 'sign up', 'logo', 'dùng lại', 'hai thư', 'forget it'])(
    'not "%s"',
    (typed) => {
      expect(['cancel', 'signOut', 'forgetMe']).not.toContain(readCommand(typed).near?.name);
    },
  );

  it.each([
    ['stpo it', 'stop it'],
    ['sign oit', 'sign out'],
    ['forgt me', 'forget me'],
  ])('but "%s" is "%s"', (typed, phrase) => {
    expect(readCommand(typed)).toMatchObject({ name: 'unknown', near: { phrase } });
  });
});

describe('what people say besides', () => {
  it.each([
    ['hello', 'hello bot', 'hiya', 'xin chào bot', 'chào em', 'alo'],
    ['hello', 'how do I send an email?', 'cách gửi thư'],
    ['thanks', 'thank you so much', 'thanks bot', 'cảm ơn bạn nhiều', 'cảm ơn rất nhiều'],
    ['sent', 'was my email sent', 'did it go', 'did it arrive?', 'is it sent', 'đã gửi chưa', 'gửi chưa'],
  ])('%s: %s, and so on', (name, ...all) => {
    expect(all.map((typed) => readCommand(typed).name)).toEqual(all.map(() => name));
  });

  it.each([
    ['attach', 'gửi file', 'gửi kèm file'],
    ['read', 'kiểm tra mail', 'có thư mới không', 'any new mail', 'do i have mail?'],
    ['recall', 'rút thư lại'],
    ['calendar', 'lịch của tôi', 'lên lịch'],
    ['schedule', 'gửi lúc 8h sáng mai', 'mail the report to ana@contoso.com tomorrow'],
    ['schedule', 'gửi mail cho bao@contoso.com sáng mai'],
  ])('a wish for more than an email, %s: %s', (lacks, ...all) => {
    expect(all.map((typed) => readCommand(typed).lacks)).toEqual(all.map(() => lacks));
  });

  it.each([
    'send this picture to bao@contoso.com',
    'gửi file này cho bao@contoso.com',
    'send the attached file to bao@contoso.com',
  ])('an email with a file: %s', (typed) => {
    expect(readCommand(typed)).toMatchObject({ name: 'compose', draft: { to: 'bao@contoso.com' } });
  });
});
