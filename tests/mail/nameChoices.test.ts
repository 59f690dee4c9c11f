// Names among the recipients: which are looked up, which become a choice, and how a choice comes back from the card.
import { emptyDraft, longestTexts } from '../../bot/mail/draft';
import { applyPicks, type Match, namesIn, pickValue, readPicks, resolveNames } from '../../bot/mail/names';
import { nameKey, readRecipients } from '../../bot/mail/recipients';

const ana = { name: 'Ana Nguyen', address: 'ana@contoso.com' };
const anaTwo = { name: 'Ana Tran', address: 'ana.tran@contoso.com' };
const chi = { name: 'Lê Chi', address: 'chi@contoso.com' };

const found = (matches: Record<string, Match['people']>, more = false) =>
  new Map(Object.entries(matches).map(([name, people]) => [nameKey(name), { people, more }]));
const to = (text: string) => ({ ...emptyDraft, to: text });

describe('the names to look up', () => {
  it('are those without an address, of every field, each once', () => {
    const draft = { ...emptyDraft, to: 'Ana, bao@contoso.com', cc: 'Lê Chi; ana', bcc: 'Zoe' };
    expect(namesIn(draft)).toEqual(['Ana', 'Lê Chi', 'Zoe']);
  });

  it('are those beside a mistake, too', () => {
    expect(namesIn({ ...emptyDraft, to: 'Ana, half@', cc: 'Chi' })).toEqual(['Ana', 'Chi']);
  });
});

describe('a name', () => {
  it('with one match and more that are not shown is a question', () => {
    const { hasNewAddresses, questions } = resolveNames(to('Ana'), found({ Ana: [ana] }, true));
    expect([hasNewAddresses, questions.length]).toEqual([false, 1]);
  });

  it('beside a mistake is replaced, and the mistake stays as it was typed', () => {
    const { draft } = resolveNames(to('half@, "open, Chi'), found({ Chi: [chi] }));
    expect(draft.to).toBe('half@, "open", Lê Chi <chi@contoso.com>');
  });

  it.each(['half@ "open\\\\', '"open, Chi', '"open'])(
    'is not put in where %s would take it in',
    (mistake) => {
      const typed = `${mistake}, Nguyen`;
      const { draft } = resolveNames(
        to(typed),
        found({ Nguyen: [{ name: 'Nguyen, Ana', address: 'n@a.example' }] }),
      );
      const mailboxes = readRecipients(draft.to).entries.filter(({ address }) => address);
      expect(mailboxes).toEqual(draft.to === typed ? [] : [{ name: 'Nguyen, Ana', address: 'n@a.example' }]);
    },
  );

  it('that the directory has with another address in it is left out, and the address stays', () => {
    const { draft } = resolveNames(to('Ana'), found({ Ana: [{ ...ana, name: 'eve@evil.example' }] }));
    expect(draft.to).toBe('ana@contoso.com');
  });

  it('before one that was found is not taken for the beginning of that one', () => {
    const { draft } = resolveNames(to('Ana, Chi'), found({ Ana: [ana, anaTwo], Chi: [chi] }));
    expect(draft.to).toBe('"Ana", Lê Chi <chi@contoso.com>');
    expect(namesIn(draft)).toEqual(['Ana']);
  });

  it('with a comma stays one name when another was found', () => {
    const { draft } = resolveNames(to('Nguyen, Ana; Chi'), found({ Chi: [chi] }));
    expect(namesIn(draft)).toEqual(['Nguyen, Ana']);
  });

  it('is one of three questions at most, so that the card stays small', () => {
    const names = ['A', 'B', 'C', 'D'];
    const matches = found(Object.fromEntries(names.map((name) => [name, [ana, anaTwo]])));
    const { questions, problems } = resolveNames({ ...to('A, B'), cc: 'C, D' }, matches);
    expect(questions.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(problems.cc).toEqual({ key: 'several', values: { names: 'C, D' } });
  });
});

describe('a choice', () => {
  const pick = { field: 'to', name: 'Ana', take: 'Ana Tran <ana.tran@contoso.com>' } as const;

  it('is cleaned as everything is that a card sends', () => {
    const value = pickValue({ field: 'to', name: 'A\u200bna', take: '\u202eAna <ana@contoso.com>\u2069' });
    expect(readPicks({ pick0: value })).toEqual([
      { field: 'to', name: 'Ana', take: 'Ana <ana@contoso.com>' },
    ]);
  });

  it('is used although the field has a mistake', () => {
    expect(applyPicks(to('Ana, half@'), [pick]).to).toBe(`${pick.take}, half@`);
  });

  it.each([
    ['no text', 1],
    ['no JSON', '{'],
    ['nothing chosen', ''],
    ['another field', pickValue({ ...pick, field: 'body' as 'to' })],
    ['an endless one', pickValue({ ...pick, take: 'x'.repeat(2_000) })],
  ])('that is %s is ignored', (_what, chosen) => {
    expect(readPicks({ pick0: chosen })).toEqual([]);
  });

  it('made up so that it makes a field huge is not put in', () => {
    const address = `${'x'.repeat(60)}@${'y'.repeat(60)}.${'z'.repeat(60)}.example`;
    const made = { field: 'to', name: 'a', take: `${'\u{20000}'.repeat(30)} <${address}>` } as const;
    expect(applyPicks(to('a\n'.repeat(200)), [made]).to.length).toBeLessThanOrEqual(longestTexts.recipients);
  });

  it.each(['two@x.example, three@x.example', 'nobody', 'half@'])(
    'of "%s", made up, changes nothing',
    (take) => {
      expect(applyPicks(to('Ana'), [{ ...pick, take }]).to).toBe('Ana');
    },
  );
});
