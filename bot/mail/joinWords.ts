// Words and signs between two recipients: "and" joins them, and "or" or "except" may leave one out.

/** In small letters, for "Y" and "E" are names. */
const joining = '[aA]nd|AND|[uU]nd|et|y|e|[vV]à|va|og|och|en|и|ve|plus';
const han = '[和与與及跟]';

/** What joins the last entry of a list to the others. "和子" is a name. */
export const and = new RegExp(
  `^\\s*(?:(?:${joining}|[&+/])\\s+|${han}(?:\\s+|(?![\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}])))`,
  'u',
);

/** Such a word between two names. "Ortega y Gasset" is one. */
export const andBetween = /(?<=\s)(?:[aA]nd|AND|[uU]nd|[vV]à|va|&|[和与與及跟])(?=\s)/u;
/** Such a word or sign beside an address, where no name goes on. */
export const joint = `(?<=\\s)(?:${joining}|[&+/]|${han})(?=\\s)`;
/** Words that may join two names before one address. */
export const pairBetween = new RegExp(`\\s+(?:${joining}|with|với|cùng|[&+/]|${han})\\s+`, 'u');

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
  'not|or|nor|but|without|minus|oder|nicht|außer|statt|ohne|ou|pas|sauf|sans|o|no|excepto|exceto|salvo|menos',
  'hay|không|trừ|tru|hoac|не',
].join('|');
const bounded = (words: string) => `(?<![^\\s([{/,])(?:${words})(?=[\\s)\\]}/,]|$)`;
const anyCase = new RegExp(bounded(sureOr), 'iu');
const small = new RegExp(bounded(`${smallOr}|Not|NOT|OR`), 'u');
const atStart = /^[\s([{]*(?:for|via|remove|skip|omit|drop|bỏ|loại|ngoài|ko)\s/u;
const hanOr = /或|不是|不要|而不|除了|除外|还是|還是|または|以外|또는|제외/u;

/** Whether a text has words that say of an entry that it is none, or not surely one. */
export const hasOr = (text: string): boolean =>
  anyCase.test(text) || small.test(text) || atStart.test(text) || hanOr.test(text);
