// Addresses as programs copy them and phones type them: read as anybody would read them, or refused by name.
import fc from 'fast-check';
import { readRecipients, showMailbox } from '../../bot/mail/recipients';

const ana = 'ana@contoso.com';
const bao = 'bao@contoso.com';

/** Who a field would be mailed to, as people write it; or why it is refused. */
function read(text: string): string {
  const { entries, problem } = readRecipients(text);
  return problem ? `refused: ${problem.key}` : entries.map(showMailbox).join('; ');
}

describe('what is glued to an address is taken off', () => {
  it.each([
    `“${ana}”`,
    `„${ana}“`,
    `«${ana}»`,
    `»${ana}«`,
    `‹${ana}›`,
    `‘${ana}’`,
    `'${ana}'`,
    `"${ana}"`,
    `「${ana}」`,
    `＜${ana}＞`,
    `〈${ana}〉`,
    `《${ana}》`,
    `<${ana}>`,
    `< ${ana} >`,
    `(${ana})`,
    `（${ana}）`,
    `[${ana}]`,
    `【${ana}】`,
    `{${ana}}`,
    `\`${ana}\``,
    `*${ana}*`,
    `**${ana}**`,
    `_${ana}_`,
    `~~${ana}~~`,
    `${ana}.`,
    `${ana}。`,
    `${ana}．`,
    `${ana},`,
    `${ana}；`,
    `${ana}:`,
    `${ana}!`,
    `${ana}？`,
    `${ana}…`,
    `'${ana}`,
    `•${ana}`,
    `·${ana}`,
    `-${ana}`,
    `–${ana}`,
    `📧 ${ana}`,
    `📧${ana}`,
    `✉️ ${ana} ✉️`,
  ])('%s', (typed) => {
    expect(read(typed)).toBe(ana);
  });
});

describe('signs that look like an address’s become them', () => {
  it.each([
    ['ana＠contoso．com', ana],
    ['ａｎａ＠ｃｏｎｔｏｓｏ．ｃｏｍ', ana],
    ['ana@contoso。com', ana],
    ['ana@contoso｡com', ana],
    ['moira.o’shea@contoso.com', "moira.o'shea@contoso.com"],
    ['anne‑marie@contoso.com', 'anne-marie@contoso.com'],
    ['anne–marie@my‐shop.example', 'anne-marie@my-shop.example'],
    ['mailto:moira.o%27shea@contoso.com', "moira.o'shea@contoso.com"],
    ['josé@contoso.com', 'josé@contoso.com'],
    ['ana@bücher.example', 'ana@bücher.example'],
    ['ana@xn--bcher-kva.example', 'ana@xn--bcher-kva.example'],
    ['用户@例子.example', '用户@例子.example'],
    ['лена@почта.example', 'лена@почта.example'],
    ['ユーザー@コンピュータ.example', 'ユーザー@コンピュータ.example'],
    ["!#$%&'+-/=?^_~x@contoso.com", "!#$%&'+-/=?^_~x@contoso.com"],
  ])('%s', (typed, address) => {
    expect(read(typed)).toBe(address);
  });
});

describe('labels and the marks of lists are taken off', () => {
  it.each([
    `To: ${ana}`,
    `to:${ana}`,
    `An：${ana}`,
    `À : ${ana}`,
    `Para: ${ana}`,
    `Đến: ${ana}`,
    `收件人：${ana}`,
    `宛先：${ana}`,
    `E-mail: ${ana}`,
    `Email - ${ana}`,
    `Email: ${ana}`,
    `邮箱：${ana}`,
    `To: E-mail: ${ana}`,
    `mailto: ${ana}`,
    `- ${ana}`,
    `* ${ana}`,
    `• ${ana}`,
    `· ${ana}`,
    `•\t${ana}`,
    `1. ${ana}`,
    `1.\t${ana}`,
    `1) ${ana}`,
    `1)${ana}`,
    `(1) ${ana}`,
    `a) ${ana}`,
    `１．${ana}`.replace('．', '． '),
    `1、${ana}`,
    `① ${ana}`,
    `[ ] ${ana}`,
    `[x] ${ana}`,
    `- [ ] To: ${ana}`,
    `> ${ana}`,
  ])('%s', (typed) => {
    expect(read(typed)).toBe(ana);
  });

  it('from names, too', () => {
    expect(read(`- Ana Le <${ana}>\n2. Bao <${bao}>\n• To: Chi`)).toBe(`Ana Le <${ana}>; Bao <${bao}>; Chi`);
  });
});

describe('one address in the forms that programs copy', () => {
  it.each([
    `'${ana}' <${ana}>`,
    `"${ana}" <${ana}>`,
    `${ana} <mailto:${ana}>`,
    `${ana}<mailto:${ana}>`,
    `<mailto:${ana}>`,
    `mailto:${ana}`,
    `mailto:${ana}?subject=Hello%20you`,
    `[${ana}](mailto:${ana})`,
    `[mailto:${ana}]`,
    `MAILTO:${ana}`,
    `${ana} ${ana}`,
    `ANA@Contoso.com, ${ana}`.replace('ANA@Contoso.com', ana),
  ])('%s', (typed) => {
    expect(read(typed)).toBe(ana);
  });

  it.each([
    `Ana Le (${ana})`,
    `Ana Le [${ana}]`,
    `Ana Le [mailto:${ana}]`,
    `Ana Le - ${ana}`,
    `Ana Le – ${ana}`,
    `Ana Le: ${ana}`,
    `Ana Le：${ana}`,
    `"Ana Le" ${ana}`,
    `“Ana Le” <${ana}>`,
    `«Ana Le» ${ana}`,
    `'Ana Le' <${ana}>`,
    `Ana Le ${ana}`,
    `Ana Le\t${ana}`,
    `Ana Le <${ana}>`,
    `Ana Le<${ana}>`,
    `Ana Le＜${ana}＞`,
    `Ana Le <mailto:${ana}>`,
    `Ana Le <${ana}<mailto:${ana}>>`,
    `Ana Le <${ana}> <mailto:${ana}>`,
    `[Ana Le](mailto:${ana})`,
    `${ana} (Ana Le)`,
    `Ana Le E-mail: ${ana}`,
    `Ana   Le <${ana}>`,
  ])('and a name: %s', (typed) => {
    expect(read(typed)).toBe(`Ana Le <${ana}>`);
  });

  it('goes out with the name as it was typed', () => {
    expect(readRecipients(`Moira O’Shea – Sales （EU） <${ana}>`).entries).toEqual([
      { name: 'Moira O’Shea – Sales （EU）', address: ana },
    ]);
    expect(readRecipients(`John A. <${ana}>`).entries).toEqual([{ name: 'John A.', address: ana }]);
    expect(readRecipients(`Ana <${ana}> (Sales)`).entries).toEqual([{ name: 'Ana (Sales)', address: ana }]);
  });

  it('goes out with a name of a hundred characters at most', () => {
    const [entry] = readRecipients(`${'Ana '.repeat(100)}<${ana}>`).entries;
    expect(entry?.name).toHaveLength(99);
  });
});

describe('several addresses', () => {
  it.each([
    `${ana} ${bao}`,
    `${ana}\t${bao}`,
    `${ana}   ${bao}`,
    `${ana}\n${bao}`,
    `${ana}，${bao}`,
    `${ana}、${bao}`,
    `${ana}；${bao}`,
    `${ana}؛ ${bao}`,
    `${ana}، ${bao}`,
    `${ana} | ${bao}`,
    `${ana}|${bao}`,
    `| ${ana} | ${bao} |`,
    `<${ana}> <${bao}>`,
    `<${ana}>; <${bao}>`,
    `"${ana}","${bao}"`,
    `(${ana}, ${bao})`,
    `${ana} / ${bao}`,
    `${ana},, ${ana} ;; ${bao}`,
    `${ana}, ANA@CONTOSO.COM, ${bao}`,
  ])('parted by %s', (typed) => {
    expect(read(typed)).toBe(`${ana}; ${bao}`);
  });

  it('with their names and only brackets between them are read', () => {
    expect(read(`Ana <${ana}> Bao <${bao}>`)).toBe(`Ana <${ana}>; Bao <${bao}>`);
  });
});

describe('what nobody can be sure of is refused', () => {
  it.each([
    [`${bao} <${ana}>`, 'unclear'],
    [`"${bao}" <${ana}>`, 'unclear'],
    [`[${bao}](mailto:${ana})`, 'unclear'],
    [`Ana ${ana} Bao ${bao}`, 'unclear'],
    [`${ana} and ${bao}`, 'unclear'],
    [`mailto:${ana}?cc=${bao}`, 'notAnAddress'],
    ['ana. le@contoso.com', 'unclear'],
    ['ana -le@contoso.com', 'unclear'],
    ['ana @contoso.com', 'notAnAddress'],
    ['ana@ contoso.com', 'notAnAddress'],
    ['ana@contoso. com', 'notAnAddress'],
    ['ana@mail.contoso. com', 'unclear'],
    ['ana@contoso.co[m]', 'unclear'],
    ['ana@contoso.co(m)', 'unclear'],
    ['ana@contoso[.]com', 'notAnAddress'],
    ['ana(work)bao@contoso.com', 'unclear'],
    ['ana"bao@contoso.com', 'unclear'],
    ['<ana>@contoso.com', 'notAnAddress'],
    ['ana@contoso.com。Bao', 'sign'],
    ['ana@mail.contoso。com', 'sign'],
    ['ana@contoso.com/path', 'sign'],
    ["ana@contoso.com's", 'sign'],
    ['https://ana@contoso.com', 'sign'],
    ['a*na@contoso.com', 'sign'],
    ['a|na@contoso.com', 'sign'],
    ['a\u200bna@contoso.com', 'sign'],
    ['ﬁona@contoso.com', 'sign'],
    ['𝐚𝐧𝐚@contoso.com', 'sign'],
    ['ana@con™toso.com', 'sign'],
    ['1.ana@contoso.com', 'listMark'],
    ['ana@cоntoso.com', 'mixedScript'],
    ['аna@contoso.com', 'mixedScript'],
    ['ana@contοso.com', 'mixedScript'],
    ['ana@דואר.example', 'rightToLeft'],
    ['ana@بريد.example', 'rightToLeft'],
    ['ana@contoso', 'notAnAddress'],
    ['ana@@contoso.com', 'notAnAddress'],
    ['ana@contoso..com', 'notAnAddress'],
  ])('%s', (typed, key) => {
    expect(read(typed)).toBe(`refused: ${key}`);
  });

  it('and the sign is named, an invisible one by its number', () => {
    expect(readRecipients('a\u200bna@contoso.com').problem).toMatchObject({ sign: 'U+200B' });
    expect(readRecipients('a*na@contoso.com').problem).toMatchObject({
      sign: '*',
      entry: 'a*na@contoso.com',
    });
  });
});

const letters = (alphabet: string, min: number, max: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: min, maxLength: max }).map((some) => some.join(''));
const word = letters('abcdefghijklmnopqrstuvwxyz', 2, 8);
const local = fc
  .tuple(word, fc.constantFrom('.', '-', '_', '+', ''), word)
  .map(([first, sign, last]) => first + sign + last);
const address = fc.tuple(local, word).map(([name, domain]) => `${name}@${domain}.example`);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const name = fc
  .array(
    fc.oneof(word.map(capital), fc.constantFrom('Lê', 'Nguyễn', 'O’Shea', "O'Neil", 'Anne-Marie', '山田')),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((words) => words.join(' '));

/** How programs write one person: Outlook, Gmail, Apple Mail, WhatsApp, Word, Excel, Markdown, input methods. */
const forms: ((name: string, address: string) => string)[] = [
  (_, a) => a,
  (n, a) => `${n} <${a}>`,
  (n, a) => `"${n}" <${a}>`,
  (n, a) => `“${n}” <${a}>`,
  (n, a) => `'${n}' <${a}>`,
  (_, a) => `'${a}' <${a}>`,
  (_, a) => `${a} <mailto:${a}>`,
  (n, a) => `${n} <${a}<mailto:${a}>>`,
  (n, a) => `${n} [mailto:${a}]`,
  (n, a) => `${n} (${a})`,
  (n, a) => `${n} – ${a}`,
  (n, a) => `${n}: ${a}`,
  (n, a) => `${n}\t${a}`,
  (n, a) => `${a} (${n})`,
  (n, a) => `[${n}](mailto:${a})`,
  (_, a) => `[${a}](mailto:${a})`,
  (_, a) => `mailto:${a}?subject=Hi`,
  (_, a) => `• ${a}`,
  (_, a) => `3. ${a}`,
  (_, a) => `- [ ] ${a}`,
  (_, a) => `E-mail: ${a}`,
  (_, a) => `収件人：${a}`.replace('収', '收'),
  (_, a) => `<${a}>.`,
  (_, a) => `«${a}»`,
  (n, a) => `${n}＜${a.replace('@', '＠').replaceAll('.', '．')}＞`,
];
const separators = ['; ', ';', '\n', '\r\n', '；', ' ;\n'];

describe('people in any of these forms, in any list', () => {
  it('are exactly these people', () => {
    const person = fc.record({ name, address, form: fc.constantFrom(...forms) });
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...separators),
        (all, by) => {
          const typed = all.map((one) => one.form(one.name, one.address)).join(by);
          const { entries, problem } = readRecipients(typed);
          expect(problem).toBeUndefined();
          expect(entries.map((entry) => entry.address)).toEqual([...new Set(all.map((one) => one.address))]);
          for (const entry of entries) {
            if (entry.name !== undefined) expect(all.map((one) => one.name)).toContain(entry.name);
          }
        },
      ),
      { seed: 17, numRuns: 2_000 },
    );
  });

  it('stay the same people when they are shown and read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), address, (anyName, to) => {
        const { entries } = readRecipients(showMailbox({ name: anyName, address: to }));
        expect(entries.map((entry) => entry.address)).toEqual([to]);
      }),
      { seed: 17, numRuns: 2_000 },
    );
  });
});

describe('a sign anywhere in an address', () => {
  it('leads to the same address, to a refusal, or is visibly part of it: never to a part of what was typed', () => {
    const sign = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom(...'“”‘’«»‹›＜＞（）［］｛｝，、；：。．＠‐–—−·•…!?*_~`|/\\^="\'()[]{}<>,;: \t\n'),
    );
    fc.assert(
      fc.property(address, sign, fc.nat(), (typed, odd, anywhere) => {
        const at = anywhere % (typed.length + 1);
        const changed = typed.slice(0, at) + odd + typed.slice(at);
        const { entries, problem } = readRecipients(changed);
        const addresses = entries.flatMap((entry) => entry.address ?? []);
        if (problem || addresses.length === 0) return;
        const isAtEdge = at === 0 || at === typed.length;
        const [only = ''] = addresses;
        // A name before it is shown to the person, and must be found, so nothing is mailed to the rest alone.
        const isRest = entries.some((entry) => entry.address === undefined || entry.name !== undefined);
        expect(addresses).toHaveLength(1);
        if (isAtEdge && only === typed) return;
        // "a:" is Spanish for "to:".
        if (/^[:：]/.test(odd)) return;
        if (!isRest) expect(only.length).toBeGreaterThanOrEqual(typed.length);
      }),
      { seed: 17, numRuns: 5_000 },
    );
  });
});
