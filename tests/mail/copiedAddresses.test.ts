// Addresses as programs copy them and phones type them: read as anybody would read them, or refused by name.
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
    ['ana@abc株式会社.example', 'ana@abc株式会社.example'],
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
    `${ana} and ${bao}`,
    `${ana} và ${bao}`,
    `${ana}和${bao}`,
    `${ana}及<${bao}>`,
    `${ana}以及${bao}`,
    `${ana}と${bao}`,
    `<${ana}> & <${bao}>`,
    `${ana},, ${ana} ;; ${bao}`,
    `${ana}, ANA@CONTOSO.COM, ${bao}`,
  ])('parted by %s', (typed) => {
    expect(read(typed)).toBe(`${ana}; ${bao}`);
  });

  it('with their names and only brackets between them are read', () => {
    expect(read(`Ana <${ana}> Bao <${bao}>`)).toBe(`Ana <${ana}>; Bao <${bao}>`);
    expect(read(`王伟<${ana}>和李娜<${bao}>`)).toBe(`王伟 <${ana}>; 李娜 <${bao}>`);
    expect(read(`Ana <${ana}> and Bao <${bao}>`)).toBe(`Ana <${ana}>; Bao <${bao}>`);
    expect(read(`["${ana}","${bao}"]`)).toBe(`${ana}; ${bao}`);
  });
});

describe('what nobody can be sure of is refused', () => {
  it.each([
    [`${bao} <${ana}>`, 'unclear'],
    [`"${bao}" <${ana}>`, 'unclear'],
    [`[${bao}](mailto:${ana})`, 'unclear'],
    [`Ana ${ana} Bao ${bao}`, 'unclear'],
    [`~~${ana}~~`, 'sign'],
    [`~~${ana}~~ ${bao}`, 'sign'],
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
    ['邮箱是ana@contoso.com', 'mixedScript'],
    ['ana@contoso.com谢谢', 'mixedScript'],
    ['ana@contoso.comです', 'mixedScript'],
    ['сора@contoso.com', 'mixedScript'],
    ['ana@сора.com', 'mixedScript'],
    ['my mail is ana@contoso.com', 'unclear'],
    ['<mailto:ana@contoso.com|Ana>', 'notAnAddress'],
    ['ana le@contoso.com', 'unclear'],
    ['=HYPERLINK("mailto:ana@contoso.com")', 'unclear'],
    ['<a href="mailto:ana@contoso.com">Ana</a>', 'unclear'],
    ['"half a@contoso.com name"', 'unclear'],
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
