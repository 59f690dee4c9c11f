// Words between recipients: "and" parts them wherever it stands, and "or" and "except" are refused.
import fc from 'fast-check';
import { emptyDraft } from '../../bot/mail/draft';
import { readingQuestions } from '../../bot/mail/names';
import { readRecipients, showMailbox } from '../../bot/mail/recipients';

const ana = 'ana@contoso.com';
const bao = 'bao@contoso.com';
const chi = 'chi@contoso.com';
const anne = 'Moreau, Anne <anne.moreau@fabrikam.com>';

function read(text: string): string {
  const { entries, problem } = readRecipients(text);
  return problem ? `refused: ${problem.key}` : entries.map(showMailbox).join('; ');
}

const takes = (text: string): string[] =>
  readingQuestions({ ...emptyDraft, to: text }).flatMap((question) =>
    'readings' in question ? question.readings.map(({ take }) => take) : [],
  );

describe('a name and an address with "and" between them', () => {
  it.each([
    [`Ana and ${bao}`, `Ana; ${bao}`],
    [`Lê Chi và ${bao}`, `Lê Chi; ${bao}`],
    [`Lê Chi và <${bao}>`, `Lê Chi; ${bao}`],
    [`Ana Vega, Lê Chi và ${bao}`, `Ana Vega; Lê Chi; ${bao}`],
    [`Ana / ${bao}`, `Ana; ${bao}`],
    [`Ana und ${bao}`, `Ana; ${bao}`],
    [`Ana va ${bao}`, `Ana; ${bao}`],
    [`Ana e ${bao}`, `Ana; ${bao}`],
    [`张三 和 lisi@contoso.com`, '张三; lisi@contoso.com'],
    [`${bao} và Ana`, `${bao}; Ana`],
    [`Ana <${ana}> và Bảo`, `Ana <${ana}>; Bảo`],
    [`Ana and\nBao <${bao}>`, `Ana; Bao <${bao}>`],
    ["O'Neil and O'Brien", "O'Neil; O'Brien"],
    ['Chi (HR) and Bao', '"Chi (HR)"; Bao'],
  ])('are two recipients: %j', (typed, people) => {
    expect(read(typed)).toBe(people);
  });

  it.each([`Ana with ${bao}`, `Ana at ${bao}`, '张三和 lisi@contoso.com', `Ana& <${bao}>`])(
    'are refused where nobody knows the word: %s',
    (typed) => {
      expect(read(typed)).toBe('refused: unclear');
    },
  );

  it.each([`Ana and Bao ${bao}`, `Ana / Bao <${bao}>`, `Ana Le / ${ana}`])('may be one: %s', (typed) => {
    expect(read(typed)).toBe('refused: twoReadings');
  });

  it.each([
    ['王伟', '和', '李娜'],
    ['田中', 'と', '鈴木'],
    ['김철수', '와 ', '이영희'],
    ['สมชาย', 'และ', 'สมหญิง'],
    ['Анна', ' и ', 'Борис'],
    ['Άννα', ' και ', 'Νίκος'],
    ['أحمد', ' و ', 'سارة'],
    ['Jana', ' a ', 'Bao'],
    ['Ana', ' și ', 'Bao'],
  ])('may be one in any script: %s%s%s', (first, word, second) => {
    const typed = `${first}${word}${second} <${bao}>`;
    expect(read(typed)).toBe('refused: twoReadings');
    expect(takes(typed)).toEqual([`"${first}${word}${second}" <${bao}>`, `"${first}", "${second}" <${bao}>`]);
  });

  it('ask about the address of the first, too', () => {
    expect(takes(`Ana and Bao <${ana}>`)).toEqual([`"Ana and Bao" <${ana}>`, `"Ana" <${ana}>, "Bao"`]);
  });

  it.each([
    '李和平 <lhp@contoso.com>',
    '松本和子 <kazuko@contoso.com>',
    '中国和平出版社 <info@contoso.com>',
    'Ortega y Gasset <ortega.gasset@contoso.com>',
    '"Anna und Boris" <family@contoso.com>',
    'Анна Иванова <anna@contoso.com>',
  ])('are no pair where one name is meant: %s', (typed) => {
    expect(read(typed)).toBe(typed);
  });

  it('are asked about with every name of the list apart', () => {
    const several = `"Ana Vega", "Lê Chi", "Bao" <${bao}>`;
    expect(takes(`Ana Vega, Lê Chi và Bao <${bao}>`).at(-1)).toBe(several);
    expect(read(several)).toBe(`Ana Vega; Lê Chi; Bao <${bao}>`);
  });
});

describe('several addresses with words between them', () => {
  it.each([
    [`${ana}, ${bao} và ${chi}`, `${ana}; ${bao}; ${chi}`],
    [`anh Nam <${ana}> và chị Lan <${bao}>`, `anh Nam <${ana}>; chị Lan <${bao}>`],
    [`Nam (${ana}) và Lan (${bao})`, `Nam <${ana}>; Lan <${bao}>`],
    [`"Nguyen, Ana" <${ana}> & Bao Tran <${bao}>`, `"Nguyen, Ana" <${ana}>; Bao Tran <${bao}>`],
    [`Ana <${ana}> Bao <${bao}> and ${chi}`, `Ana <${ana}>; Bao <${bao}>; ${chi}`],
  ])('are so many people: %s', (typed, people) => {
    expect(read(typed)).toBe(people);
  });

  it.each(['and', 'và', '&', ''])('follow a name with a comma: "%s"', (word) => {
    expect(read(`${anne} ${word} Bao Tran <${bao}>`)).toBe(
      `"Moreau, Anne" <anne.moreau@fabrikam.com>; Bao Tran <${bao}>`,
    );
    expect(read(`Moreau, Anne <am@fabrikam.com> ${word} Bao Tran <${bao}>`)).toBe('refused: twoReadings');
  });

  it('leave nobody out and take nobody in, whatever they look like', () => {
    const person = fc.constantFrom(
      'Ana',
      'Lê Chi',
      ana,
      bao,
      `<${chi}>`,
      `Bao (IT) <${bao}>`,
      `"Le, Ana" <${ana}>`,
    );
    const word = fc.constantFrom('and', 'và', '&', 'und', 'va', '和');
    fc.assert(
      fc.property(fc.uniqueArray(person, { minLength: 2, maxLength: 4 }), word, (people, joint) => {
        const of = (one: string) => readRecipients(one).entries.map(showMailbox);
        const { entries, problem } = readRecipients(people.join(` ${joint} `));
        const expected = [...new Set(people.flatMap(of))];
        const addresses = (all: string[]) => new Set(all.join().match(/\w+@[\w.]+/g));
        if (problem) expect(problem.key).toMatch(/twoReadings|unclear/);
        else expect(addresses(entries.map(showMailbox))).toEqual(addresses(expected));
        for (const { name = '' } of entries)
          expect(name).not.toMatch(/(^| )(and|và|&|und|va|和)$|^(and|và|&|und|va|和) /);
      }),
      { seed: 17, numRuns: 1_000 },
    );
  });
});

describe('"or" and "except"', () => {
  it.each([
    `Ana or ${bao}`,
    `Ana or Bao`,
    `Everyone except Bao <${bao}>`,
    `Mọi người trừ Bảo <${bao}>`,
    `Ana <${ana}>, ngoại trừ Bảo <${bao}>`,
    `Ana <${ana}>, excluding Bao <${bao}>`,
    `Ana <${ana}>, but not Bao <${bao}>`,
    `Ana hoặc Bảo <${bao}>`,
    `All Staff but not Bao <${bao}>`,
    `Ana instead of ${bao}`,
    `Ana oder Bao <${bao}>`,
    `张三或李四 <${bao}>`,
    `Ana <${ana}> và không gửi Bảo <${bao}>`,
  ])('are refused wherever they stand: %s', (typed) => {
    expect(read(typed)).toBe('refused: unclear');
  });

  it.each([
    `"Ana or Bao" <${bao}>`,
    'Or Cohen <or@contoso.com>',
    'No Reply <no-reply@contoso.com>',
    'Salvo Rossi <salvo@contoso.com>',
    'do-not-reply@contoso.com',
    'Hàng không Việt Nam <info@contoso.com>',
    '"Hỗ trợ (không trả lời)" <hotro@contoso.com>',
    'Médecins sans Frontières <contact@contoso.com>',
    'Ärzte ohne Grenzen <kontakt@contoso.com>',
    'Sakura no Mori <mori@contoso.com>',
  ])('are part of a name in quotes, and of other words: %s', (typed) => {
    expect(read(typed)).toBe(typed);
  });
});
