// A whole mail in one message: how it is split into fields, and that nothing typed is lost.
import { readOneLine } from '../../bot/commands/words/oneLine';
import { partsOf } from '../support/oneLine';

const ana = 'ana@contoso.com';
const chi = 'chi@contoso.com';
const bao = 'bao@contoso.com';

describe('recipients, subject and text', () => {
  it.each([
    [`send mail to ${ana}`, { to: ana }],
    [`send mail to ${ana} about Lunch`, { to: ana, subject: 'Lunch' }],
    [`send mail to ${ana}: see you`, { to: ana, body: 'see you' }],
    [
      'send mail to Ana, bao@contoso.com cc Chi about Lunch tomorrow: see you at 12',
      { to: 'Ana, bao@contoso.com', cc: 'Chi', subject: 'Lunch tomorrow', body: 'see you at 12' },
    ],
    ['SEND MAIL TO Ana ABOUT Lunch: hi', { to: 'Ana', subject: 'Lunch', body: 'hi' }],
    ['send an email  to  Ana  about  Lunch:  hi', { to: 'Ana', subject: 'Lunch', body: 'hi' }],
    ['mail to: Ana about: Lunch: hi', { to: 'Ana', subject: 'Lunch', body: 'hi' }],
    ['send mail to Ana about what it is about: you', { to: 'Ana', subject: 'what it is about', body: 'you' }],
    ['send mail to Ana about talking to Bao', { to: 'Ana', subject: 'talking to Bao' }],
  ])('%s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('copies', () => {
  it.each([
    ['send mail to Ana cc Chi', { to: 'Ana', cc: 'Chi' }],
    ['send mail to Ana cc Chi bcc Bao about x', { to: 'Ana', cc: 'Chi', bcc: 'Bao', subject: 'x' }],
    ['send mail to Ana bcc Bao cc Chi about x', { to: 'Ana', cc: 'Chi', bcc: 'Bao', subject: 'x' }],
    ['send mail to Ana, cc: Chi, bcc: Bao: hi', { to: 'Ana', cc: 'Chi', bcc: 'Bao', body: 'hi' }],
    [`send mail to Ana cc:${chi} about x`, { to: 'Ana', cc: chi, subject: 'x' }],
    ['send mail to Ana CC Chi cc Lê Bảo', { to: 'Ana', cc: 'Chi, Lê Bảo' }],
  ])('%s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('a label before a recipient', () => {
  it.each(['Email:', 'E-mail:', 'To:', '收件人：', 'Người nhận:'])('ends nothing: %s', (label) => {
    expect(partsOf(`send mail to ${label} ${ana} about Lunch: hi`)).toEqual({
      to: `${label} ${ana}`,
      subject: 'Lunch',
      body: 'hi',
    });
    expect(partsOf(`send mail to ${chi}, ${label} ${ana}: hi`)).toEqual({
      to: `${chi}, ${label} ${ana}`,
      body: 'hi',
    });
  });

  it.each([
    ['gửi thư cho An: chào em', { to: 'An', body: 'chào em' }],
    ['send mail to Ana about E-mail: it is down', { to: 'Ana', subject: 'E-mail', body: 'it is down' }],
  ])('is a name or a subject elsewhere: %s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('quotes of other countries', () => {
  it.each(['„Team: EU“', '«Team: EU»', '»Team: EU«', '「営業：東京」', '『営業：東京』', '《红楼梦：序》'])(
    'hide what is in them: %s',
    (quoted) => {
      expect(partsOf(`send mail to ${quoted} <${ana}> about ${quoted}: hi`)).toEqual({
        to: `${quoted} <${ana}>`,
        subject: quoted,
        body: 'hi',
      });
    },
  );
});

describe('names', () => {
  it.each([
    ['send mail to Lê Chi, Ana Nguyen about x', { to: 'Lê Chi, Ana Nguyen', subject: 'x' }],
    [`send mail to Ana Nguyen <${ana}> about x`, { to: `Ana Nguyen <${ana}>`, subject: 'x' }],
    [`send mail to "Tran, Bao" <${bao}>: hi`, { to: `"Tran, Bao" <${bao}>`, body: 'hi' }],
    [
      'send mail to "About Us" <about@contoso.com> about x',
      { to: '"About Us" <about@contoso.com>', subject: 'x' },
    ],
    ['send mail to "all about us: a cc list", Ana', { to: '"all about us: a cc list", Ana' }],
    ['send mail to “All about us”, Ana', { to: '“All about us”, Ana' }],
    ['send mail to Ana about "Re: Lunch": hi', { to: 'Ana', subject: '"Re: Lunch"', body: 'hi' }],
    ['send mail to Ana about a 5" one: or 7" now', { to: 'Ana', subject: 'a 5" one', body: 'or 7" now' }],
    ['send mail to Ana about "Lunch: hi', { to: 'Ana', subject: '"Lunch', body: 'hi' }],
  ])('%s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('the colon', () => {
  it.each([
    ['send mail to Ana about 12:30 lunch: ok?', { to: 'Ana', subject: '12:30 lunch', body: 'ok?' }],
    ['send mail to Ana about Lunch: at 12: or 1?', { to: 'Ana', subject: 'Lunch', body: 'at 12: or 1?' }],
    ['send mail to Ana about https://contoso.com', { to: 'Ana', subject: 'https://contoso.com' }],
    ['send mail to Ana about Lunch : hi', { to: 'Ana', subject: 'Lunch', body: 'hi' }],
    ['send mail to : hi', { body: 'hi' }],
    ['send mail to Ana about Lunch:', { to: 'Ana', subject: 'Lunch' }],
  ])('%s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('full-width letters and a wide colon', () => {
  it.each([
    ['ｓｅｎｄ　ｍａｉｌ　ｔｏ Ana ａｂｏｕｔ Lunch：hi', { to: 'Ana', subject: 'Lunch', body: 'hi' }],
    ['send mail to Ana　about Lunch　tomorrow：hi', { to: 'Ana', subject: 'Lunch　tomorrow', body: 'hi' }],
    ['send mail to Ana about 12：30 lunch：hi', { to: 'Ana', subject: '12：30 lunch', body: 'hi' }],
  ])('%s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('several lines', () => {
  it.each([
    [
      'send mail to Ana about Lunch\nDear Ana,\n\nhi',
      { to: 'Ana', subject: 'Lunch', body: 'Dear Ana,\n\nhi' },
    ],
    ['send mail to Ana about Lunch:\nDear Ana,\nhi', { to: 'Ana', subject: 'Lunch', body: 'Dear Ana,\nhi' }],
    ['send mail to Ana about Lunch: hi\n\nAna', { to: 'Ana', subject: 'Lunch', body: 'hi\n\nAna' }],
    ['send mail to Ana\r\nabout this: hi', { to: 'Ana', body: 'about this: hi' }],
    ['send mail to\nAna\nhi', { to: 'Ana', body: 'hi' }],
  ])('%j', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('Vietnamese', () => {
  const expected = { to: 'Ana', cc: 'Chi', subject: 'Ăn trưa', body: 'hẹn 12:30' };

  it.each([
    'gửi thư cho Ana cc Chi về Ăn trưa: hẹn 12:30',
    'gửi mail tới Ana đồng gửi Chi về việc Ăn trưa: hẹn 12:30',
    'Soạn thư đến Ana, đồng gửi: Chi, về: Ăn trưa: hẹn 12:30',
    'gui thu cho Ana cc Chi ve Ăn trưa: hẹn 12:30',
    'gui email toi Ana dong gui Chi ve viec Ăn trưa: hẹn 12:30',
    'email cho Ana cc Chi ve Ăn trưa: hẹn 12:30',
    'gửi mail to Ana cc Chi about Ăn trưa: hẹn 12:30',
    'send mail to Ana cc Chi về Ăn trưa: hẹn 12:30',
  ])('%s', (typed) => {
    expect(partsOf(typed)).toEqual(expected);
  });

  it.each([
    ['gửi thư cho Ana vé tàu', { to: 'Ana vé tàu' }],
    ['send mail to Ve Le about x', { to: 'Ve Le', subject: 'x' }],
    ['send mail to Ana Ve', { to: 'Ana Ve' }],
    ['gửi mail ana@contoso.com bcc Bảo về x', { to: ana, bcc: 'Bảo', subject: 'x' }],
  ])('a name or another word is not taken for a little one: %s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('without a word for "to"', () => {
  it.each([
    [`email ${ana} about Lunch: hi`, { to: ana, subject: 'Lunch', body: 'hi' }],
    [`send mail ${ana}`, { to: ana }],
    [`mail ${ana}, Bao cc Chi`, { to: `${ana}, Bao`, cc: 'Chi' }],
    [`email Ana Nguyen <${ana}>: hi`, { to: `Ana Nguyen <${ana}>`, body: 'hi' }],
    [`email "Tran, Bao" <${bao}>`, { to: `"Tran, Bao" <${bao}>` }],
    [`email ${ana} ${bao}`, { to: `${ana} ${bao}` }],
  ])('an address is enough: %s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });

  it.each([
    'mail',
    'send mail',
    'send mail to',
    'mail box is full',
    'email settings',
    'email about lunch',
    `mail from ${ana} is late`,
    'email ana@localhost',
    'mailto ana@contoso.com',
    `please send mail to ${ana}`,
  ])('nothing else is a mail: %s', (typed) => {
    expect(readOneLine(typed)).toBeUndefined();
  });
});

describe('nothing typed is lost', () => {
  const little = new Set(['cc', 'bcc', 'about', 'về', 'việc']);
  const wordsOf = (text: string) => text.split(/[\s,;:]+/).filter(Boolean);

  it.each([
    'to about Lunch: hi',
    'to cc',
    'to Ana cc',
    'to Ana about',
    'to Ana cc: about: hi',
    'to Ana about about about',
    'to Ana, , ; cc ;;, Chi',
    'to cc Chi about bcc',
    'to Ana about Lunch cc bcc cc one bcc two: three: four',
    `to Ana about Lunch cc ${chi} cc Bao cc ${bao}`,
    `to Ana about Lunch cc ${chi} ${bao}`,
    'to Ana về việc Lunch about Dinner : : hi',
    'to "Ana about x: y',
    'to Ana" about "x" cc "y',
    'to <Ana about x> cc < y: z',
    'to Ana about re:cc bcc:x y:z : end',
    'to Ana cho Bao tới Chi to Dũng',
    'to :: hi : there',
    'to 👩‍👩‍👧 about 🇻🇳: ✉️',
    'to Ana\nabout x\ncc y: z',
  ])('of "%s"', (rest) => {
    const found = new Set(Object.values(readOneLine(`send mail ${rest}`) ?? {}).flatMap(wordsOf));
    const lost = wordsOf(rest)
      .slice(1)
      .filter((word) => !found.has(word) && !little.has(word));
    expect(lost).toEqual([]);
  });
});

describe('a line that is expensive to parse', () => {
  it.each([
    'cc ',
    'cc: x ',
    'about ',
    '"',
    ' "',
    '“',
    '<',
    'x <',
    ': ',
    ':',
    ',',
    'a@b.example, ',
    '" "a',
    '  ',
  ])('is parsed quickly: %j', (piece) => {
    const before = performance.now();
    readOneLine(`send mail to Ana about x cc ${piece.repeat(60_000 / piece.length)}x`);
    // This is no performance test: a pattern with backtracking would take minutes.
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
