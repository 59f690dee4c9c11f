// Words and signs between two recipients: "and" joins them, and "or" or "except" may leave one out.

/** In small letters, for "Y" and "E" are names. */
const joining = '[aA]nd|AND|[uU]nd|et|y|e|[vV]à|va|og|och|en|и|ve|plus|és|și|και|і|та|और|และ|및';
const han = '[和与與及跟]';

/** What joins the last entry of a list to the others. "和子" is a name. */
export const and = new RegExp(
  `^\\s*(?:(?:${joining}|[&+/])\\s+(?:cho\\s+)?|${han}(?:\\s+|(?![\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}])))`,
  'u',
);

/** Such a word between two names, perhaps with "cho" behind it. "Ortega y Gasset" is one. */
export const andBetween = /(?<=\s)(?:[aA]nd|AND|[uU]nd|[vV]à|va|&|[和与與及跟])(?:\s+(?:cho|to))?(?=\s)/u;
/** Such a word or sign beside an address, where no name goes on. */
export const joint = `(?<=\\s)(?:${joining}|[&+/]|${han})(?:\\s+(?:cho|to))?(?=\\s)`;
/** Between two addresses only: "Ana with" may be the beginning of a sentence. */
export const jointOfAddresses = `(?<=@\\S{1,300}\\s+)(?:with|với|cùng(?: với)?)(?=\\s+\\S{1,300}@)`;
/** "And" of more languages. Some are other words elsewhere, so they count between two names before one address only. */
const moreJoining = 'with|với|cùng|ile|ed|si|i|a|ja|dan|ir|й|с|со|एवं|กับ|و|と|や';
/** Without blanks, and then only between two names of people: "王伟和李娜". "李和平" is one name, and "中国和平出版社" a firm. */
const hanPair =
  /(?<=^\p{Script=Han}{2,4})[和与與及跟と](?=\p{Script=Han}{2,4}$)(?!.*[社店部组組院校所局会會司室处處科厂廠]$)/u;
const hangulPair = /(?<=\p{Script=Hangul}{2})(?:와|과|랑|하고)\s+(?=\p{Script=Hangul}{2})/u;
const thaiPair = /(?<=\p{Script=Thai}{2})(?:และ|กับ)(?=\p{Script=Thai}{2})/u;
const unspaced = [hanPair, hangulPair, thaiPair].map(({ source }) => source).join('|');
/** Words that may join two names before one address. */
export const pairBetween = new RegExp(`\\s+(?:${joining}|${moreJoining}|[&+/]|${han})\\s+|${unspaced}`, 'u');

/** What joins a name to the next one, at its end. */
export const andBehind = /\s(?:[aA]nd|AND|[uU]nd|[vV]à|va|[&+]|[和与與及跟])$/u;
const brokenEnd = new RegExp(`(?:^|\\s)(?:${joining}|with|với|cùng|\\+)$|[&/]$|${han}$`, 'u');

/** Whether a name begins or ends with a word or sign that joins it to another one, so that it is not all of what was meant. */
export const isHalf = (name: string): boolean => and.test(name) || brokenEnd.test(name);

/** In any case, for they are nobody's name. */
const sureOr = [
  'except(?:ing)?|excluding|exclude|but not|instead of|rather than|other than|c\\/o|on behalf of|ngoại trừ|ngoai tru',
  "don['’]?t|do not (?:send|mail|email|write)|never (?:send|mail|email|write)|đừng|chớ",
  'không phải|thay vì|thay cho|hoặc|au lieu de|en vez de|em vez de|anstatt|или|кроме|вместо',
].join('|');
/** In small letters. "Or", "Ou", "No" and "Salvo" are names. */
const smallOr = [
  'not|or|nor|but|without(?! [Bb]order)|minus|oder|nicht|außer|statt|ohne(?! Grenzen)|ou|pas|sauf|sans(?! [Ff]ronti)|o',
  'excepto|exceto|salvo|menos|hay|trừ|tru|hoac|не',
  // "Hàng không Việt Nam", "Không quân", "không trả lời" of a mailbox that nobody reads
  '(?<![Hh]àng )không(?! (?:quân|gian|khí|lưu|trung|trả lời|phản hồi))',
].join('|');
const bounded = (words: string) => `(?<![^\\s([{/,])(?:${words})(?=[\\s)\\]}/,]|$)`;
const anyCase = new RegExp(bounded(sureOr), 'iu');
const small = new RegExp(bounded(`${smallOr}|Not|NOT|OR`), 'u');
const atStart = /^[\s([{]*(?:no|for|via|remove|skip|omit|drop|bỏ|loại|ngoài|ko)\s/u;
const hanOr = /或|不是|不要|而不|除了|除外|还是|還是|または|以外|또는|제외/u;

/** Whether a text has words that say of an entry that it is none, or not surely one. */
export const hasOr = (text: string): boolean =>
  anyCase.test(text) || small.test(text) || atStart.test(text) || hanOr.test(text);
