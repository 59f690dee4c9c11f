// Copies in a mail in one message: what opens them, before the subject and behind it.
import { readOneLine } from '../../bot/commands/words/oneLine';
import { readCommand } from '../../bot/commands/words/words';
import { readRecipients } from '../../bot/mail/recipients';
import { strayMarks } from '../../bot/mail/strayMarks';
import { partsOf } from '../support/oneLine';

const ana = 'ana@contoso.com';
const chi = 'chi@contoso.com';
const bao = 'bao@contoso.com';

describe('a mark of blind copies that begins with one of open copies', () => {
  it.each([
    [`gửi thư cho ${chi} đồng gửi ẩn Bảo <${bao}> về X: hi`, `Bảo <${bao}>`],
    [`gửi thư cho ${chi}, đồng gửi ẩn cho Bảo <${bao}> về X: hi`, `Bảo <${bao}>`],
    [`gửi thư cho ${chi} cc ẩn Bảo <${bao}> về X: hi`, `Bảo <${bao}>`],
    [`gửi thư cho ${chi}, đồng gửi ẩn: ${bao} về X: hi`, bao],
    [`send mail to ${chi} đồng gửi ẩn ${bao} about X: hi`, bao],
    [`send mail to ${chi} blind copy ${bao} about X: hi`, bao],
  ])('opens the blind ones: %s', (typed, bcc) => {
    expect(partsOf(typed)).toEqual({ to: chi, bcc, subject: 'X', body: 'hi' });
  });

  it('is left to be refused in Cc where it was typed without accents', () => {
    expect(partsOf(`gui thu cho ${chi} dong gui an ${bao} ve X: hi`)?.cc).toBe(`dong gui an ${bao}`);
    expect(partsOf(`gui thu cho ${chi} dong gui An ve X: hi`)?.cc).toBe('An');
    expect(readRecipients(`dong gui an ${bao}`, 'cc').problem?.key).toBe('bccMark');
  });
});

describe('little words beside copies', () => {
  it.each([
    ['send mail to Lê Chi and cc Ana Vega about x', { to: 'Lê Chi', cc: 'Ana Vega', subject: 'x' }],
    [`send mail to ${ana} and cc ${bao} about x`, { to: ana, cc: bao, subject: 'x' }],
    [`gửi thư cho ${ana} và cc ${bao} về x`, { to: ana, cc: bao, subject: 'x' }],
    [`send mail to ${ana} cc to ${bao} about x`, { to: ana, cc: bao, subject: 'x' }],
    [`gửi thư cho ${ana} cc cho Bảo <${bao}> về x`, { to: ana, cc: `Bảo <${bao}>`, subject: 'x' }],
    [`gửi thư cho ${ana}, bcc cho Bảo về x`, { to: ana, bcc: 'Bảo', subject: 'x' }],
    [`gửi thư cho ${ana} cc Cho Lee về x`, { to: ana, cc: 'Cho Lee', subject: 'x' }],
    [`send mail to ${ana} about to do list`, { to: ana, subject: 'to do list' }],
  ])('are no part of a name: %s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });

  it.each(['gửi một email cho', 'gửi e-mail cho', 'soạn mail cho', 'gui mot email cho'])(
    'begin a mail: %s',
    (beginning) => {
      expect(partsOf(`${beginning} Ana về x: hi`)).toEqual({ to: 'Ana', subject: 'x', body: 'hi' });
    },
  );
});

describe('copies behind the subject', () => {
  it.each([
    [`send mail to Ana about Lunch cc ${chi}: hi`, { to: 'Ana', subject: 'Lunch', cc: chi, body: 'hi' }],
    [
      `send mail to Ana about Lunch cc: Chi <${chi}>, ${ana} bcc: ${bao}: hi`,
      { to: 'Ana', subject: 'Lunch', cc: `Chi <${chi}>, ${ana}`, bcc: bao, body: 'hi' },
    ],
    ['send mail to Ana about the cc rule: hi', { to: 'Ana', subject: 'the cc rule', body: 'hi' }],
    ['send mail to Ana about Lunch cc Chi: hi', { to: 'Ana', subject: 'Lunch cc Chi', body: 'hi' }],
    ['send mail to Ana about Lunch cc: Chi: hi', { to: 'Ana', subject: 'Lunch', cc: 'Chi', body: 'hi' }],
    [
      `send mail to Ana about Lunch cc me at ${chi}: hi`,
      { to: 'Ana', subject: 'Lunch', cc: `me at ${chi}`, body: 'hi' },
    ],
    [
      `send mail to Ana about Lunch cc ${chi} bcc him: hi`,
      { to: 'Ana', subject: 'Lunch', cc: chi, bcc: 'him', body: 'hi' },
    ],
    [
      `send mail to Ana about the cc rule, bcc ${bao} and ${chi}: hi`,
      { to: 'Ana', subject: 'the cc rule', bcc: `${bao} and ${chi}`, body: 'hi' },
    ],
    [`send mail to Ana about X, bcc to ${bao}: hi`, { to: 'Ana', subject: 'X', bcc: bao, body: 'hi' }],
    [`send mail to Ana about X, blind copy ${bao}: hi`, { to: 'Ana', subject: 'X', bcc: bao, body: 'hi' }],
    ['send mail to Ana about X, bcc Lê Chi: hi', { to: 'Ana', subject: 'X', bcc: 'Lê Chi', body: 'hi' }],
    ['send mail to Ana about X bcc Lê Chi: hi', { to: 'Ana', subject: 'X', bcc: 'Lê Chi', body: 'hi' }],
    ['send mail to Ana about the bcc rule: hi', { to: 'Ana', subject: 'the bcc rule', body: 'hi' }],
    [`send mail to Ana about bcc ${bao}: hi`, { to: 'Ana', bcc: bao, body: 'hi' }],
    ['send mail to Ana about BCC Policy: hi', { to: 'Ana', subject: 'BCC Policy', body: 'hi' }],
    [`gửi thư cho Ana về X, bcc cho ${bao}: hi`, { to: 'Ana', subject: 'X', bcc: bao, body: 'hi' }],
    [`gửi thư cho Ana về X, đồng gửi ẩn ${bao}: hi`, { to: 'Ana', subject: 'X', bcc: bao, body: 'hi' }],
    [
      `gửi thư cho Ana về X, cc Bao Tran <${bao}> và ${chi}: hi`,
      { to: 'Ana', subject: 'X', cc: `Bao Tran <${bao}> và ${chi}`, body: 'hi' },
    ],
    [`send mail to Ana about X and cc ${bao}: hi`, { to: 'Ana', subject: 'X', cc: bao, body: 'hi' }],
  ])('%s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('copies right behind a comma', () => {
  it.each([
    [
      `send mail to Ana <${ana}>，bcc Bao <${bao}> about S：y`,
      { to: `Ana <${ana}>`, bcc: `Bao <${bao}>`, subject: 'S', body: 'y' },
    ],
    [`send mail to ${ana},Bcc ${bao} about S: y`, { to: ana, bcc: bao, subject: 'S', body: 'y' }],
    [`send mail to ${ana};cc:${chi},bcc: ${bao}: y`, { to: ana, cc: chi, bcc: bao, body: 'y' }],
    [`gửi thư cho ${ana},đồng gửi ${chi},về Ăn trưa: y`, { to: ana, cc: chi, subject: 'Ăn trưa', body: 'y' }],
  ])('%s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });

  it('are none in a word', () => {
    expect(partsOf(`send mail to ${ana}, accbcc`)).toEqual({ to: `${ana}, accbcc` });
    expect(readOneLine(`email, ${ana}`)).toBeUndefined();
  });
});

describe('little words before copies', () => {
  it.each([
    [
      `Ana with a bcc to Bao <${bao}> about S: y`,
      { to: 'Ana', bcc: `Bao <${bao}>`, subject: 'S', body: 'y' },
    ],
    ['Ana and please also cc Chi about S: y', { to: 'Ana', cc: 'Chi', subject: 'S', body: 'y' }],
    [`Ana about S - cc ${bao}: y`, { to: 'Ana', cc: bao, subject: 'S', body: 'y' }],
    [`Ana please about S: y`, { to: 'Ana', subject: 'S', body: 'y' }],
  ])('are nobody, and no part of a subject: %s', (typed, parts) => {
    expect(partsOf(`send mail to ${typed}`)).toEqual(parts);
  });

  it.each(['who to go with', 'A+', 'Lunch with Bao'])('at the end of a subject stay: %s', (subject) => {
    expect(partsOf(`send mail to Ana about ${subject}, cc ${bao}: y`).subject).toBe(subject);
  });

  it('of Vietnamese, too', () => {
    expect(partsOf('gửi thư cho Ana, nhớ cc Bảo về S: y')).toEqual({
      to: 'Ana',
      cc: 'Bảo',
      subject: 'S',
      body: 'y',
    });
  });
});

describe('a mark behind its person', () => {
  it.each([
    [`${ana}, ${bao} bcc about Hi: y`, 'to', 'bccMark'],
    [`${ana}, ${bao} cc, ${chi} bcc, about Hi: y`, 'to', 'ccMark'],
    [`${ana} cc ${bao}, ${chi} bcc about Hi: y`, 'cc', 'bccMark'],
    [`Ana, Bao cc, Chi bcc about Hi: y`, 'to', 'ccMark'],
    [`Ana and Bao in bcc about Hi: y`, 'to', 'bccMark'],
    [`${ana}, ${bao} gửi ẩn về Hi: y`, 'to', 'bccMark'],
    [`An, Bảo đồng gửi về Hi: y`, 'to', 'ccMark'],
  ] as const)('is left beside them and refused: %s', (typed, field, key) => {
    const line = readOneLine(typed.includes(' về ') ? `gửi mail cho ${typed}` : `send mail to ${typed}`);
    expect(line).toMatchObject({ subject: 'Hi', body: 'y' });
    expect(readRecipients(line?.[field] ?? '', field).problem?.key).toBe(key);
  });
});

describe('copies behind a subject, by name', () => {
  it.each([
    ['lunch, bcc chi: y', { subject: 'lunch', bcc: 'chi' }],
    ['Hi, bcc my boss: y', { subject: 'Hi', bcc: 'my boss' }],
    ['Họp, bcc anh Bảo: y', { subject: 'Họp', bcc: 'anh Bảo' }],
    ['会议，bcc 李四：y', { subject: '会议', bcc: '李四' }],
    ['Hi cc Bao bcc Chi: y', { subject: 'Hi', cc: 'Bao', bcc: 'Chi' }],
    ['Hi (bcc Bao): y', { subject: 'Hi', bcc: 'Bao' }],
    ['Hi - cc Bao: y', { subject: 'Hi', cc: 'Bao' }],
    ['Hi. Cc Bao: y', { subject: 'Hi.', cc: 'Bao' }],
    ['Hi CC: Bao Tran: y', { subject: 'Hi', cc: 'Bao Tran' }],
  ])('are copies: %s', (typed, parts) => {
    expect(partsOf(`send mail to ${ana} about ${typed}`)).toEqual({ to: ana, body: 'y', ...parts });
  });

  it.each([`Hi (bcc: ${bao})`, `Hi [bcc: ${bao}]`])('are copies with a colon in brackets: %s', (typed) => {
    const line = readOneLine(`send mail to ${ana} about ${typed}: y`);
    expect(line).toMatchObject({ subject: 'Hi', body: 'y' });
    expect(readRecipients(line?.bcc ?? '', 'bcc').entries).toEqual([{ address: bao }]);
  });
});

describe('names that are little words, too', () => {
  it.each(['chi kính', 'chị nhớ', 'nguyễn văn kính'])('stay whole: %s', (name) => {
    expect(partsOf(`gửi mail cho ${name} về Họp: y`)).toEqual({ to: name, subject: 'Họp', body: 'y' });
  });
});

describe('copies within the subject', () => {
  it.each([
    ['send mail to ana@contoso.com about X (bcc bao@contoso.com): hi', 'bao@contoso.com'],
    ['gửi thư cho ana@contoso.com về X [bcc Bảo <bao@contoso.com>]: hi', 'Bảo <bao@contoso.com>'],
    ['send mail to ana@contoso.com about X, blind copies to bao@contoso.com: hi', 'bao@contoso.com'],
  ])('are no part of it: %s', (typed, bcc) => {
    expect(readOneLine(typed)).toMatchObject({ subject: 'X', bcc, body: 'hi' });
    expect(readRecipients(bcc, 'bcc').entries).toMatchObject([{ address: 'bao@contoso.com' }]);
  });

  it.each(['Lunch cc Chi', 'BCC policy', 'the bcc rule'])(
    'without an address are words of it: %s',
    (subject) => {
      expect(readOneLine(`send mail to ana@contoso.com about ${subject}: hi`)?.subject).toBe(subject);
    },
  );
});

describe('a mark of copies that is not read as copies', () => {
  /** What the person is asked about before such a mail goes. */
  const askedOf = (typed: string) => {
    const draft = readOneLine(typed);
    if (!draft) throw new Error('no line');
    return strayMarks(draft, []).map(({ slip }) => slip);
  };

  it.each([
    ['about lunch bcc bao: y', 'subject bcc'],
    ['about lunch, please bcc my boss: y', 'subject bcc'],
    [`about Lunch (${bao} in bcc): y`, 'subject bcc'],
    ['about Lunch with Bao in bcc: see you at 12', 'subject bcc'],
    ['about Payment to BCC: y', 'subject bcc'],
    ['về ăn trưa bcc chị Chi: y', 'subject bcc'],
    ['về Họp và gửi ẩn cho anh Bảo: y', 'subject gửi ẩn'],
    [`about Lunch\nbcc ${bao}\nsee you at 12`, `body bcc ${bao}`],
    [`about Lunch: see you at 12. Bcc ${bao}`, `body bcc ${bao}`],
    ['\nCC: Chi\nBCC: Bảo\nNội dung: mai 9h', 'body cc: chi'],
  ])('is asked about: %j', (typed, slip) => {
    expect(askedOf(`${typed.startsWith('v') ? 'gửi mail cho' : 'send mail to'} ${ana} ${typed}`)).toEqual([
      slip,
    ]);
  });

  it.each([
    'BCC policy: y',
    'Scooter, 50 cc: y',
    'Engine size 50 cc or 125 cc: y',
    'Lunch: I will tell Bao and Chi',
  ])('is not asked about where nobody is meant: %s', (typed) => {
    expect(askedOf(`send mail to ${ana} about ${typed}`)).toEqual([]);
  });

  it.each(['Renewal - CC Licence', 'Creative Cloud (CC Pro)', 'Visit to BCC Hanoi', 'Cc and Bcc Explained'])(
    'leaves the subject whole: %s',
    (subject) => {
      expect(partsOf(`send mail to ${ana} about ${subject}: y`)).toEqual({ to: ana, subject, body: 'y' });
    },
  );
});

describe('polite words', () => {
  it.each([
    'please send mail to',
    'can you send an email to',
    'I want to send an email to',
    'hi, please send mail to',
  ])('stand before a line: %s', (beginning) => {
    expect(readCommand(`${beginning} Ana about S: y`)).toMatchObject({
      name: 'compose',
      draft: { to: 'Ana', subject: 'S', body: 'y' },
    });
  });

  it.each(['nhờ gửi email cho', 'giúp tôi gửi mail cho', 'hãy gửi thư cho'])(
    'in Vietnamese, too: %s',
    (beginning) => {
      expect(readCommand(`${beginning} Ana về S: y`).draft).toMatchObject({
        to: 'Ana',
        subject: 'S',
        body: 'y',
      });
    },
  );
});
