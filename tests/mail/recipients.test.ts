// Recipients: every spelling people use is read, and what is unclear is asked about, never guessed.
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
  ])('from %s', (_what, text, recipients) => {
    expect(readRecipients(text)).toEqual({ recipients });
  });

  it('in the order typed', () => {
    const typed = 'c@x.example, a@x.example, b@x.example';
    expect(
      readRecipients(typed)
        .recipients.map(({ address }) => address)
        .join(', '),
    ).toBe(typed);
  });
});

describe('an entry that is no address is named', () => {
  it.each([
    ['a word', 'bao', 'bao'],
    ['half an address', 'ana@', 'ana@'],
    ['no host', 'ana@localhost', 'ana@localhost'],
    ['the first of several', 'ana@contoso.com, one, two', 'one'],
    ['another field', 'cc: ana@contoso.com', 'cc:'],
    ['a name without an address', 'Ana Nguyen', 'Ana Nguyen'],
    ['a header smuggled in', 'ana@contoso.com\nBcc: eve@contoso.com', 'Bcc:'],
  ])('%s', (_what, text, unreadable) => {
    expect(readRecipients(text)).toMatchObject({ unreadable });
  });
});

describe('two addresses without a separator', () => {
  it('are asked about, so that none is dropped', () => {
    expect(readRecipients('ana@contoso.com bao@contoso.com')).toMatchObject({
      ambiguous: 'ana@contoso.com bao@contoso.com',
    });
  });
});

describe('a mailbox is shown', () => {
  it.each([
    [ana, 'ana@contoso.com'],
    [{ name: 'Ana', ...ana }, 'Ana <ana@contoso.com>'],
    [{ name: 'Nguyen, Ana', ...ana }, '"Nguyen, Ana" <ana@contoso.com>'],
  ])('%j as people write it', (mailbox, shown) => {
    expect(showMailbox(mailbox)).toBe(shown);
  });
});
