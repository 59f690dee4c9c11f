// Lists as people paste them from mails, tables, scripts and chats: each entry is somebody, or is refused by name.
import fc from 'fast-check';
import { readRecipients, showMailbox } from '../../bot/mail/recipients';

const ana = 'ana@contoso.com';
const bao = 'bao@contoso.com';
const chi = 'chi@contoso.com';

function read(text: string): string {
  const { entries, problem } = readRecipients(text);
  return problem ? `refused: ${problem.key}` : entries.map(showMailbox).join('; ');
}

describe('a link to several addresses', () => {
  it.each([
    [`mailto:${ana},%20${bao}`, `${ana}; ${bao}`],
    [`mailto:${ana},bao%2Bwork@contoso.com`, `${ana}; bao+work@contoso.com`],
    [`<mailto:${ana},%20${bao}>`, `${ana}; ${bao}`],
    [`MAILTO:${ana};moira.o%27shea@contoso.com,${bao}`, `${ana}; moira.o'shea@contoso.com; ${bao}`],
    [`mailto:${ana}, Bao <${bao}>`, `${ana}; Bao <${bao}>`],
    [`mailto:${ana}?subject=Hi;3. ${bao}`, `${ana}; ${bao}`],
  ])('is decoded to its end: %s', (typed, people) => {
    expect(read(typed)).toBe(people);
  });
});

describe('a quotation mark inside a word', () => {
  it.each([
    ['מנכ"ל; דוד; יו"ר <yor@contoso.com>', ['מנכ"ל', 'דוד', 'יו"ר']],
    ['Rack 19" ; Bao ; Screen 24" <screen@contoso.com>', ['Rack 19"', 'Bao', 'Screen 24"']],
    ['Rack 19 " ; Bao ; Screen 24 " <screen@contoso.com>', ['Rack 19 "', 'Bao', 'Screen 24 "']],
    ['Anna”s ; Bao ; Team”s <screen@contoso.com>', ['Anna”s', 'Bao', 'Team”s']],
  ])('opens no quote: %s', (typed, names) => {
    expect(readRecipients(typed).entries.map(({ name }) => name)).toEqual(names);
  });

  it.each(['"Tran; Bao"', 'To: "Tran; Bao"', 'To:"Tran; Bao"', '- „Tran; Bao“', '[x] "Tran; Bao"'])(
    'opens one at the beginning of an entry: %s',
    (typed) => {
      expect(readRecipients(`${typed} <${bao}>; ${ana}`).entries).toEqual([
        { name: 'Tran; Bao', address: bao },
        { address: ana },
      ]);
    },
  );

  it('takes nobody in, whichever words have one', () => {
    const odd = fc.constantFrom('Rack 19"', 'מנכ"ל', 'O"Neil', '5" Team', "Hawai'i", 'Anna”s', 'Bao');
    fc.assert(
      fc.property(fc.array(odd, { minLength: 1, maxLength: 6 }), (names) => {
        const typed = names.map((name, i) => `${name} <p${i}@contoso.com>`).join('; ');
        expect(readRecipients(typed).entries.map(({ name }) => name)).toEqual(names);
      }),
      { seed: 17, numRuns: 300 },
    );
  });
});

describe('quotes round all of a list', () => {
  it.each([
    [`"Ana <${ana}>; Bao <${bao}>"`, `Ana <${ana}>; Bao <${bao}>`],
    [`"Ana <${ana}>", "Bao <${bao}>"`, `Ana <${ana}>; Bao <${bao}>`],
    [`“Ana <${ana}>; Bao <${bao}>”`, `Ana <${ana}>; Bao <${bao}>`],
    [`"${ana}, ${bao}"`, `${ana}; ${bao}`],
  ])('are taken off: %s', (typed, people) => {
    expect(read(typed)).toBe(people);
  });

  it.each([`"${ana}, Bao" <${bao}>`, `"Ana <${ana}>" <${bao}>`])(
    'and not those of a name with an address in it: %s',
    (typed) => {
      expect(read(typed)).toBe('refused: unclear');
    },
  );

  it('are Outlook’s single ones, too, round each name', () => {
    const typed = `'Nguyen, Ana' <${ana}>, 'O'Neil, Bao' <${bao}>`;
    expect(read(typed)).toBe(`"Nguyen, Ana" <${ana}>; "O'Neil, Bao" <${bao}>`);
    expect(read(`'Ana Nguyen', 'Bao' <${bao}>`)).toBe('refused: twoReadings');
  });
});

describe('words between two addresses', () => {
  it.each([
    `Ana <${ana}> not Bao <${bao}>`,
    `Ana <${ana}> or Bao <${bao}>`,
    `Ana <${ana}>, or Bao <${bao}>`,
    `Ana <${ana}>; not Bao <${bao}>`,
    `Ana <${ana}> hoặc Bao <${bao}>`,
    `Ana <${ana}> 或者 Bao <${bao}>`,
    `Sales <sales@contoso.com> on behalf of Ana <${ana}>`,
    `Ana <${ana}> instead of Bao <${bao}>`,
    `Ana <${ana}> c/o Bao <${bao}>`,
    `Ana <${ana}> (not Bao <${bao}>)`,
    `Ana <${ana}> (Sales) Bao <${bao}>`,
  ])('are no name, and may take somebody out: %s', (typed) => {
    expect(read(typed)).toBe('refused: unclear');
  });

  it.each([
    `Ana <${ana}> and Bao <${bao}>`,
    `Ana <${ana}> / Bao <${bao}>`,
    `Ana <${ana}> & Bao <${bao}>`,
    `Ana <${ana}> 和Bao <${bao}>`,
    `Ana <${ana}> • Bao <${bao}>`,
    `1. Ana <${ana}> 2. Bao <${bao}>`,
    `Ana <${ana}>, and Bao <${bao}>`,
    `Ana <${ana}>, & Bao <${bao}>`,
    `Ana <${ana}>, và Bao <${bao}>`,
    `Ana <${ana}>, 和 Bao <${bao}>`,
    `Ana <${ana}>\nand Bao <${bao}>`,
  ])('may join them: %s', (typed) => {
    expect(read(typed)).toBe(`Ana <${ana}>; Bao <${bao}>`);
  });

  it('join the last of a list', () => {
    expect(read(`Ana <${ana}>, Bao <${bao}>, and ${chi}`)).toBe(`Ana <${ana}>; Bao <${bao}>; ${chi}`);
    expect(read(`Ana, and Chi <${chi}>`)).toBe(`Ana; Chi <${chi}>`);
  });
});

describe('names with "and" between them', () => {
  it.each([
    ['Ana and Bao', 'Ana; Bao'],
    ['Ana và Bảo', 'Ana; Bảo'],
    ['张三 和 李四', '张三; 李四'],
    ['Ana & Bao', 'Ana; Bao'],
    ['Ana, Bao and Chi Le', 'Ana; Bao; Chi Le'],
    ['Ana, Bao, and Chi', 'Ana; Bao; Chi'],
    [`Ana and Bao, ${chi}`, `Ana; Bao; ${chi}`],
  ])('are so many people: %s', (typed, people) => {
    expect(read(typed)).toBe(people);
  });

  it.each([
    ['"Sales and Marketing"', '"Sales and Marketing"'],
    ['R & D', '"R & D"'],
    ['R&D Team', 'R&D Team'],
    [`Ana and Bao <team@contoso.com>`, '"Ana and Bao" <team@contoso.com>'],
    ['Ortega y Gasset', 'Ortega y Gasset'],
  ])('are one in quotes, in initials, and beside an address: %s', (typed, person) => {
    expect(read(typed)).toBe(person);
  });
});

describe('labels inside an entry', () => {
  it.each([
    `Ana Nguyen [SMTP:${ana}]`,
    `Ana Nguyen <SMTP:${ana}>`,
    `Ana Nguyen (E-mail: ${ana})`,
    `Ana Nguyen [mailto:${ana}]`,
  ])('are no part of the name: %s', (typed) => {
    expect(read(typed)).toBe(`Ana Nguyen <${ana}>`);
  });

  it.each([
    '电子信箱：',
    '邮箱地址：',
    '電子郵件地址：',
    'Ｅメール：',
    'Empfänger:',
    'Destinatarios:',
    'To:\n',
  ])('are known in many languages: %s', (label) => {
    expect(read(`${label}${ana}`)).toBe(ana);
  });

  it('are a name where the address says so', () => {
    expect(read('An: an.le@contoso.com')).toBe('An <an.le@contoso.com>');
    expect(read(`An: ${ana}`)).toBe(ana);
  });

  it.each(['Reply-To:', 'Subject:', 'Chủ đề:'])('of no recipient are refused: %s', (label) => {
    expect(readRecipients(`${label} ${ana}`).problem).toEqual({ key: 'notAnAddress', entry: label });
  });
});

describe('what stands before an address in a link or a script', () => {
  it.each(['email=', '?to=', '&to=', 'E=', '=', '%20', 'Cc=', 'x?to='])('is refused: %s', (before) => {
    expect(read(`${before}${ana}`)).toBe('refused: sign');
  });

  it('may be meant in brackets', () => {
    expect(read('<prvs=1=ana@contoso.com>')).toBe('prvs=1=ana@contoso.com');
  });
});

describe('parts of an address that a program wrapped', () => {
  it.each([
    'ana.\nnguyen@contoso.com',
    'anna-\nmarie@contoso.com',
    'ana@contoso.com\n.vn',
    'ana\n.le@contoso.com',
  ])('are refused, and not looked up: %j', (typed) => {
    expect(read(typed)).toBe('refused: notAnAddress');
  });
});

describe('a word for the subject behind an address', () => {
  it.each([`${ana} subject Lunch`, `Ana <${ana}> regarding Lunch`, `${ana} chủ đề Ăn trưa`])(
    'is refused, and the words say how to write it in one line: %s',
    (typed) => {
      expect(read(typed)).toBe('refused: subjectMark');
    },
  );
});

describe('one domain in two notations', () => {
  it('is one recipient', () => {
    expect(readRecipients('Ana@bücher.example, ana@XN--bcher-kva.example').entries).toHaveLength(1);
  });
});
