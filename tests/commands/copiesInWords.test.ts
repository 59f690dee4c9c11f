// Copies in words of a mail in one line, and lists over several lines: nobody who is named is left out or shown unasked.
import { readOneLine } from '../../bot/commands/words/oneLine';
import { readCommand } from '../../bot/commands/words/words';
import { emptyDraft } from '../../bot/mail/draft';
import { readRecipients, showMailbox } from '../../bot/mail/recipients';
import { strayMarks } from '../../bot/mail/strayMarks';
import { partsOf } from '../support/oneLine';

const ana = 'ana@contoso.com';
const bao = 'bao@contoso.com';

/** What the person is asked about before such a mail goes. */
const asked = (typed: string) => strayMarks(readOneLine(typed) ?? emptyDraft, []);

describe('copies in words, behind the subject', () => {
  it.each([
    [`send mail to ${ana} about X copy to ${bao}: hi`, { to: ana, subject: 'X', cc: bao, body: 'hi' }],
    [
      `please send a mail to ${ana} about X and send a copy to ${bao}: hi`,
      { to: ana, subject: 'X', cc: bao, body: 'hi' },
    ],
    [`send mail to ${ana} about X, ccing ${bao}: hi`, { to: ana, subject: 'X', cc: bao, body: 'hi' }],
    [`send mail to ${ana} about X bccing ${bao}: hi`, { to: ana, subject: 'X', bcc: bao, body: 'hi' }],
    [`gửi mail cho ${ana} về X, bản sao cho ${bao}: hi`, { to: ana, subject: 'X', cc: bao, body: 'hi' }],
    [`gửi mail cho ${ana} về X, đồng kính gửi ${bao}: hi`, { to: ana, subject: 'X', cc: bao, body: 'hi' }],
    [`gui mail cho ${ana} ve X, ban sao cho ${bao}: hi`, { to: ana, subject: 'X', cc: bao, body: 'hi' }],
  ])('are copies where an address follows: %s', (typed, read) => {
    const { draft } = readCommand(typed);
    expect(Object.fromEntries(Object.entries(draft ?? {}).filter(([key]) => key in read))).toEqual(read);
  });
});

describe('whoever is named for a copy gets it, or is asked about', () => {
  const marks = [
    'bccing',
    'BCCing',
    'bcc’d',
    'CCing',
    'bản sao ẩn cho',
    'ban sao an cho',
    'gui kin cho',
    'bản sao cho',
    'copying',
  ];
  const places = [
    (mark: string) => `send mail to ${ana}, ${mark} Bao <${bao}> about X: hi`,
    (mark: string) => `send mail to ${ana} about X, ${mark} Bao: hi`,
    (mark: string) => `send mail to ${ana} about X, ${mark} ${bao}: hi`,
    (mark: string) => `send mail to ${ana} about X: hi, ${mark} Bao`,
    (mark: string) => `gui mail cho ${ana}, ${mark} Bao <${bao}> ve X: hi`,
    (mark: string) => `gửi mail cho ${ana} và ${mark} Bao <${bao}> về X: hi`,
  ];

  it.each(marks.flatMap((mark) => places.map((place) => place(mark))))('%s', (typed) => {
    const draft = readOneLine(typed);
    if (!draft) throw new Error('It is no mail');
    const isBlind = /bcc|ẩn| an | kin/i.test(typed);
    const fields = isBlind ? (['to', 'cc'] as const) : (['to'] as const);
    const read = fields.map((field) => readRecipients(draft[field], field));
    const isRefused = read.some(({ problem }) => problem);
    const isAsked = strayMarks(draft, []).length > 0;
    const showsBao = read.some(({ entries }) =>
      entries.some(({ name = '', address }) => `${name} ${address}`.toLowerCase().includes('bao')),
    );
    const getsCopy = /bao/i.test(isBlind ? draft.bcc : draft.cc);
    expect([showsBao && !isRefused, isRefused || isAsked || getsCopy]).toEqual([false, true]);
  });

  it.each([
    `send mail to ${ana} about 会议：明天开会，抄送李四`,
    `send mail to ${ana} about 会议：请抄送给li.si@contoso.cn`,
    `send mail to ${ana} about 会议：明天，密送给李四`,
    `send mail to ${ana} about X: hi, Bao is cced`,
    `send mail to ${ana} about X: hi. Please copy ${bao}`,
    `send mail to ${ana} about X: hi (Copy: Bao)`,
    `send mail to ${ana} about X, copy ${bao}: hi`,
    `send mail to ${ana} about X - copies to Bao and Chi: hi`,
  ])('is asked about: %s', (typed) => {
    expect(asked(typed)).toHaveLength(1);
  });

  it.each([
    `send mail to ${ana} about the copy machine: it is broken`,
    `send mail to ${ana} about Copy of the contract: here is a copy of it`,
    `send mail to ${ana} about my 50 cc engine: ok`,
  ])('is no question where nobody is named: %s', (typed) => {
    expect(asked(typed)).toEqual([]);
  });
});

describe('a list over several lines', () => {
  it.each([
    ['- ana@contoso.com\n- bao@contoso.com', `${ana}; ${bao}`],
    ['\n1. ana@contoso.com\n2. bao@contoso.com', `${ana}; ${bao}`],
    ['Ana Nguyen\tana@contoso.com\nBao Tran\tbao@contoso.com', `Ana Nguyen <${ana}>; Bao Tran <${bao}>`],
    ['Ana Nguyen (ana@contoso.com)\nBao Tran (bao@contoso.com)', `Ana Nguyen <${ana}>; Bao Tran <${bao}>`],
  ])('is all recipients: %j', (list, people) => {
    const draft = readOneLine(`send mail to ${list}\nabout Lunch: hi`);
    expect(
      readRecipients(draft?.to ?? '')
        .entries.map(showMailbox)
        .join('; '),
    ).toBe(people);
    expect(draft).toMatchObject({ subject: 'Lunch', body: 'hi' });
  });

  it('may have copies of its own, and then the subject', () => {
    expect(partsOf(`send mail to ${ana}\ncc ${bao}\nabout Lunch: hi`)).toEqual({
      to: ana,
      cc: bao,
      subject: 'Lunch',
      body: 'hi',
    });
  });

  it.each([`Please write me at ${bao}`, `Account: ${bao}\nPassword: secret`, `Call Bao ${bao}`])(
    'ends where the text begins: %j',
    (text) => {
      expect(partsOf(`send mail to ${ana}\n${text}`)).toEqual({ to: ana, body: text });
    },
  );
});

describe('a colon behind "about"', () => {
  it.each([
    ['send mail to Ana, Bao about: Lunch', { to: 'Ana, Bao', subject: 'Lunch' }],
    [`send mail to ${ana} cc ${bao} about: Lunch: hi`, { to: ana, cc: bao, subject: 'Lunch', body: 'hi' }],
    ['gửi mail cho Lan, Bảo về việc: Họp', { to: 'Lan, Bảo', subject: 'Họp' }],
  ])('still opens the subject: %s', (typed, parts) => {
    expect(partsOf(typed)).toEqual(parts);
  });
});

describe('the subject first', () => {
  it.each([
    [`send mail about Lunch to Ana Nguyen <${ana}>: hi`, `Ana Nguyen <${ana}>`, 'Lunch'],
    [`send an email about the trip to Hanoi to ${ana}: hi`, ana, 'the trip to Hanoi'],
    [`gửi mail về họp cho Bảo <${bao}>: hi`, `Bảo <${bao}>`, 'họp'],
  ])('%s', (typed, to, subject) => {
    expect(partsOf(typed)).toEqual({ to, subject, body: 'hi' });
  });
});

describe('"đồng" before "gửi" is a contract, a council or money', () => {
  it.each(['hợp đồng gửi cho', 'việc ký hợp đồng, gửi', 'phí 500.000 đồng gửi cho', 'hội đồng gửi'])(
    'as in "%s", and nobody gets a copy',
    (subject) => {
      const read = partsOf(`gửi mail cho ${ana} về ${subject} ${bao}: hi`);
      expect([read?.cc, read?.subject]).toEqual([undefined, `${subject} ${bao}`.replace(/^việc /, '')]);
      expect(asked(`gửi mail cho ${ana} về Họp: ${subject} khách`)).toEqual([]);
    },
  );
});

describe('"copy" with a name', () => {
  it.each([
    `send mail to ${ana} about Lunch, copy Bao: hi`,
    `send mail to ${ana} about Lunch: hi. Please copy Bao.`,
    `gửi mail cho ${ana} về Họp, copy cho Bảo: hi`,
    `gửi mail cho ${ana} về Họp, bản sao Bảo: hi`,
    `send mail to ${ana} about Handouts (copies for everyone): please print`,
  ])('is asked about, and the subject stays: %s', (typed) => {
    expect(asked(typed)).toHaveLength(1);
    expect(partsOf(typed)?.cc).toBeUndefined();
  });

  it.each([
    `send mail to Ana copy Bao <${bao}> about Lunch: hi`,
    `gửi mail cho Ana copy cho Bảo <${bao}> về Họp: hi`,
  ])('is no part of a name: %s', (typed) => {
    expect(readRecipients(readOneLine(typed)?.to ?? '').problem?.key).toBe('ccMark');
  });
});
