// Marks of copies among recipients, such as "[Bcc] Bao": taken as a name in To, one would show a blind copy to everybody.
import type { RecipientField } from './draft';

/** Words for copies that are no words of names. */
const sure = {
  bcc: [
    'bcc|b\\.c\\.c\\.?|cci|cco|ccn|blind (?:carbon )?cop(?:y|ies)|hidden cop(?:y|ies)|udw|ukryte do wiadomości',
    'blindkopi[ea]?|copies? cachées?|copie invisible|copias? ocultas?|co[nm] c[oó]pia oculta|cópias? ocultas?',
    'copia nascosta|hemlig kopia|dold kopia|skjult kopi|piilokopio|skrytá kopie|(?:rejtett|titkos) másolat',
    'скрытая копия|прихована копія|скрито копие|κρυφή κοιν(?:οποίηση)?\\.?|gizli kopya',
    '密送|密件|密件抄送|密件副本|[隐隱]藏抄送|[隐隱]藏副本|[暗秘]送|숨은 ?참조|ブラインド(?:カーボン)?コピー|สำเนาลับ',
    'đồng gửi ẩn|bản sao ẩn|gửi ẩn(?: danh)?|نسخة مخفية|עותק מוסתר',
  ].join('|'),
  cc: 'cc|c\\.c\\.?|carbon cop(?:y|ies)|co[nm] c[oó]pia|抄送|đồng (?:kính )?gửi',
};
/** Words that may be in a name, too. They count alone and before a colon. */
const unsure = {
  bcc: 'gizli|скрытая|прихована|ẩn danh',
  cc: [
    'cop(?:y|ies)|copies?(?: conforme)?|c[oó]pias?|kopi(?:e|a|o)?|копи[яе]|копія|κοιν(?:οποίηση)?\\.?|másolat|bilgi|dw',
    'do wiadomości|副本|참조|bản sao|สำเนา|نسخة|עותק',
  ].join('|'),
};

const wordEnd = '(?![\\p{L}\\p{M}\\p{N}])';
const wordStart = '(?<![\\p{L}\\p{M}\\p{N}])';
const colon = '\\s{0,3}(?:\\([^()]*\\)\\s{0,3})?[人者]?\\s{0,3}:';

const anyOf = (field: 'cc' | 'bcc') => `(?:${sure[field]}|${unsure[field]})`;
const pattern = (text: string) => new RegExp(text, 'iu');

/** A mark before a colon or at the beginning of a text, and one at its end or alone. */
const marksOf = (field: 'cc' | 'bcc') => ({
  before: pattern(`^(?:${sure[field]})${wordEnd}(?:${colon})?|${wordStart}${anyOf(field)}${colon}`),
  last: pattern(`${wordStart}(?:${sure[field]})$|^${anyOf(field)}$`),
});
const marks = { bcc: marksOf('bcc'), cc: marksOf('cc') };

/** What is taken off in the mark's own field: `Bcc: ana@contoso.com`, `[Bcc] ana@contoso.com`, and `ana@contoso.com (bcc)`. */
const ownMark = (field: 'cc' | 'bcc'): RegExp =>
  pattern(
    `^[([{]?\\s*(?:${anyOf(field)}${colon}|(?:${sure[field]})${wordEnd})[\\s)\\]}-]*|[([{]\\s*${anyOf(field)}\\s*[)\\]}]$`,
  );
const ownMarks = { bcc: ownMark('bcc'), cc: ownMark('cc') };

/** A mark of copies in a text without addresses. */
export function copyMarkIn(plain: string): { field: 'cc' | 'bcc'; start: number; end: number } | undefined {
  const isWord = (at: number) => /[\p{L}\p{N}]/u.test(plain.charAt(at));
  let [first, last] = [0, plain.length];
  while (first < last && !isWord(first)) first += 1;
  while (last > first && !isWord(last - 1)) last -= 1;
  for (const field of ['bcc', 'cc'] as const) {
    const { before, last: atEnd } = marks[field];
    const found = before.exec(plain.slice(first)) ?? atEnd.exec(plain.slice(first, last));
    if (found) return { field, start: first + found.index, end: first + found.index + found[0].length };
  }
  return undefined;
}

/** Where a text begins and ends without the mark of the field that it stands in. */
export function withoutOwnMark(plain: string, field: RecipientField): { start: number; end: number } {
  const found = field === 'to' ? null : ownMarks[field].exec(plain);
  const all = { start: 0, end: plain.length };
  if (!found || found[0].length === plain.length) return all;
  return found.index === 0 ? { ...all, start: found[0].length } : { ...all, end: found.index };
}
