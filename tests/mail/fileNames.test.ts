// Names and types of files: what a sender wrote cannot mislead, leave its folder, or be more than a mail program takes.
import fc from 'fast-check';
import { cleanFileName, isForbidden, typeOf } from '../../bot/mail/fileNames';

const octets = 'application/octet-stream';
const bytesOf = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

describe('a name', () => {
  it.each([
    ['plan.pdf', 'plan.pdf'],
    ['Kế hoạch 2026.docx', 'Kế hoạch 2026.docx'],
    ['計画書.xlsx', '計画書.xlsx'],
    ["Ana's plan (2) [final] & more, 100% #1.pdf", "Ana's plan (2) [final] & more, 100% #1.pdf"],
    ['archive.tar.gz', 'archive.tar.gz'],
    ['README', 'README'],
  ])('that harms nobody stays: %s', (said, name) => {
    expect(cleanFileName(said, octets)).toBe(name);
  });

  it.each([
    ['a path', '../../etc/passwd', 'passwd'],
    ['a path of Windows', 'D:\\Scan\\ana\\plan.pdf', 'plan.pdf'],
    ['a path of both kinds', 'a/b\\c/d\\plan.pdf', 'plan.pdf'],
    ['a stream of NTFS', 'plan.pdf:evil.exe', 'plan.pdf_evil.exe'],
    ['signs of the shell', 'a<b>c"d|e?f*g.pdf', 'a_b_c_d_e_f_g.pdf'],
    ['letters in two parts', 'Ke\u0302\u0301 hoa\u0323ch.pdf', 'Kế hoạch.pdf'],
    ['a text direction', 'invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['isolates', '\u2066plan\u2069.pdf', 'plan.pdf'],
    ['invisible signs', 'pl\u200Ban\uFEFF.e\u00ADxe', 'plan.exe'],
    ['control characters', 'plan\u0000\u0007.pdf', 'plan.pdf'],
    ['several lines', 'plan\r\nBcc: eve.pdf', 'plan Bcc_ eve.pdf'],
    ['odd blanks', '\u00a0plan\u3000of\tAna.pdf\u2003', 'plan of Ana.pdf'],
    ['dots and blanks at its ends', ' . .plan.pdf. . ', 'plan.pdf'],
    ['a dot in front', '.htaccess', 'htaccess'],
    ['half a character', 'plan\ud83d.pdf', 'plan\ufffd.pdf'],
    ['a device of Windows', 'CON.txt', '_CON.txt'],
    ['another device', 'com1', '_com1'],
    ['a device with two extensions', 'nul.tar.gz', '_nul.tar.gz'],
    ['a device with a blank', 'aux .txt', '_aux .txt'],
    ['a device with a raised number', 'LPT².txt', '_LPT².txt'],
    ['what only begins like a device', 'console.txt', 'console.txt'],
  ])('with %s is mended', (_what, said, name) => {
    expect(cleanFileName(said, octets)).toBe(name);
  });

  it.each([
    ['no name', undefined, 'image/png', 'picture.png'],
    ['no name', undefined, 'image/jpeg', 'picture.jpeg'],
    ['no name', undefined, 'application/pdf', 'file.pdf'],
    ['no name', undefined, octets, 'file'],
    ['no name', undefined, 'image/*', 'picture'],
    ['no name', undefined, '', 'file'],
    ['an empty one', '', 'image/png', 'picture.png'],
    ['one of dots', '...', 'image/png', 'picture.png'],
    ['one of blanks of Braille', '\u2800 \u2800', octets, 'file'],
    ['one that nobody sees', '\u200B\u202E\u3164', octets, 'file'],
    ['a folder', 'a/b/', octets, 'file'],
  ])('for a file with %s (%j, %s) is %s', (_what, said, type, name) => {
    expect(cleanFileName(said, type)).toBe(name);
  });

  it('that is too long keeps its extension', () => {
    const name = cleanFileName(`${'a'.repeat(300)}.pdf`, octets);
    expect(name).toBe(`${'a'.repeat(116)}.pdf`);
    expect(cleanFileName(`${'a'.repeat(300)}.${'b'.repeat(300)}`, octets)).toBe('a'.repeat(120));
    expect(cleanFileName(`a.${'b'.repeat(300)}`, octets)).toHaveLength(120);
  });

  it('that is cut ends with a whole character', () => {
    expect(cleanFileName(`${'a'.repeat(115)}😀😀.pdf`, octets)).toBe(`${'a'.repeat(115)}.pdf`);
    expect(cleanFileName(`${'a'.repeat(114)} .😀.pdf`, octets)).toBe(`${'a'.repeat(114)}.pdf`);
  });

  it('of whatever signs comes out clean, short, and the same when it is cleaned again', () => {
    const piece = fc.constantFrom(
      '.',
      ' ',
      '/',
      '\\',
      ':',
      '\u202E',
      '\u200D',
      '\0',
      '.exe',
      'con',
      'é',
      '😀',
      '\ud83d',
      'ab',
    );
    const said = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''));
    const check = fc.property(said, (text) => {
      const name = cleanFileName(text, 'image/png');
      expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\u202a-\u202e\u2066-\u2069]|^[\s.]|[\s.]$|^$/u);
      expect(name.length).toBeLessThanOrEqual(120);
      expect(cleanFileName(name, 'image/png')).toBe(name);
      expect(isForbidden(text) || !isForbidden(name)).toBe(true);
    });
    fc.assert(check, { numRuns: 2_000 });
  });

  it('of a million signs costs no time', () => {
    const began = performance.now();
    for (const sign of ['.', ' ', '. ', 'a.', '\u200B', '/', '.exe '])
      cleanFileName(sign.repeat(1_000_000), octets);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('Outlook blocks', () => {
  it.each([
    ...['setup.exe', 'SETUP.EXE', 'setup.pdf.exe', 'setup.exe.', 'setup.exe . .', 'setup.exe\u00a0', '.exe'],
    ...['setup.e\u200Bxe', 'invoice\u202Efdp.exe', 'a/setup.exe', 'x.pdf\\setup.exe', 'setup.exe\u0000'],
    ...['run.js', 'run.vbs', 'run.ps1', 'run.bat', 'run.cmd', 'run.hta', 'app.jar', 'link.lnk', 'link.url'],
    ...[
      'run.py',
      'disk.iso',
      'disk.vhdx',
      'a.msi',
      'a.appref-ms',
      'a.library-ms',
      'a.printerExport',
      'db.mdb',
    ],
  ])('%j', (name) => {
    expect(isForbidden(name)).toBe(true);
  });

  it('what a name becomes when it is cut', () => {
    const said = `${'a'.repeat(116)}.exe.${'b'.repeat(300)}`;
    expect(cleanFileName(said, octets)).toMatch(/\.exe$/);
    expect(isForbidden(said)).toBe(true);
  });
});

describe('Outlook takes', () => {
  it.each([
    ...[
      'plan.pdf',
      'plan.docx',
      'photo.jpg',
      'archive.zip',
      'page.html',
      'table.csv',
      'notes.txt',
      'mail.eml',
    ],
    ...['setup.exe.pdf', 'exe', 'my.exe file', 'README', '', 'a.constructor', 'a.__proto__'],
  ])('%j', (name) => {
    expect(isForbidden(name)).toBe(false);
  });
});

describe('a type', () => {
  it.each([
    ['plan.pdf', 'application/pdf'],
    ['PLAN.PDF', 'application/pdf'],
    ['plan.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['table.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['slides.pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['old.doc', 'application/msword'],
    ['photo.jpg', 'image/jpeg'],
    ['photo.heic', 'image/heic'],
    ['table.csv', 'text/csv'],
    ['notes.txt', 'text/plain'],
    ['archive.zip', 'application/zip'],
    ['date.ics', 'text/calendar'],
    ['C:\\a\\plan.pdf. ', 'application/pdf'],
  ])('of %j comes from the table: %s', (name, type) => {
    expect(typeOf(name, 'text/html', bytesOf('<script>'))).toBe(type);
  });

  it.each([
    ['PNG', 'image/png', bytesOf([0x89], 'PNG\r\n', [0x1a], '\n')],
    ['JPEG', 'image/jpeg', bytesOf([0xff, 0xd8, 0xff, 0xe0])],
    ['GIF', 'image/gif', bytesOf('GIF89a')],
    ['WebP', 'image/webp', bytesOf('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['BMP', 'image/bmp', bytesOf('BM', [1, 2, 3, 4, 0, 0, 0, 0, 54])],
    ['TIFF', 'image/tiff', bytesOf('II*', [0])],
    ['HEIC', 'image/heic', bytesOf([0, 0, 0, 24], 'ftypheic')],
  ])('of a picture without a name comes from its bytes: %s', (_what, type, bytes) => {
    for (const said of ['image/*', 'image/png', 'IMAGE/JPEG', octets, ''])
      expect(typeOf('', said, bytes)).toBe(type);
    expect(typeOf('picture', 'image/*', bytes)).toBe(type);
    expect(typeOf('picture.nobody-knows', 'image/*', bytes)).toBe(type);
  });

  it.each([
    ['', 'image/png', bytesOf('<svg onload="alert(1)">')],
    ['', 'image/svg+xml', bytesOf('<svg onload="alert(1)">')],
    ['', 'text/html', bytesOf('<script>alert(1)</script>')],
    ['', 'text/plain', bytesOf('BM is a text')],
    ['', 'image/*', bytesOf('BMW, GIF, RIFF and II*')],
    ['', 'image/*', bytesOf()],
    ['', 'application/pdf', bytesOf('%PDF-1.7')],
    ['html', 'text/html', bytesOf('<p>')],
    ['plan.nobody-knows', 'application/pdf', bytesOf('%PDF-1.7')],
    ['plan.__proto__', '', bytesOf('a')],
    ['plan.constructor', '', bytesOf('a')],
  ])('is never the sender’s word alone: %j, %s', (name, said, bytes) => {
    expect(typeOf(name, said, bytes)).toBe(octets);
  });
});
