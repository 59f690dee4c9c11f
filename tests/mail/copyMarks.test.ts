// Marks of copies in a list that was pasted: taken off in their own field, and in another one refused, or a blind copy would be seen.
import fc from 'fast-check';
import { words } from '../../bot/locales';
import type { recipientFields } from '../../bot/mail/draft';
import { readRecipients, showMailbox } from '../../bot/mail/recipients';

const bao = 'bao@contoso.com';

function read(text: string, field: (typeof recipientFields)[number] = 'to'): string {
  const { entries, problem } = readRecipients(text, field);
  return problem ? `refused: ${problem.key}` : entries.map(showMailbox).join('; ');
}

/** How programs of many languages head blind copies. */
const heads = [
  'Bcc:',
  'BCC：',
  'ＢＣＣ：',
  'B.c.c.:',
  'Bcc (blind):',
  'Blind copy:',
  'Cci :',
  'Cco:',
  'Ccn:',
  'Blindkopie:',
  'Copie cachée :',
  'Copia oculta:',
  'Cópia oculta:',
  'Copia nascosta:',
  'Hemlig kopia:',
  'Dold kopia:',
  'Skjult kopi:',
  'Piilokopio:',
  'Skrytá kopie:',
  'Gizli:',
  'UDW:',
  'Скрытая копия:',
  'Κρυφή κοινοποίηση:',
  '密送：',
  '密件抄送：',
  '密件副本：',
  '隐藏抄送：',
  '숨은 참조:',
  'ブラインドカーボンコピー：',
  'Nematoma kopija:',
  'Slēptā kopija:',
  'Pimekoopia:',
  'Skrita kopija:',
  'Скривена копија:',
  'Falið afrit:',
  'Tembusan tersembunyi:',
  'رونوشت مخفی:',
  'गुप्त प्रति:',
  'Hidden recipients:',
];

describe.each(heads)('%s', (head) => {
  it('is refused in To, and the words say where those people belong', () => {
    const { problem } = readRecipients(`ana@contoso.com\n${head} ${bao}`);
    expect(problem?.key).toBe('bccMark');
    expect(words('en').t('mail.problem.bccMark', { entry: problem?.entry ?? '' })).toContain('in Bcc');
    expect(read(`${head} Bao <${bao}>`, 'cc')).toBe('refused: bccMark');
  });

  it('is understood in Bcc', () => {
    expect(read(`${head} ${bao}`, 'bcc')).toBe(bao);
    expect(read(`${head}\nBao <${bao}>; chi@contoso.com`, 'bcc')).toBe(`Bao <${bao}>; chi@contoso.com`);
  });
});

describe('a mark beside an address', () => {
  const marked = [
    `Bcc ${bao}`,
    `[Bcc] ${bao}`,
    `(bcc) ${bao}`,
    `BCC - ${bao}`,
    `${bao} (bcc)`,
    `Bao (bcc) <${bao}>`,
    `Bcc Bao <${bao}>`,
    `Bao bcc <${bao}>`,
    `- Bcc: ${bao}`,
    `To: [bcc] ${bao}`,
  ];

  it.each([
    ...marked,
    `Ana <ana@contoso.com> Bcc: Bao <${bao}>`,
    `Ana <ana@contoso.com> (bcc Bao <${bao}>)`,
    `ana@contoso.com (bcc: ${bao})`,
    'ana@contoso.com, Bcc',
    'Bcc Bao',
  ])('never becomes a name: %s', (typed) => {
    expect(read(typed)).toBe('refused: bccMark');
  });

  it.each(['Cc', 'cc:', 'Kopie:', '抄送：', 'Đồng gửi:', 'Copie :', 'Копия:', '참조:'])(
    'is refused for copies, too: %s',
    (mark) => {
      expect(read(`${mark} ${bao}`)).toBe('refused: ccMark');
      expect(read(`${mark} ${bao}`, 'cc')).toBe(bao);
    },
  );

  it('is part of a name in quotes, and of a longer word', () => {
    expect(read(`"CC Lee" <${bao}>`)).toBe(`"CC Lee" <${bao}>`);
    expect(read(`Acco Cci-Rossi <${bao}>`)).toBe(`Acco Cci-Rossi <${bao}>`);
    expect(read(`Copy Shop <${bao}>`)).toBe(`Copy Shop <${bao}>`);
    expect(read(`cc.lee@contoso.com`)).toBe('cc.lee@contoso.com');
  });

  it('is never left in a name, wherever it is put', () => {
    const mark = fc.constantFrom('Bcc', 'bcc:', '[BCC]', '(bcc)', 'Bcc -', '密送：', 'blind copy:');
    const one = fc.constantFrom(bao, `Bao <${bao}>`, `<${bao}>`, `Bao Tran (${bao})`);
    const separator = fc.constantFrom(' ', ', ', '; ', '\n');
    fc.assert(
      fc.property(mark, one, separator, fc.boolean(), (what, person, between, isBefore) => {
        const typed = ['ana@contoso.com', between, ...(isBefore ? [what, ' ', person] : [person, ' ', what])];
        const { problem } = readRecipients(typed.join(''));
        expect(problem?.key).toMatch(/^(bccMark|unclear)$/);
      }),
      { seed: 17, numRuns: 500 },
    );
  });
});

describe('a mark of blind copies that begins with one of open copies', () => {
  const beginnings = [
    'Đồng gửi',
    'CC',
    'Cc',
    'Copia',
    'Con copia',
    'Copie',
    'Kopie',
    '抄送',
    'Bản sao',
    'Copy',
  ];
  const blind = ['ẩn', 'kín', 'blind', 'hidden', 'oculta', 'cachée', '密送', 'gizli'];

  it.each([
    `Đồng gửi ẩn: ${bao}`,
    `Đồng gửi ẩn: Bảo <${bao}>; Chi <chi@contoso.com>`,
    `[Đồng gửi ẩn] Bảo <${bao}>`,
    `Đồng gửi (ẩn): ${bao}`,
    `Cc (blind): ${bao}`,
    `Cc: (blind) ${bao}`,
    `抄送（密送）：${bao}`,
    `Con copia oculta: ${bao}`,
    `com cópia oculta: Bao <${bao}>`,
    `Đồng gửi kín Bảo <${bao}>`,
    `dong gui an Bao <${bao}>`,
    `(ẩn) Bảo <${bao}>`,
    `Bảo <${bao}> (ẩn)`,
    `ẩn: ${bao}`,
    `ẩn Bảo <${bao}>`,
    `blind Bao <${bao}>`,
  ])('shows nobody in Cc: %s', (typed) => {
    expect(read(typed, 'cc')).toBe('refused: bccMark');
    expect(read(typed, 'to')).toBe('refused: bccMark');
    expect(read(typed, 'bcc')).toContain(bao);
  });

  it('whatever the words are, in brackets or not', () => {
    const shapes = fc.constantFrom(
      '# *:',
      '# (*):',
      '#（*）：',
      '[# *]',
      '#: (*)',
      '# - *:',
      '#: *:',
      '* #:',
    );
    fc.assert(
      fc.property(shapes, fc.constantFrom(...beginnings), fc.constantFrom(...blind), (shape, copy, word) => {
        const mark = shape.replace('#', copy).replace('*', word);
        for (const one of [bao, `Bao <${bao}>`]) {
          expect([mark, read(`${mark} ${one}`, 'cc')]).toEqual([mark, 'refused: bccMark']);
        }
      }),
      { seed: 17, numRuns: 500 },
    );
  });

  it.each([`Cc (team): ${bao}`, `Cc (team) ${bao}`, `Cc: (team) ${bao}`, `[Cc] [team] ${bao}`])(
    'may be any that has words in brackets which nobody knows: %s',
    (typed) => {
      expect(read(typed, 'cc')).toBe('refused: unclear');
    },
  );

  it('is none where a name comes next', () => {
    expect(read(`Cc: An <${bao}>`, 'cc')).toBe(`An <${bao}>`);
    expect(read(`Ẩn Bảo <${bao}>`, 'cc')).toBe(`Ẩn Bảo <${bao}>`);
    expect(read(`Cc (carbon copy): ${bao}`, 'cc')).toBe(bao);
    expect(read(`Cc: (1) ${bao}`, 'cc')).toBe(bao);
  });
});

describe('copies in words', () => {
  it.each([
    `copy to Bao <${bao}>`,
    `Copy to Bao <${bao}>`,
    `with a copy to ${bao}`,
    `copy Bao <${bao}>`,
    `bản sao cho Bảo <${bao}>`,
    `sao gửi Bảo <${bao}>`,
    `ana@contoso.com, kính sao gửi: Bảo <${bao}>`,
  ])('are refused in To, and the words say where those people belong: %s', (typed) => {
    expect(read(typed)).toBe('refused: ccMark');
    expect(read(typed, 'cc')).toContain(bao);
  });
});

describe('a sure mark of copies anywhere in a name', () => {
  it.each([
    ['cc', 'please bcc Bao <bao@contoso.com>', 'bccMark'],
    ['cc', 'nhớ bcc cho Bảo <bao@contoso.com>', 'bccMark'],
    ['cc', '密送给李娜 <lina@contoso.com>', 'bccMark'],
    ['cc', '"Bcc: bao@contoso.com"', 'bccMark'],
    ['cc', 'СК: bao@contoso.com', 'bccMark'],
    ['to', 'gửi bản sao ẩn cho Bảo <bao@contoso.com>', 'bccMark'],
    ['cc', 'ban sao an cho Bao <bao@contoso.com>', 'bccMark'],
    ['to', 'bccing Bao <bao@contoso.com>', 'bccMark'],
    ['to', 'in Blindkopie Bao Tran <bao@contoso.com>', 'bccMark'],
    ['to', 'BCCで鈴木 <suzuki@contoso.jp>', 'bccMark'],
    ['to', '暗送李四 <si@contoso.cn>', 'bccMark'],
    ['to', 'CCing Bao <bao@contoso.com>', 'ccMark'],
    ['to', 'in Kopie Bao <bao@contoso.com>', 'ccMark'],
    ['to', '副本給李四 <si@contoso.cn>', 'ccMark'],
    ['to', 'please cc Bao <bao@contoso.com>', 'ccMark'],
    ['to', '并抄送 李娜 <lina@contoso.com>', 'ccMark'],
    ['to', 'đừng gửi Bảo <bao@contoso.com>', 'unclear'],
    ['to', "don't send to Bao <bao@contoso.com>", 'unclear'],
    ['to', 'bỏ Bảo <bao@contoso.com>', 'unclear'],
  ] as const)('is refused in %s: %s', (field, typed, key) => {
    const { entries, problem } = readRecipients(typed, field);
    expect([entries, problem?.key]).toEqual([[], key]);
  });

  it('is a part of the name in quotes', () => {
    const name = 'please bcc Bao';
    expect(readRecipients(`"${name}" <bao@contoso.com>`, 'cc').entries).toEqual([
      { name, address: 'bao@contoso.com' },
    ]);
  });
});

describe('an address that is made of such words', () => {
  const addresses = [
    '1234567@bcc.hubspot.com',
    'bao@contoso.cc',
    'cc@contoso.com',
    'accounts-cc@contoso.com',
    'bcc-archive@contoso.com',
    'cc_team@contoso.com',
    'cc+team@contoso.com',
    'ccs-support@contoso.com',
    'cci@contoso.it',
    'hr@cc.contoso.com',
    'copying@contoso.com',
  ];
  const shapes = [
    (address: string) => address,
    (address: string) => `<${address}>`,
    (address: string) => `- ${address}`,
    (address: string) => `1. ${address}`,
    (address: string) => `(${address})`,
    (address: string) => `“${address}”`,
  ];

  it.each(addresses.flatMap((address) => shapes.map((shape) => [shape(address), address])))(
    'is mailed as it is, in every field: %s',
    (typed, address) => {
      for (const field of ['to', 'cc', 'bcc'] as const) {
        expect(read(typed, field)).toBe(address);
        expect(read(`${typed}\n- ana@contoso.com`, field)).toBe(`${address}; ana@contoso.com`);
      }
    },
  );

  it.each(['cc', 'bcc'] as const)('is never dropped from a list in %s, nor is a name', (field) => {
    expect(read('ana@contoso.com, bao@contoso.cc', field)).toBe('ana@contoso.com; bao@contoso.cc');
    expect(read('Ana, CCS', 'cc')).toBe('refused: unclear');
  });
});
