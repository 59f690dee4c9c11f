// Marks of copies among recipients, such as "[Bcc] Bao": taken as a name in To, one would show a blind copy to everybody.
import type { RecipientField } from './draft';

/** "ccing", "bcc'd", "cced" */
const inflected = "(?:[’'-]?(?:ing|e?d|s))?";
/** What stands before "đồng" where it is no word for together: hợp đồng, hội đồng, cộng đồng, a sum of money. */
const dongWords = 'h[ợo]p|h[ộo]i|c[ộo]ng|ngh[ìi]n|ng[àa]n|tri[ệe]u|t[ỷy]|tr[ăa]m';
export const beforeDong = `(?:${dongWords}|[\\d.,]+)`;
const notContract = `(?<!(?:(?<![\\p{L}\\p{M}])(?:${dongWords})|\\d) )`;
/** Words for copies that are no words of names, wherever they stand: "please cc Bao". Vietnamese is also typed without accents. */
const plainCc = [
  // In "hợp đồng gửi anh" and "500 đồng gửi" it is a contract and money.
  `cc${inflected}|c\\.c\\.|carbon cop(?:y|ies)|${notContract}[đd][ồo]ng (?:k[íi]nh )?g[ửu]i|抄送|副本(?=[给給])`,
  '(?:an? )?cop(?:y|ies) (?:to|for|cho|tới|đến|gửi|toi|den|gui)|b[ảa]n sao (?:cho|tới|đến|gửi|toi|den|gui)|in (?:copy|kopie|copie|c[oó]pia)',
].join('|');
/** And those that count where a text begins or ends. */
const sureCc = `${plainCc}|c\\.c|co[nm] c[oó]pia|(?:kính )?sao (?:kính )?gửi|with (?:an? )?cop(?:y|ies) (?:to|for)|copying`;
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
const plainBcc = [
  `${anyCc}${between}(?:${blind})|(?:${blind})${between}${anyCc}|(?:dong|ban|cc) (?:gui |sao )?an(?= ?:)|dong gui an`,
  `bcc${inflected}|b\\.c\\.c\\.?|blind (?:carbon )?cop(?:y|ies)|hidden cop(?:y|ies)|blindkopi[ea]?|copie invisible|piilokopio`,
  '密送|密件(?:抄送|副本)?|[隐隱]藏(?:抄送|副本)|[暗秘]送|숨은 ?참조|ブラインド(?:カーボン)?コピー|สำเนาลับ(?:ถึง)?',
  'gửi (?:ẩn(?: danh)?|kín)|gui kin|(?:gui|ban sao|cc) an(?= (?:cho|toi|den) )|(?:hidden|undisclosed|blind|bcc) recipients?',
].join('|');
const sure = {
  bcc: [
    plainBcc,
    'b c c(?= ?:)|cci|cco|ccn|udw|ukryte do wiadomości|скрито копие|κρυφή κοιν(?:οποίηση)?\\.?|ск|skrytá kópia|skrivena kopija',
    'نسخة مخفية|עותק מוסתר|pimekoopia|skp|बीसीसी',
  ].join('|'),
  cc: sureCc,
};
const unsure = { bcc: blind, cc: unsureCc };
const anywhere = { bcc: plainBcc, cc: plainCc };

/** In Chinese and Japanese no blank is beside a word. */
const cjk = '[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}]';
const wordEnd = `(?:(?![\\p{L}\\p{M}\\p{N}])|(?=${cjk}))`;
const wordStart = `(?:(?<![\\p{L}\\p{M}\\p{N}])|(?<=${cjk}))`;
const closed = '[\\s)\\]}]{0,3}';
const colon = `${closed}(?:\\([^()]*\\)\\s{0,3})?[人者]?\\s{0,3}:`;

const anyOf = (field: 'cc' | 'bcc') => `(?:${sure[field]}|${unsure[field]})`;
const pattern = (text: string) => new RegExp(text, 'iu');

/** A mark before a colon or at the beginning of a text, one at its end or alone, and one that counts anywhere. */
const marksOf = (field: 'cc' | 'bcc') => ({
  before: pattern(`^(?:${sure[field]})${wordEnd}(?:${colon})?|${wordStart}${anyOf(field)}${colon}`),
  inside: pattern(`${wordStart}(?:${anywhere[field]})${wordEnd}`),
  last: pattern(`${wordStart}(?:${sure[field]})$|^${anyOf(field)}$`),
});
const marks = { bcc: marksOf('bcc'), cc: marksOf('cc') };
const blindInBrackets = pattern(`[([{]\\s{0,3}(?:${blind})\\s{0,3}[)\\]}]`);
/** "copy Bao", in small letters. "Copy Shop" is a name. */
const smallCopy = /^(?:copy|copie|copia|kopie|kopia|b[ảa]n sao)\s+(?=\S)/u;

/** "ban sao an Bao" without accents. In "ban sao An" and "cc an" An is somebody. */
const accentlessBlind =
  /(?<![\p{L}\p{M}\p{N}])(?:(?:[Gg]ui )?[Bb]an sao|[Dd]ong gui|[Cc][Cc]) an(?=\s+(?:(?:cho|toi|den)\s|\p{Lu}|<?[^\s@]{1,64}@))/u;

/** "Ana copy Bao": in the middle of names, in small letters. */
const copyInside = /(?<=\S\s{1,3})(?:copy|copying)\s+(?=\p{Lu})/u;

/** What is left of "cc: ẩn Bảo" in one line. "Ẩn" is a name. */
const smallBlind = /^(?:ẩn|kín|blind|hidden|ocult[ao]s?|cachée?s?)\s+(?=\S)/u;

/** Brackets behind a mark that say what it says. Any other may say something else about who sees whom. */
const known = `(?:\\(\\s{0,3}(?:${anyCc}|${anyOf('bcc')}|visible|open)\\s{0,3}\\)\\s{0,3})?`;
const ownColon = `${closed}${known}[人者]?\\s{0,3}:`;
const noBrackets = '(?![\\s)\\]}:-]*[([{](?!\\s*(?:\\d|x[)\\]}]|[)\\]}]))[^()[\\]{}@]{0,60}[)\\]}])';
const opened = '^[([{]?\\s*';

/** `bcc-archive@contoso.com` begins with no mark. */
const notOfAddress = "(?!@|[-_+.%'’][^\\s@:()[\\]{}<>]{0,64}@)";

/** What is taken off in the mark's own field: `Bcc: ana@contoso.com`, `[Bcc] ana@contoso.com`, and `ana@contoso.com (bcc)`. */
const ownMark = (field: 'cc' | 'bcc', more = ''): RegExp =>
  pattern(
    `${opened}(?:${anyOf(field)}${ownColon}|(?:${sure[field]})${wordEnd}${notOfAddress}${more})[\\s)\\]}-]*${noBrackets}|[([{]\\s*${anyOf(field)}\\s*[)\\]}]$`,
  );
const ownMarks = { bcc: ownMark('bcc', `|(?<=[([{]\\s*)(?:${blind})(?=\\s*[)\\]}])`), cc: ownMark('cc') };
/** A mark of blind copies may begin with one of open copies: "đồng gửi ẩn". */
const beginsBlind = pattern(`${opened}(?:(?:${sure.bcc})${wordEnd}|(?:${blind})${colon})`);

/** Words for copies in a text: those that are hardly anything else, and "copy" before a colon or an address. */
const textMarks = pattern(
  `(?!(?<=\\d ?)cc)${wordStart}(?:(?:${sure.bcc}|${sureCc})${wordEnd}|(?:cop(?:y|ies)|kopi[ea]|c[oó]pia|b[ảa]n sao|副本)${wordEnd}(?=\\s?:|[^\\n]{0,60}\\S@\\S))[^\\n]{0,60}`,
);
/** And "copy Bao" in small letters. */
const copyOfName = /(?<![\p{L}\p{M}\p{N}])(?:copy|copying|b[ảa]n sao)\s+(?=\p{Lu})[^\n]{0,60}/u;

/** Addresses with x in place of their letters: no word in them is a mark. */
const hideAddresses = (plain: string): string =>
  plain.replace(/[\w.+%'’-]{1,64}@[^\s:()<>[\]{},;"'@]{1,255}/g, (address) => address.replace(/[^@]/g, 'x'));

/** Where a text speaks of copies, and the words there. */
export function copiesInText(plain: string): { start: number; end: number } | undefined {
  const hidden = hideAddresses(plain);
  const found = textMarks.exec(hidden) ?? copyOfName.exec(hidden);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

/** A mark of copies in a text. */
export function copyMarkIn(text: string): { field: 'cc' | 'bcc'; start: number; end: number } | undefined {
  const plain = hideAddresses(text);
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
  const found =
    find('bcc') ?? whereIn(accentlessBlind, 'bcc') ?? (inBrackets ? at('bcc', inBrackets, 0) : find('cc'));
  if (found) return found;
  const inside = whereIn(copyInside, 'cc');
  if (inside) return inside;
  const [open, hidden] = [smallCopy, smallBlind].map((small) => small.exec(plain.slice(first)));
  return open ? at('cc', open, first) : hidden ? at('bcc', hidden, first) : undefined;
}

/** Where a text begins and ends without the mark of the field that it stands in. */
export function withoutOwnMark(plain: string, field: RecipientField): { start: number; end: number } {
  const all = { start: 0, end: plain.length };
  if (field === 'to' || (field === 'cc' && (beginsBlind.test(plain) || accentlessBlind.test(plain))))
    return all;
  const found = ownMarks[field].exec(plain) ?? (field === 'cc' ? smallCopy : smallBlind).exec(plain);
  if (!found || found[0].length === plain.length) return all;
  return found.index === 0 ? { ...all, start: found[0].length } : { ...all, end: found.index };
}
