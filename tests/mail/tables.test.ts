// Names and addresses in columns or lines of their own: contact cards, Excel, CSV, lists of colleagues with departments.
import { emptyDraft } from '../../bot/mail/draft';
import { readingQuestions } from '../../bot/mail/names';
import { readRecipients, showMailbox } from '../../bot/mail/recipients';

function read(text: string): string {
  const { entries, problem } = readRecipients(text);
  return problem ? `refused: ${problem.key}` : entries.map(showMailbox).join('; ');
}

const firstTake = (text: string) =>
  readingQuestions({ ...emptyDraft, to: text }).flatMap((question) =>
    'readings' in question ? [question.readings[0]?.take] : [],
  );

describe('a name whose address says nothing of it', () => {
  it.each([
    ['张三\nzhangsan@contoso.com', '"张三" <zhangsan@contoso.com>'],
    ['鈴木 花子\nsuzuki@contoso.com', '"鈴木 花子" <suzuki@contoso.com>'],
    ['Иванов Иван\nivanov@contoso.com', '"Иванов Иван" <ivanov@contoso.com>'],
    ['张三,zhangsan@contoso.com', '"张三" <zhangsan@contoso.com>'],
    ['zhangsan@contoso.com,张三', '"张三" <zhangsan@contoso.com>'],
    ['张三;zhangsan@contoso.com', '"张三" <zhangsan@contoso.com>'],
    ['Ana Nguyen\nan7@contoso.com', '"Ana Nguyen" <an7@contoso.com>'],
    ['Lê Chi,c1@contoso.com', '"Lê Chi" <c1@contoso.com>'],
  ])('is asked about before it is looked up: %j', (typed, take) => {
    expect(read(typed)).toBe('refused: twoReadings');
    expect(firstTake(typed)).toEqual([take]);
  });

  it.each([
    [
      '"Nguyen, Ana",an7@contoso.com\n"Le, Chi",ch9@contoso.com',
      '"Nguyen, Ana" <an7@contoso.com>; "Le, Chi" <ch9@contoso.com>',
    ],
    ['"张三",zhangsan@contoso.com', '张三 <zhangsan@contoso.com>'],
    ['张三, lisi@contoso.com', '张三; lisi@contoso.com'],
  ])('is clear as a cell in quotes, and as a list with blanks: %j', (typed, people) => {
    expect(read(typed)).toBe(people);
  });
});

it('half of a name in the next column is not taken for all of it', () => {
  expect(read('ana.nguyen@contoso.com\tNguyen, Ana')).toBe('refused: unclear');
});

describe('one person', () => {
  it.each([
    [
      'zhangsan@contoso.com（张三）；lisi@contoso.com（李四）',
      '张三 <zhangsan@contoso.com>; 李四 <lisi@contoso.com>',
    ],
    ['ana@contoso.com(Ana Nguyen)', 'Ana Nguyen <ana@contoso.com>'],
    ['ana.nguyen@contoso.com\tAna Nguyen', 'Ana Nguyen <ana.nguyen@contoso.com>'],
    ['san@contoso.cn\t张三\nsi@contoso.cn\t李四', '张三 <san@contoso.cn>; 李四 <si@contoso.cn>'],
    ['张三（san@contoso.cn）和李四（si@contoso.cn）', '张三 <san@contoso.cn>; 李四 <si@contoso.cn>'],
    ['Chi Le | Sales | chi.le@contoso.com', '"Chi Le | Sales" <chi.le@contoso.com>'],
    ['"Ana Nguyen (ana@contoso.com)" <ana@contoso.com>', '"Ana Nguyen (ana@contoso.com)" <ana@contoso.com>'],
    [
      'Ana Nguyen | IT | Contoso <ana.nguyen@contoso.com>; bao@contoso.com',
      '"Ana Nguyen | IT | Contoso" <ana.nguyen@contoso.com>; bao@contoso.com',
    ],
    [
      'García López, María <maria.garcia@contoso.es>; Fernández-Ruiz, José Luis <joseluis.fernandez@contoso.es>',
      '"García López, María" <maria.garcia@contoso.es>; "Fernández-Ruiz, José Luis" <joseluis.fernandez@contoso.es>',
    ],
    [
      'Nguyen, Van An <annv2@contoso.vn>; Tran, Thi Bao <baott3@contoso.vn>',
      '"Nguyen, Van An" <annv2@contoso.vn>; "Tran, Thi Bao" <baott3@contoso.vn>',
    ],
  ])('is read from the signs around the address: %j', (typed, people) => {
    expect(read(typed)).toBe(people);
  });

  it.each([
    'Ana, Bao Tran <bao.tran@contoso.com>; chi@contoso.com',
    'Smith, Mary Ann <u1@contoso.com>; chi@contoso.com',
    'Ana | Bao <bao@contoso.com>',
  ])('or several: %s is asked about', (typed) => {
    expect(read(typed)).toBe('refused: twoReadings');
  });

  it.each(['ana@contoso.co(m)', '"bao@contoso.com" <ana@contoso.com>'])('is unclear: %s', (typed) => {
    expect(read(typed)).toMatch(/^refused/);
  });
});

describe('lists', () => {
  it.each([
    '1/ ana@contoso.com\n2/ bao@contoso.com',
    '1️⃣ ana@contoso.com\n2️⃣ bao@contoso.com',
    'ana@contoso.com với bao@contoso.com',
  ])('of two people: %j', (typed) => {
    expect(read(typed)).toBe('ana@contoso.com; bao@contoso.com');
  });

  it('go on with "và cho"', () => {
    expect(read('An và cho Bảo')).toBe('An; Bảo');
  });

  it.each(['ana@contoso.com, subject', 'ana@contoso.com, tiêu đề', 'ana@contoso.com; nội dung: mai nhé'])(
    'do not end with a subject or a text: %s',
    (typed) => {
      expect(read(typed)).toBe('refused: subjectMark');
    },
  );

  it('may name a team of such words', () => {
    expect(read('Subject Matter Experts <sme@contoso.com>')).toBe('Subject Matter Experts <sme@contoso.com>');
  });
});
