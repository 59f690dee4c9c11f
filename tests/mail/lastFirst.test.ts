// "Last, First <address>": one person, or a question where it may be two.
import fc from 'fast-check';
import { emptyDraft } from '../../bot/mail/draft';
import { readItems } from '../../bot/mail/items';
import { applyPicks, namesIn, pickValue, readingQuestions, readPicks } from '../../bot/mail/names';
import { readRecipients, showMailbox } from '../../bot/mail/recipients';

function read(text: string): string {
  const { entries, problem } = readRecipients(text);
  return problem ? `refused: ${problem.key}` : entries.map(showMailbox).join('; ');
}
const to = (text: string) => ({ ...emptyDraft, to: text });

describe('one person', () => {
  it.each([
    ['Nguyen, Ana <ana.nguyen@contoso.com>', 'Nguyen, Ana', 'ana.nguyen@contoso.com'],
    ['Nguyen, Ana <anguyen@contoso.com>', 'Nguyen, Ana', 'anguyen@contoso.com'],
    ['Nguyễn, Ána <ana.nguyen@contoso.com>', 'Nguyễn, Ána', 'ana.nguyen@contoso.com'],
    ['Nguyen, Ana (Sales) <ana.nguyen@contoso.com>', 'Nguyen, Ana (Sales)', 'ana.nguyen@contoso.com'],
    ['Nguyen, Ana (Sales, EU) <ana.nguyen@contoso.com>', 'Nguyen, Ana (Sales, EU)', 'ana.nguyen@contoso.com'],
    ['Nguyen, Ana / Contoso <ana.nguyen@contoso.com>', 'Nguyen, Ana / Contoso', 'ana.nguyen@contoso.com'],
    ['Smith, John A. <john.smith@contoso.com>', 'Smith, John A.', 'john.smith@contoso.com'],
    ['Smith, John A. <jasmith@contoso.com>', 'Smith, John A.', 'jasmith@contoso.com'],
    ["O'Brien, Mary, PhD <mary.obrien@contoso.com>", "O'Brien, Mary, PhD", 'mary.obrien@contoso.com'],
    ['Smith, Jr., John <john.smith@contoso.com>', 'Smith, Jr., John', 'john.smith@contoso.com'],
    ['van der Berg, Ana <ana.vanderberg@contoso.com>', 'van der Berg, Ana', 'ana.vanderberg@contoso.com'],
    ['Müller, Jörg <joerg.mueller@contoso.com>', 'Müller, Jörg', 'joerg.mueller@contoso.com'],
    ['Müller, Jörg <jorg.muller@contoso.com>', 'Müller, Jörg', 'jorg.muller@contoso.com'],
    ['Li, Wei <weili@contoso.com>', 'Li, Wei', 'weili@contoso.com'],
    ['Le, Chi <chi.le@contoso.com>', 'Le, Chi', 'chi.le@contoso.com'],
    ["'Nguyen, Ana' <ana.nguyen@contoso.com>", 'Nguyen, Ana', 'ana.nguyen@contoso.com'],
    ['Nguyen，Ana <ana.nguyen@contoso.com>', 'Nguyen, Ana', 'ana.nguyen@contoso.com'],
    ['Nguyen, Ana <ana@contoso.com>;', 'Nguyen, Ana', 'ana@contoso.com'],
  ])('%s', (typed, name, address) => {
    expect(readRecipients(typed)).toEqual({ entries: [{ name, address }] });
    expect(namesIn({ ...emptyDraft, to: typed, cc: typed, bcc: typed })).toEqual([]);
  });
});

describe('several people', () => {
  it.each([
    [
      'Nguyen, Ana <ana@contoso.com>; Tran, Bao (IT) <bao@contoso.com>',
      '"Nguyen, Ana" <ana@contoso.com>; "Tran, Bao (IT)" <bao@contoso.com>',
    ],
    ['Nguyen, Ana; Tran, Bao', '"Nguyen, Ana"; "Tran, Bao"'],
    ['Nguyen, Ana；Tran, Bao <bao@x.example>', '"Nguyen, Ana"; "Tran, Bao" <bao@x.example>'],
    [
      'Nguyen, Ana <ana.nguyen@contoso.com>, Tran, Bao <bao.tran@contoso.com>',
      '"Nguyen, Ana" <ana.nguyen@contoso.com>; "Tran, Bao" <bao.tran@contoso.com>',
    ],
    ['Ana, bao@contoso.com', 'Ana; bao@contoso.com'],
    ['Ana, Chi', 'Ana; Chi'],
    ['"Ana", Chi <chi@contoso.com>', 'Ana; Chi <chi@contoso.com>'],
    ['Ana\nChi <chi@contoso.com>', 'Ana; Chi <chi@contoso.com>'],
    ['bao@contoso.com, Chi <chi@contoso.com>', 'bao@contoso.com; Chi <chi@contoso.com>'],
    ['Ana; bao@contoso.com, Lê Chi', 'Ana; bao@contoso.com; Lê Chi'],
  ])('%s', (typed, people) => {
    expect(read(typed)).toBe(people);
  });
});

describe('where two readings are possible', () => {
  const typed = 'Ana, Chi <chi@contoso.com>';
  const [one, several] = ['"Ana, Chi" <chi@contoso.com>', '"Ana", "Chi" <chi@contoso.com>'];

  it('nothing goes, and nobody is looked up', () => {
    expect(readRecipients(typed)).toEqual({ entries: [], problem: { key: 'twoReadings', entry: typed } });
    expect(namesIn(to(typed))).toEqual([]);
  });

  it('both are offered', () => {
    expect(readingQuestions(to(typed))).toEqual([
      {
        field: 'to',
        name: typed,
        readings: [
          { isOne: true, take: one },
          { isOne: false, take: several },
        ],
      },
    ]);
  });

  it.each([
    [one, '"Ana, Chi" <chi@contoso.com>'],
    [several, 'Ana; Chi <chi@contoso.com>'],
  ])('the chosen one is the only one left: %s', (take, people) => {
    const picks = readPicks({ pick0: pickValue({ field: 'to', name: typed, take }) });
    const { to: chosen } = applyPicks(to(`Dan, bao@contoso.com, ${typed}, Eve`), picks);
    expect(read(chosen)).toBe(`Dan; bao@contoso.com; ${people}; Eve`);
  });

  it('a reading that was not offered changes nothing', () => {
    const pick = { field: 'to', name: typed, take: 'eve@evil.example' } as const;
    expect(applyPicks(to(typed), [pick]).to).toBe(typed);
  });

  it.each([
    'Nguyen, Ana <ana@contoso.com>',
    'Ana, Bao, Chi <chi@contoso.com>',
    'Nila, nila@contoso.com',
    'Nila，nila@contoso.com',
    'Ana, Mariana <mariana@contoso.com>',
    'An, Dan <dan@contoso.com>',
    'Dan, Mary, PhD <mary@contoso.com>',
    'Ana, bao@contoso.com; Chi',
  ])('it is a question: %s', (ambiguous) => {
    expect(read(ambiguous)).toBe('refused: twoReadings');
    const [question] = readingQuestions(to(ambiguous));
    for (const { take } of question && 'readings' in question ? question.readings : []) {
      expect(read(take)).not.toContain('refused');
    }
  });
});

describe('whatever names, addresses and separators are mixed', () => {
  const part = fc.constantFrom(
    'Ana',
    'Nguyen',
    'Lê Chi',
    'Chi (Sales)',
    'Smith',
    'John A.',
    'PhD',
    '"Tran, Bao"',
    'Ana <ana@contoso.com>',
    'John <john.smith@contoso.com>',
    'chi@contoso.com',
    'bao@contoso.com',
    '“Dan” <dan@contoso.com>',
    'Ana Nguyen',
    'Ana and Bao',
    'Ana and Bao <bao@contoso.com>',
    'Bao | Contoso <bao@contoso.com>',
    '<ana.nguyen@contoso.com>',
    '"Chi"',
  );
  const field = fc
    .array(fc.tuple(part, fc.constantFrom(', ', ',', '，', '; ', '\n', '、', ' | ', ', and ')), {
      minLength: 1,
      maxLength: 7,
    })
    .map((parts) => parts.flat().slice(0, -1).join(''))
    .chain((typed) => fc.constantFrom(typed, `${typed};`));

  it('no address is lost, none is new, and nothing is looked up that may belong to an address', () => {
    fc.assert(
      fc.property(field, (typed) => {
        const addresses = (text: string) => [...new Set(text.match(/[a-z.]+@[a-z.]+/g) ?? [])].sort();
        const items = readItems(typed);
        const found = items.flatMap(({ read: what, raw }) =>
          what.kind === 'addresses' ? what.entries.map(({ address }) => address) : addresses(raw),
        );
        expect([...new Set(found)].sort()).toEqual(addresses(typed));
      }),
      { seed: 17, numRuns: 2_000 },
    );
  });

  it('every reading that is chosen leaves the others as they were, and asks no more about itself', () => {
    fc.assert(
      fc.property(field, fc.nat(2), (typed, choice) => {
        let draft = to(typed);
        for (let asked = readingQuestions(draft); asked.length > 0; asked = readingQuestions(draft)) {
          const [question] = asked;
          if (!question || !('readings' in question)) throw new Error('no readings');
          const { take } = question.readings[choice % question.readings.length] ?? { take: '' };
          draft = applyPicks(draft, [{ field: 'to', name: question.name, take }]);
          expect(readingQuestions(draft).length).toBeLessThan(asked.length);
        }
      }),
      { seed: 17, numRuns: 2_000 },
    );
  });
});
