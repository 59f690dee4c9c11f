// People who were mailed before, as the record has them: read as they were written, and found by every word of a name.
import { emptyDraft, readDraft } from '../../bot/mail/draft';
import { draftToSame, mailedBy, mailedPeople } from '../../bot/mail/mailed';
import { type Mailbox, readRecipients, showMailbox } from '../../bot/mail/recipients';
import { lookTwice } from '../../bot/mail/secondLook';

const outcomeTo = (...people: Mailbox[]) => ({
  ...{ formId: 'f', state: 'sent' as const, at: 0, subject: '' },
  recipients: people.map(showMailbox),
});

describe('a recipient', () => {
  it.each<Mailbox>([
    { address: 'ana@contoso.com' },
    { name: 'Ana Nguyễn', address: 'ana@contoso.com' },
    { name: 'Lê, Chi', address: 'chi@contoso.com' },
    { name: 'Chi "the \\ boss" <x>', address: 'chi@contoso.com' },
    { name: 'Ana and Bao', address: 'ana@bücher.example' },
  ])('is known as they were mailed: %j', (person) => {
    expect(mailedPeople({ outcomes: [outcomeTo(person)] })).toEqual([person]);
  });

  it.each(['', 'Ana', '"Ana <ana@contoso.com>', 'ana@contoso.com, bao@contoso.com', '<ana@contoso.com>'])(
    'of a damaged record is nobody: %j',
    (recipient) => {
      expect(mailedPeople({ outcomes: [{ ...outcomeTo(), recipients: [recipient] }] })).toEqual([]);
    },
  );

  it('costs little, for every preview looks at all of them', () => {
    const many = Array.from({ length: 20 }, (_, mail) =>
      outcomeTo(
        ...Array.from({ length: 50 }, (_, n) => ({
          name: `Nguyễn, Ana ${'x'.repeat(60)}`,
          address: `ana${mail}x${n}@contoso.com`,
        })),
      ),
    );
    mailedPeople({ outcomes: many });
    const began = performance.now();
    expect(mailedPeople({ outcomes: many })).toHaveLength(1_000);
    expect(performance.now() - began).toBeLessThan(100);
  });
});

describe('a name', () => {
  const chi = { name: 'Lê Chi', address: 'chi.le@fabrikam.example' };
  const ming = { name: '王 明明', address: 'w@fabrikam.example' };
  const kato = { name: 'かとう', address: 'k@fabrikam.example' };

  it.each([
    ['Chi', [chi]],
    ['le chi', [chi]],
    ['chi.le', [chi]],
    ['Chi L', []],
    ['Chi P', []],
    ['明明', [ming]],
    ['王', [ming]],
    ['李 明明', []],
    ['かとう', [kato]],
    // Another letter, and no accent.
    ['がとう', []],
    ['.', []],
  ])('%s is theirs who have every word of it', (name, expected) => {
    expect(mailedBy(name, [chi, ming, kato])).toEqual(expected);
  });
});

describe('people who are ticked beside a typed text', () => {
  it.each([
    'Chi',
    'Lê,',
    'Nguyen, Ana',
    'Smith, John; Tran, Bao',
    'Nguyen, Ana <ana@x.example>',
    'Cc: ana@x.example',
  ])('are recipients of their own, and leave it as it is read alone: %s', (to) => {
    const alone = readRecipients(to);
    const both = readRecipients(
      readDraft({ ...emptyDraft, to, people: 'a@contoso.com,b@contoso.com' })?.to ?? '',
    );
    const ticked = [{ address: 'a@contoso.com' }, { address: 'b@contoso.com' }];
    expect(both).toEqual({ ...alone, entries: [...ticked, ...alone.entries] });
  });
});

describe('a mail to the same people', () => {
  const recipients = ['a@contoso.com', 'b@contoso.com', 'c@contoso.com'];

  it('has each in the field where they were', () => {
    const fields = { to: 'a@contoso.com', cc: 'b@contoso.com', bcc: 'c@contoso.com' };
    expect(draftToSame({ recipients, copies: { cc: 1, bcc: 1 } })).toMatchObject(fields);
  });

  it('shows nobody a blind copy, where it is not known who had one', () => {
    const fields = { to: 'a@contoso.com', cc: '', bcc: 'b@contoso.com, c@contoso.com' };
    expect(draftToSame({ recipients })).toMatchObject(fields);
    expect(draftToSame({ recipients: [] })).toMatchObject({ to: '', cc: '', bcc: '' });
  });
});

describe('outside the organisation', () => {
  it.each([
    ['ana@contoso.com', 'bao@eu.contoso.com', []],
    ['ana@eu.contoso.com', 'bao@contoso.com', []],
    ['ana@eu.contoso.com', 'bao@vn.contoso.com', ['bao@vn.contoso.com']],
    ['ana@contoso.com', 'bao@notcontoso.com', ['bao@notcontoso.com']],
    ['Ana@Contoso.com', 'bao@CONTOSO.COM', []],
    ['ana', 'bao@contoso.com', []],
  ])('%s: who is in another domain, neither below nor above one’s own (%s)', (sender, address, outside) => {
    expect(lookTwice([{ address }], sender, []).outside).toEqual(outside);
  });
});
