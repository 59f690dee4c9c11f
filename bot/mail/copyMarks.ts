// Marks of copies among recipients, such as "[Bcc] Bao": taken as a name in To, one would show a blind copy to everybody.
import type { RecipientField } from './draft';

/** Words for copies that are no words of names. */
const sureCc = [
  'cc|c\\.c\\.?|carbon cop(?:y|ies)|co[nm] c[oó]pia|抄送|đồng (?:kính )?gửi|dong (?:kinh )?gui|(?:kính )?sao (?:kính )?gửi',
  '(?:with )?(?:an? )?cop(?:y|ies) (?:to|for)|copying|bản sao (?:cho|tới|đến|gửi)',
].join('|');
/** Words that may be in a name, too. They count alone and before a colon. */
const unsureCc = [
  'cop(?:y|ies)|copies?(?: conforme)?|c[oó]pias?|kopi(?:e|a|o)?|копи[яе]|копія|κοιν(?:οποίηση)?\\.?|másolat|bilgi|dw',
  'do wiadomości|副本|참조|bản sao|สำเนา|نسخة|עותק|kopija|koopia|afrit|копија|رونوشت|प्रति(?:लिपि)?|còpia|สำเนาถึง|másolatot kap|salinan(?: karbon)?|tembusan',
].join('|');
/** Words that make a mark of copies one of blind copies, before it or behind: `Cc (blind)`, `đồng gửi ẩn`, `抄送（密送）`. */
const blind = [
  'blind|hidden|secret|bcc|ẩn(?: danh)?|kín|bí mật|ocult[ao]s?|cach[ée]e?s?|invisibles?|nascost[aeio]|verborgen|verdeckt',
  'versteckt|geheim|dold|skjult|hemlig|piilo|ukryt[aeiy]|skryt[aáeé]|rejtett|titkos|скрыт[а-я]{1,3}|прихован[а-яіє]{1,2}',
  'nematoma|slapta|diskrētā|slēptā|skrita|skrivena|скрив?ена|fali[ðn]|hulið|ezkutuko|buta|tersembunyi|مخفی|गुप्त|undisclosed',
  'κρυφή|gizli|密送|密件|[隐隱]藏|[暗秘]密|숨은|ブラインド|مخفية|מוסתר',
].join('|');

const anyCc = `(?:${sureCc}|${unsureCc})`;
const between = '[\\s:()[\\]{}-]{0,4}';
const sure = {
  bcc: [
    `${anyCc}${between}(?:${blind})|(?:${blind})${between}${anyCc}|(?:dong|ban|cc) (?:gui |sao )?an(?= ?:)|dong gui an`,
    "bcc|b\\.c\\.c\\.?|b c c(?= ?:)|bcc[’']?e?d|cci|cco|ccn|blind (?:carbon )?cop(?:y|ies)|hidden cop(?:y|ies)|udw|ukryte do wiadomości",
    'blindkopi[ea]?|copie invisible|piilokopio|скрито копие|κρυφή κοιν(?:οποίηση)?\\.?',
    'ск|bccs|สำเนาลับถึง|skrytá kópia|skrivena kopija|密送|密件|密件抄送|密件副本|[隐隱]藏抄送|[隐隱]藏副本|[暗秘]送|숨은 ?참조|ブラインド(?:カーボン)?コピー|สำเนาลับ',
    'gửi (?:ẩn(?: danh)?|kín)|gui an(?= (?:cho|toi|den) )|نسخة مخفية|עותק מוסתר|pimekoopia|skp|बीसीसी|(?:hidden|undisclosed|blind|bcc) recipients?',
  ].join('|'),
  cc: sureCc,
};
const unsure = { bcc: blind, cc: unsureCc };
/** Words that mark copies wherever they stand: "please bcc Bao". */
const anywhere = {
  bcc: 'bcc|b\\.c\\.c\\.?|blind (?:carbon )?cop(?:y|ies)|hidden cop(?:y|ies)|(?:đồng )?gửi ẩn|cc ẩn',
  cc: 'cc|đồng gửi',
};
/** In Chinese no blank is beside a word. */
const han = { bcc: '密送|密件|[隐隱]藏抄送', cc: '抄送' };

const wordEnd = '(?![\\p{L}\\p{M}\\p{N}])';
const wordStart = '(?<![\\p{L}\\p{M}\\p{N}])';
const closed = '[\\s)\\]}]{0,3}';
const colon = `${closed}(?:\\([^()]*\\)\\s{0,3})?[人者]?\\s{0,3}:`;

const anyOf = (field: 'cc' | 'bcc') => `(?:${sure[field]}|${unsure[field]})`;
const pattern = (text: string) => new RegExp(text, 'iu');

/** A mark before a colon or at the beginning of a text, one at its end or alone, and one that counts anywhere. */
const marksOf = (field: 'cc' | 'bcc') => ({
  before: pattern(`^(?:${sure[field]})${wordEnd}(?:${colon})?|${wordStart}${anyOf(field)}${colon}`),
  inside: pattern(`${wordStart}(?:${anywhere[field]})${wordEnd}|${han[field]}`),
  last: pattern(`${wordStart}(?:${sure[field]})$|^${anyOf(field)}$`),
});
const marks = { bcc: marksOf('bcc'), cc: marksOf('cc') };
const blindInBrackets = pattern(`[([{]\\s{0,3}(?:${blind})\\s{0,3}[)\\]}]`);
/** "copy Bao", in small letters. "Copy Shop" is a name. */
const smallCopy = /^(?:copy|copie|copia|kopie|kopia|bản sao)\s+(?=\S)/u;

/** What is left of "cc: ẩn Bảo" in one line. "Ẩn" is a name. */
const smallBlind = /^(?:ẩn|kín|blind|hidden|ocult[ao]s?|cachée?s?)\s+(?=\S)/u;

/** Brackets behind a mark that say what it says. Any other may say something else about who sees whom. */
const known = `(?:\\(\\s{0,3}(?:${anyCc}|${anyOf('bcc')}|visible|open)\\s{0,3}\\)\\s{0,3})?`;
const ownColon = `${closed}${known}[人者]?\\s{0,3}:`;
const noBrackets = '(?![\\s)\\]}:-]*[([{](?!\\s*(?:\\d|x[)\\]}]|[)\\]}]))[^()[\\]{}@]{0,60}[)\\]}])';
const opened = '^[([{]?\\s*';

/** What is taken off in the mark's own field: `Bcc: ana@contoso.com`, `[Bcc] ana@contoso.com`, and `ana@contoso.com (bcc)`. */
const ownMark = (field: 'cc' | 'bcc', more = ''): RegExp =>
  pattern(
    `${opened}(?:${anyOf(field)}${ownColon}|(?:${sure[field]})${wordEnd}${more})[\\s)\\]}-]*${noBrackets}|[([{]\\s*${anyOf(field)}\\s*[)\\]}]$`,
  );
const ownMarks = { bcc: ownMark('bcc', `|(?<=[([{]\\s*)(?:${blind})(?=\\s*[)\\]}])`), cc: ownMark('cc') };
/** A mark of blind copies may begin with one of open copies: "đồng gửi ẩn". */
const beginsBlind = pattern(`${opened}(?:(?:${sure.bcc})${wordEnd}|(?:${blind})${colon})`);

/** Such words, in a text that is not about copies. */
export const sureMarks = `${wordStart}(?:${sure.bcc}|${sureCc})${wordEnd}`;

/** A mark of copies in a text without addresses. */
export function copyMarkIn(plain: string): { field: 'cc' | 'bcc'; start: number; end: number } | undefined {
  const isWord = (at: number) => /[\p{L}\p{N}]/u.test(plain.charAt(at));
  let [first, last] = [0, plain.length];
  while (first < last && !isWord(first)) first += 1;
  while (last > first && !isWord(last - 1)) last -= 1;
  const at = (field: 'cc' | 'bcc', found: RegExpExecArray, from: number) => {
    return { field, start: from + found.index, end: from + found.index + found[0].length };
  };
  const whereIn = (mark: RegExp, field: 'cc' | 'bcc') => {
    const found = mark.exec(plain);
    return found ? at(field, found, 0) : undefined;
  };
  const find = (field: 'cc' | 'bcc') => {
    const { before, last: atEnd, inside } = marks[field];
    const found = before.exec(plain.slice(first)) ?? atEnd.exec(plain.slice(first, last));
    return found ? at(field, found, first) : whereIn(inside, field);
  };
  const inBrackets = blindInBrackets.exec(plain);
  const found = find('bcc') ?? (inBrackets ? at('bcc', inBrackets, 0) : find('cc'));
  if (found) return found;
  const [open, hidden] = [smallCopy, smallBlind].map((small) => small.exec(plain.slice(first)));
  return open ? at('cc', open, first) : hidden ? at('bcc', hidden, first) : undefined;
}

/** Where a text begins and ends without the mark of the field that it stands in. */
export function withoutOwnMark(plain: string, field: RecipientField): { start: number; end: number } {
  const all = { start: 0, end: plain.length };
  if (field === 'to' || (field === 'cc' && beginsBlind.test(plain))) return all;
  const found = ownMarks[field].exec(plain) ?? (field === 'cc' ? smallCopy : smallBlind).exec(plain);
  if (!found || found[0].length === plain.length) return all;
  return found.index === 0 ? { ...all, start: found[0].length } : { ...all, end: found.index };
}
