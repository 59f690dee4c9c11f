// A comma, a line or a `;` between two people: nobody is swallowed by the name of the next one without a question.
import fc from 'fast-check';
import { emptyDraft } from '../../bot/mail/draft';
import { readingQuestions } from '../../bot/mail/names';
import { readRecipients, showMailbox } from '../../bot/mail/recipients';

function read(text: string): string {
  const { entries, problem } = readRecipients(text);
  return problem ? `refused: ${problem.key}` : entries.map(showMailbox).join('; ');
}

/** The two readings that are offered, the one person first. */
const readingsOf = (text: string): string[] =>
  readingQuestions({ ...emptyDraft, to: text }).flatMap((question) =>
    'readings' in question ? question.readings.map(({ take }) => take) : [],
  );

describe('an address that only looks like the name before the comma', () => {
  it.each([
    'Lan Nguyen, Minh <minh.nguyen@contoso.com>',
    'Lan Nguyen, Minh Tran <minh.nguyen@contoso.com>',
    'Eva Schmidt, Jan <jan.schmidt@contoso.com>',
    'Dan, Eva <eva.daniels@contoso.com>',
    'Rob, Kim <kim.robertson@contoso.com>',
    'Ann, Jo Smith <joanna.smith@contoso.com>',
    'Tim, Alex <alext@contoso.com>',
    'Nguyen, Ana <ana.n@contoso.com>',
    'Tom, Alex Brown <alexbrownt@contoso.com>',
    'Nam, Ba <ban@contoso.com>',
    'Dan, Ana <dana@contoso.com>',
    'Md, Rahman <rahman@contoso.com>',
    'Ana, Ana Nguyen <ana.nguyen@contoso.com>',
    'Le, Chi <chi.leon@contoso.com>',
  ])('is asked about: %s', (typed) => {
    expect(read(typed)).toBe('refused: twoReadings');
    const [one = '', several = ''] = readingsOf(typed);
    expect(readRecipients(one).entries).toHaveLength(1);
    expect(readRecipients(several).entries).toHaveLength(2);
  });

  it.each([
    ['Li, Wei <weili@contoso.com>', 'Li, Wei'],
    ['Nguyen, An <anguyen@contoso.com>', 'Nguyen, An'],
    ['Nguyen, Ana <nguyena@contoso.com>', 'Nguyen, Ana'],
    ["O'Neil, Mary-Jane [CONTOSO/IT] <mjoneil@contoso.com>", "O'Neil, Mary-Jane [CONTOSO/IT]"],
    ["O'Neil, Mary <mary.o'neil@contoso.com>", "O'Neil, Mary"],
    ['Smith, John A. (Jack) III <john.smith@contoso.com>', 'Smith, John A. (Jack) III'],
    ['van der Berg, Ana <ana.van.der.berg@contoso.com>', 'van der Berg, Ana'],
    ['Smith-Jones, Ana <asmithjones2@contoso.com>', 'Smith-Jones, Ana'],
  ])('is no question where it says the whole name: %s', (typed, name) => {
    expect(readRecipients(typed).entries).toEqual([expect.objectContaining({ name })]);
  });
});

describe('a `;` somewhere in the field', () => {
  it.each([
    'Ana Nguyen, Bao Tran <bao@contoso.com>; chi@contoso.com',
    'Ana Nguyen, Bao Tran <bao@contoso.com>;',
    'Ana Nguyen, Bao <bao@contoso.com>; chi@contoso.com',
    'Bao, Chi Le <chi@contoso.com>; dan@contoso.com',
    'Ana, Bao, Chi <chi@contoso.com>; dan@contoso.com',
    'Ana <ana@contoso.com>, Bao, Chi <chi@contoso.com>; dan@contoso.com',
    '张三，李四 <lisi@contoso.com>；王五 <wangwu@contoso.com>',
    'dan@contoso.com; Ana Nguyen, Bao Tran',
  ])('makes no one person of two: %s', (typed) => {
    expect(read(typed)).toBe('refused: twoReadings');
  });

  it('does so where both names are short, as Outlook writes them', () => {
    expect(read('Nguyen, Ana <ana@contoso.com>; Smith, John A. III <js@contoso.com>')).toBe(
      '"Nguyen, Ana" <ana@contoso.com>; "Smith, John A. III" <js@contoso.com>',
    );
  });

  it('leaves a list of full names a list', () => {
    expect(read('dan@contoso.com; Ana Nguyen, Bao Tran, Chi Vo')).toBe(
      'dan@contoso.com; Ana Nguyen; Bao Tran; Chi Vo',
    );
  });

  it('stays where it was when a reading is chosen', () => {
    const typed = 'Nguyen, Ana <ana@contoso.com>; Bao Tran, Chi Le <chi.le@contoso.com>;';
    expect(read(typed)).toBe('refused: twoReadings');
    expect(readRecipients(typed).entries).toEqual([{ name: 'Nguyen, Ana', address: 'ana@contoso.com' }]);
  });
});

describe('the comma of Chinese lists', () => {
  it.each(['张三、李四 <lisi@contoso.com>；王五 <ww@contoso.com>', '张三、李四 <lisi@contoso.com>'])(
    'is never part of a name: %s',
    (typed) => {
      expect(readRecipients(typed).entries.slice(0, 2)).toEqual([
        { name: '张三' },
        { name: '李四', address: 'lisi@contoso.com' },
      ]);
    },
  );
});

describe('a name and its address', () => {
  it.each([
    'Ana Nguyen\nana.nguyen@contoso.com',
    'Ana Nguyen\n(ana.nguyen@contoso.com)',
    'Ana Nguyen\nanguyen@contoso.com',
    'Ana Nguyen\r\n<ana.nguyen@contoso.com>',
    'Ana Nguyen\n<a17@contoso.com>',
    'Ana Nguyen; <ana.nguyen@contoso.com>',
    '"Ana Nguyen",ana.nguyen@contoso.com',
    '"Ana Nguyen","ana.nguyen@contoso.com"',
  ])('are one recipient over a line, and in a row of a table: %j', (typed) => {
    expect(readRecipients(typed).entries).toEqual([
      { name: 'Ana Nguyen', address: expect.stringContaining('@') },
    ]);
  });

  it.each([
    'Ana Nguyen\nana@contoso.com',
    'Ana Nguyen; ana.nguyen@contoso.com',
    'Ana Nguyen; <a17@contoso.com>',
    'Ana, Bao\n<bao@contoso.com>',
  ])('are asked about where they are like each other: %j', (typed) => {
    expect(read(typed)).toBe('refused: twoReadings');
  });

  it.each(['Ana\nbao@contoso.com', '"Bao", bao@contoso.com', '"Bao"; bao@contoso.com'])(
    'are two recipients where they are not, or the name stands in quotes: %j',
    (typed) => {
      expect(readRecipients(typed).entries).toHaveLength(2);
    },
  );
});

describe('a pair beside one address', () => {
  it.each([
    'Ana and Bao <bao@contoso.com>',
    'Ana & Bao Tran <bao.tran@contoso.com>',
    'Ana và Bảo <bao@x.example>',
  ])('is asked about where the address is of one of them: %s', (typed) => {
    expect(read(typed)).toBe('refused: twoReadings');
    expect(readingsOf(typed).map((take) => readRecipients(take).entries.length)).toEqual([1, 2]);
  });

  it.each(['Ana and Bao <team@contoso.com>', 'Smith & Sons <info@smith.example>'])(
    'is one else: %s',
    (typed) => {
      expect(readRecipients(typed).entries).toHaveLength(1);
    },
  );
});

describe('a bar', () => {
  it('stays in the name that it is part of', () => {
    const person = { name: 'Ana Nguyen | Contoso', address: 'ana.nguyen@contoso.com' };
    expect(readRecipients('Ana Nguyen | Contoso <ana.nguyen@contoso.com>')).toEqual({ entries: [person] });
  });

  it('is shown in the question where it may part two', () => {
    const typed = 'Contoso | Ana Nguyen <ana.nguyen@contoso.com>';
    expect(readingsOf(typed)[0]).toBe('"Contoso | Ana Nguyen" <ana.nguyen@contoso.com>');
  });
});

describe('whoever stands before the comma', () => {
  const first = fc.constantFrom('Ana', 'Bao', 'Dan', 'Eva', 'Tim', 'Rob', 'An', 'Li', 'Mary-Jane');
  const last = fc.constantFrom('Nguyen', 'Tran', 'Daniels', 'Robertson', 'Le', 'Lee', "O'Neil", 'Smith');
  const person = fc.record({ first, last });
  const localOf = [
    (f: string, l: string) => `${f}.${l}`,
    (f: string, l: string) => f.charAt(0) + l,
    (f: string, l: string) => f + l.charAt(0),
    (f: string) => f,
    (f: string, l: string) => l + f,
    (f: string, l: string) => `${f}${l}7`,
  ];

  it('is asked about beside the full name of another with that one’s own address', () => {
    fc.assert(
      fc.property(
        person,
        person,
        fc.constantFrom(...localOf),
        fc.boolean(),
        fc.constantFrom('', ';', '; dan@x.example', ', dan@x.example'),
        (one, other, local, isFull, rest) => {
          fc.pre(one.first !== other.first && one.last !== other.last);
          const before = isFull ? `${one.first} ${one.last}` : one.first;
          const address = local(other.first, other.last)
            .toLowerCase()
            .replace(/[^a-z.\d]/g, '');
          const typed = `${before}, ${other.first} ${other.last} <${address}@contoso.com>${rest}`;
          expect(read(typed)).toBe('refused: twoReadings');
        },
      ),
      { seed: 17, numRuns: 2_000 },
    );
  });
});

describe('a name beside its address in a table', () => {
  it.each([
    'Nguyễn Văn An\nannv@contoso.vn',
    'Nguyễn Thu Hà\nhant@contoso.vn',
    'Nguyễn Văn An\r\n<annv@contoso.vn>',
  ])('is one recipient where a Vietnamese address says the given name and the initials: %j', (typed) => {
    expect(readRecipients(typed).entries).toEqual([
      { name: typed.split(/[\r\n]/)[0], address: expect.stringContaining('@') },
    ]);
  });

  it.each([
    'Nguyễn Thu Hà,hant@contoso.vn',
    'Nguyễn Văn An,annv@contoso.vn',
    'ana.nguyen@contoso.com,Ana Nguyen',
    'ana.nguyen@contoso.com,Ana Nguyen\nbao@contoso.com,Lan',
    'ana@contoso.com,Ana',
  ])('is asked about in a row of two columns, whichever is first: %j', (typed) => {
    expect(read(typed)).toBe('refused: twoReadings');
    const [one = '', several = ''] = readingsOf(typed);
    expect(readRecipients(one).entries).toHaveLength(1);
    expect(readRecipients(several).entries).toHaveLength(2);
  });

  it('is somebody else where the address does not have it', () => {
    expect(read('ana.nguyen@contoso.com,Bao')).toBe('ana.nguyen@contoso.com; Bao');
  });
});

describe('what ends a name', () => {
  it.each([
    ['Ana.', 'Ana'],
    ['Lê Chi.', 'Lê Chi'],
    ['Lê Chi。', 'Lê Chi'],
    ['Ana Nguyen Jr.', '"Ana Nguyen Jr."'],
    ['Contoso Inc.', '"Contoso Inc."'],
    ['John A.', '"John A."'],
    ['John Smith, Jr. <jsmith@contoso.com>', '"John Smith, Jr." <jsmith@contoso.com>'],
    ['Contoso, Inc. <info@contoso.com>', '"Contoso, Inc." <info@contoso.com>'],
    ['Contoso, GmbH <info@contoso.com>', '"Contoso, GmbH" <info@contoso.com>'],
  ])('is a part of it, or a full stop: %s', (typed, name) => {
    expect(read(typed).replaceAll('"', '')).toBe(name.replaceAll('"', ''));
  });

  it.each(['Ana, Md <md@contoso.com>', 'Ana, Jr. <jr@contoso.com>'])('may be somebody: %s', (typed) => {
    expect(read(typed)).toBe('refused: twoReadings');
  });
});

describe('a heading of addresses', () => {
  it.each(['Email\nbao@contoso.com', 'E-mail address\nbao@contoso.com', 'Work email: bao@contoso.com'])(
    'is nobody: %j',
    (typed) => {
      expect(read(typed)).toBe('bao@contoso.com');
    },
  );

  it('is a name elsewhere, and is not left out', () => {
    expect(read('Mail')).toBe('Mail');
    expect(read('bao@contoso.com\nMail')).toBe('bao@contoso.com; Mail');
    expect(read('bao@contoso.com, Mail')).toBe('bao@contoso.com; Mail');
  });
});
