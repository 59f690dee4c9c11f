// Addresses nobody listed: people in any form that a program copies, and odd signs anywhere, never become another address.
import fc from 'fast-check';
import { readRecipients, showMailbox } from '../../bot/mail/recipients';

const letters = (alphabet: string, min: number, max: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: min, maxLength: max }).map((some) => some.join(''));
const word = letters('abcdefghijklmnopqrstuvwxyz', 2, 8);
const local = fc
  .tuple(word, fc.constantFrom('.', '-', '_', '+', ''), word)
  .map(([first, sign, last]) => first + sign + last);
const address = fc.tuple(local, word).map(([name, domain]) => `${name}@${domain}.example`);
/** "Cc" and "Not" are no names. */
const nameWord = word.filter((letters) => !/^(cc|cc[ino]|bcc|dw|not|or)$/.test(letters));
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const name = fc
  .array(
    fc.oneof(
      nameWord.map(capital),
      fc.constantFrom('Lê', 'Nguyễn', 'O’Shea', "O'Neil", 'Anne-Marie', '山田'),
    ),
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
