// Signs that look like ASCII's: what phones, Word, Outlook and the keyboards of other scripts type in their place.

/** ASCII signs and those that take their places, each one UTF-16 unit long. Full-width forms are added below. */
const kin: Record<string, string> = {
  "'": '‘’‛′´ʼʻʹ‹›',
  '"': '“”„‟″«»〝〞〟「」『』',
  '-': '‐‑‒–—―−⁃﹣﹘',
  '<': '〈《⟨',
  '>': '〉》⟩',
  '[': '【〔〖',
  ']': '】〕〗',
  '@': '﹫',
  '.': '﹒․',
  ',': '、،﹐﹑､',
  ';': '؛﹔',
  ':': '﹕︰∶꞉',
  '。': '｡',
  ' ': '\u00a0\u2007\u202f\u3000',
};

const firstFullWidth = 0xff01;
const lastFullWidth = 0xff5e;
/** How far a full-width form is from its ASCII sign. */
const fullWidthShift = 0xfee0;

const plainOf = new Map<string, string>();
for (const [plain, signs] of Object.entries(kin)) for (const sign of signs) plainOf.set(sign, plain);
for (let code = firstFullWidth; code <= lastFullWidth; code += 1) {
  plainOf.set(String.fromCharCode(code), String.fromCharCode(code - fullWidthShift));
}

/**
 * Puts ASCII's sign in the place of each that looks like it: `ana＠contoso．com` → `ana@contoso.com`. The result is as long
 * as the text, so that a position in one is the same position in the other, and names can be cut as they were typed.
 */
export const toPlain = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (sign) => plainOf.get(sign) ?? sign);

const pairs = new Map(Object.entries({ '"': '"', "'": "'", '(': ')', '[': ']', '{': '}' }));

/** Takes quotes and brackets off that stand round a whole name. */
export function unwrap(name: string): string {
  const text = name.trim();
  const plain = toPlain(text);
  const [first = '', last = ''] = [plain[0], plain.at(-1)];
  // The apostrophe in "O'Neil" is no quote.
  const inner = plain.slice(1, -1).replace(/(?<=\p{L})'(?=\p{L})/gu, '');
  const isWrapped =
    text.length > 2 && pairs.get(first) === last && !inner.includes(first) && !inner.includes(last);
  return isWrapped ? text.slice(1, -1).trim() : text;
}
