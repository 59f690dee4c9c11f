// Recipients: every notation that people use is read, and what is unclear is reported, never guessed.
import { readRecipients, showMailbox } from '../../bot/mail/recipients';

const [ana, bao] = [{ address: 'ana@contoso.com' }, { address: 'bao@contoso.com' }];

describe('recipients are read', () => {
  it.each([
    ['nothing', '', []],
    ['only separators', ' ,;\n ;', []],
    ['one address', 'ana@contoso.com', [ana]],
    ['an address in angle brackets', '<ana@contoso.com>', [ana]],
    ['a comma', 'ana@contoso.com,bao@contoso.com', [ana, bao]],
    ['a semicolon', 'ana@contoso.com; bao@contoso.com', [ana, bao]],
    ['lines', 'ana@contoso.com\r\nbao@contoso.com\n', [ana, bao]],
    ['a name', 'Ana <ana@contoso.com>', [{ name: 'Ana', ...ana }]],
    ['a quoted name with a comma', '"Nguyen, Ana" <ana@contoso.com>', [{ name: 'Nguyen, Ana', ...ana }]],
    ['a name with accents', 'Ánh Nguyễn <ana@contoso.com>', [{ name: 'Ánh Nguyễn', ...ana }]],
    ['one address twice', 'Ana <ana@contoso.com>, ANA@CONTOSO.COM', [{ name: 'Ana', ...ana }]],
    ['a plus sign', 'ana+work@contoso.com', [{ address: 'ana+work@contoso.com' }]],
    ['an apostrophe', "o'brien@contoso.com", [{ address: "o'brien@contoso.com" }]],
    ['a domain with accents', 'ana@bücher.example', [{ address: 'ana@bücher.example' }]],
    ['a name alone', 'Lê Chi', [{ name: 'Lê Chi' }]],
    [
      'names and addresses, mixed',
      'Ana; bao@contoso.com, Lê Chi',
      [{ name: 'Ana' }, bao, { name: 'Lê Chi' }],
    ],
    ['a quote that is not closed', '"Ana, bao@contoso.com', [{ name: 'Ana' }, bao]],
    [
      'names that only brackets tell apart',
      'Chi (HR), Chi (Sales)',
      [{ name: 'Chi (HR)' }, { name: 'Chi (Sales)' }],
    ],
    ['a quoted name with an @', '"Zed @ Fabrikam" <bao@contoso.com>', [{ name: 'Zed @ Fabrikam', ...bao }]],
    ['the address for a name', 'BAO@contoso.com <bao@contoso.com>', [bao]],
    ['a quoted name alone', '"Tran, Bao"', [{ name: 'Tran, Bao' }]],
    ['one name twice, in either encoding', `Lê, LÊ, ${'lê'.normalize('NFD')}`, [{ name: 'Lê' }]],
    ['a name with signs in it', "O'Neil, R&D Team", [{ name: "O'Neil" }, { name: 'R&D Team' }]],
  ])('from %s', (_what, text, entries) => {
    expect(readRecipients(text)).toEqual({ entries });
  });

  it('in the order typed', () => {
    const typed = 'c@x.example, a@x.example, b@x.example';
    expect(readRecipients(typed).entries.map(showMailbox).join(', ')).toBe(typed);
  });
});

describe('an entry that is neither address nor name is told', () => {
  it.each([
    ['a number', '12', '12'],
    ['a novel', 'n'.repeat(101), 'n'.repeat(101)],
    ['half an address', 'ana@', 'ana@'],
    ['no host', 'ana@localhost', 'ana@localhost'],
    ['the first of several', 'ana@contoso.com, one@, two@', 'one@'],
    ['a name with half an address', 'Ana <ana>', 'ana'],
  ])('%s', (_what, text, unreadable) => {
    expect(readRecipients(text)).toMatchObject({ problem: { key: 'notAnAddress', entry: unreadable } });
  });
});

describe('what was made to be slow to read', () => {
  it.each(['"', '<', '"\\\\', '<"', ',"', 'a <'])('is read all the same: %j again and again', (piece) => {
    expect(readRecipients(piece.repeat(8_000))).toEqual(
      expect.objectContaining({ entries: expect.any(Array) }),
    );
  });
});

describe('two addresses without a separator', () => {
  it('are asked about when one of them is half an address too', () => {
    expect(readRecipients('half@ bao@contoso.com')).toMatchObject({
      problem: { key: 'unclear', entry: 'half@ bao@contoso.com' },
    });
  });

  it('are two recipients', () => {
    expect(readRecipients('ana@contoso.com bao@contoso.com')).toEqual({ entries: [ana, bao] });
  });
});

describe('a mailbox is shown', () => {
  it.each([
    [ana, 'ana@contoso.com'],
    [{ name: 'Ana', ...ana }, 'Ana <ana@contoso.com>'],
    [{ name: 'Nguyen, Ana', ...ana }, '"Nguyen, Ana" <ana@contoso.com>'],
    [{ name: 'Ana (HR)', ...ana }, '"Ana (HR)" <ana@contoso.com>'],
    [{ name: 'Tran, Bao' }, '"Tran, Bao"'],
  ])('%j as people write it', (mailbox, shown) => {
    expect(showMailbox(mailbox)).toBe(shown);
  });
});

describe('what is shown is read again as it was', () => {
  it.each([
    'Ana',
    'Lê Chi',
    'Nguyen, Ana',
    'Ana (HR)',
    'Ana: the first',
    'A "B" C',
    'back\\slash',
    'a; b',
    '<x>',
    "O'Neil",
    'Zed @ Fabrikam',
  ])('with the name %j', (name) => {
    const mailbox = { name, ...ana };
    expect(readRecipients(showMailbox(mailbox))).toEqual({ entries: [mailbox] });
  });
});
