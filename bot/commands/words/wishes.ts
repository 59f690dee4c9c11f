// Sentences that are no command: a wish to write to an address, and wishes that the bot cannot fulfil.
import { type Language, languages, phrasesOf, remembered, words } from '../../locales';
import { copyMarkIn } from '../../mail/copyMarks';
import { type Draft, emptyDraft } from '../../mail/draft';
import { hasOr } from '../../mail/joinWords';
import { toPlain } from '../../mail/signs';
import { withoutAccents } from '../../runtime/accents';
import { type Feature, features } from '../smallTalk';
import { grammarLanguages } from './grammar';
import { plain } from './spelling';

/** Characters of a sentence. A longer text is no wish but something that was pasted. */
const longest = 300;
/** An address as far as it can be told within a sentence. The form checks it. */
const address = /(?<![^\s"'<(,;:])[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,253}\.\p{L}{2,24}/gu;

/** Sentences that have an address and ask for no mail to it: "don't send anything to …", "did you send it to …?", "my mail is …". */
const noWish =
  /\b(?:don['’]?t|do not|never|did|didn['’]?t|have you|has|was|were|remove|delete|unsend|recall|cancel|stop|can['’]?t|cannot|forward|schedule|read|add|my (?:e-?)?mail(?: address)? is)\b|đừng|đã gửi|xóa|xoá|thu hồi|đọc thư|hủy|huỷ|dừng|thêm|hẹn giờ|không (?:gửi|muốn|viết)|chưa (?:gửi|viết)|(?:mail|email|thư) của (?:tôi|mình|em|anh ấy|chị ấy) là|chưa[\s?.!]*$/iu;

/** Sentences about a mail that there was: "ana@contoso.com sent me a mail", "is the mail to ana@contoso.com sent?", "… bị trả lại". */
const noNews =
  /\bsent (?:me|us|you|it|this|an?|the|my)\b|\bsent[\s?.!]*$|\b(?:is|are) (?:the|my) (?:e-?)?mails?\b|\b(?:got|received?|had) (?:an?|the|your|another|no) |\bbounced\b|đã (?:đến|tới|nhận|đọc)|\bda (?:den|toi|nhan|gui)\b|\bchua[\s?.!]*$|bị (?:trả|từ chối)|\bbi (?:tra|tu choi)\b|nhận được|nhan duoc/iu;

const phrasesIn = (all: string[]): string[] => all.flatMap((one) => one.split('|'));
const toWrite = phrasesIn(grammarLanguages.map((language) => words(language).t('talk.write')));
function wordsFor(feature: Feature, language: Language): string {
  const { t } = words(language);
  return feature === 'attach' ? t('files.words') : t(`talk.lacks.${feature}.words`);
}
const lacking = remembered((feature: Feature) =>
  phrasesIn(languages.map((language) => wordsFor(feature, language))),
);

/** A colon right behind an address, as in "please write to bao@contoso.com: thank you". All that follows is text. */
const textBehind = /^([\s\S]*?\S@\S+?\.\p{L}{2,24}[>)]?)\s?[:：]\s+([\s\S]+)$/u;

/** What a sentence asks for, and the text that it has for the mail. */
function withoutText(typed: string): { asked: string; text?: string } {
  const [, asked, text] = (typed.length <= longest && textBehind.exec(typed)) || [];
  return asked && text ? { asked, text } : { asked: typed };
}

const openersOf = (name: 'about' | 'to') => {
  const all = grammarLanguages.flatMap((language) => phrasesOf(language, name));
  return [...new Set([...all, ...all.map(withoutAccents)])].sort((a, b) => b.length - a.length).join('|');
};
/** "about Lunch to", before the first address. */
const subjectBefore = new RegExp(
  `\\s(?:${openersOf('about')})\\s+(\\S.*?)\\s+(?:${openersOf('to')})\\s*$`,
  'iu',
);

/**
 * Reads "can you send an email to ana@contoso.com?": a mail to everybody whose address is in the sentence. Where it says more of
 * somebody, such as "bcc" or "except", all of it stands in To, and the check says that it is not clear.
 */
export function readWish(typed: string): Draft | undefined {
  const { asked, text } = withoutText(typed);
  const found = asked.length <= longest ? [...asked.matchAll(address)] : [];
  const [first] = found;
  if (!first || noWish.test(asked) || noNews.test(asked)) return undefined;
  if (!hasOneOf(toWrite, asked.replace(address, ' '))) return undefined;
  const [start, end] = [first.index, (found.at(-1)?.index ?? 0) + (found.at(-1)?.[0].length ?? 0)];
  const between = asked.slice(start, end).replace(address, ' ');
  const others = `${asked.slice(0, start)} ${asked.slice(end)}`;
  const isPlain =
    /^(?:[\s,;<>()]|and|và|va|&)*$/iu.test(between) &&
    !others.includes('@') &&
    !copyMarkIn(toPlain(others)) &&
    !hasOr(others);
  if (!isPlain) return { ...emptyDraft, to: typed };
  const [, subject = ''] = subjectBefore.exec(asked.slice(0, start)) ?? [];
  // What is said behind the addresses is not dropped.
  const rest = asked.slice(end).replace(/^[\s,.;:!?>)]+/, '');
  const body = text ?? (rest.split(/\s+/).length > 2 ? rest : '');
  return { ...emptyDraft, to: found.map(([one]) => one).join(', '), subject, body };
}

/** Words that mean the mail that is open: "send it to bao@contoso.com", "đổi người nhận thành …", "gửi cho …". Without accents. */
const meansForm =
  /^(?:also |then |now |just )?(?:(?:send|mail|e-?mail) (?:(?:it|this|that|this e-?mail|this mail|the e-?mail|the mail) )?(?:also |too |as well )?to|(?:change|set) (?:(?:the|this|its) )?(?:e-?mail|mail|recipient|address|it)(?: address)? to|g[uo]i (?:(?:no|thu nay|mail nay|email nay|luon|them|ca|tiep) )*(?:cho|toi|den)|doi (?:nguoi nhan|dia chi|thu|mail|email)(?: nhan)? (?:thanh|sang)) /i;

/** Whether the words mean the mail that is open and not a new one: they have recipients and nothing else to write. */
export const isForForm = (typed: string, { subject, body, cc, bcc }: Draft): boolean =>
  !subject && !body && !cc && !bcc && meansForm.test(withoutAccents(plain(typed.slice(0, longest))));

/** "tomorrow" and the like, where a sentence ends with it. Without accents. */
const timeBehind =
  /^[\s,>)]*(?:(?:on|at|by|in|from|vao) )?(?:tomorrow|tonight|later|next \w+|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{1,2}(?::\d\d)? ?(?:am|pm|h|o'clock)|\d+ (?:minutes?|hours?|days?)|(?:ngay |sang |chieu |toi )+mai|luc \d\S*)(?:\s[\w: ]{1,20})?[\s.!?]*$/i;

/** What a wish to write needs and the bot cannot do: a later time. What the mail says is not looked at. */
export function neededIn(typed: string): Feature | undefined {
  if (typed.length > longest) return undefined;
  const { asked } = withoutText(typed);
  const end = [...asked.matchAll(address)].reduce((_, { 0: one, index }) => index + one.length, 0);
  const start = asked.search(address);
  const before = asked.slice(0, Math.max(start, 0)).replace(subjectBefore, ' ');
  if (timeBehind.test(withoutAccents(asked.slice(end)))) return 'schedule';
  return featureIn(before) === 'schedule' ? 'schedule' : undefined;
}

/** Finds what a sentence asks for and the bot cannot do. */
export function featureIn(typed: string): Feature | undefined {
  if (typed.length > longest) return undefined;
  return [...features, 'attach' as const].find((feature) => hasOneOf(lacking(feature), typed));
}

/** Scripts that put no blanks between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** A message of those scripts is so many times as long as a phrase in it at most: 返信 also stands in "thank you for your reply". */
const longestAround = 4;

/** Whether a text is one of these phrases, which may be near a command: "new mails" is no slip of "new mail". */
export const isFeature = (said: string): boolean =>
  [...features, 'attach' as const].some((feature) => lacking(feature).includes(said));

/** Whether one of these phrases stands in the text, as words of its own. Whoever types accents means them: "gửi anh" is to him. */
function hasOneOf(phrases: string[], text: string): boolean {
  const hasAccents = withoutAccents(text) !== text;
  const said = ` ${wordsOf(text)} `;
  return phrases.some((phrase) => {
    const meant = wordsOf(hasAccents ? phrase : withoutAccents(phrase));
    if (!unspaced.test(phrase)) return said.includes(` ${meant} `);
    return said.includes(meant) && said.length <= longestAround * meant.length;
  });
}

/** Words with a space between each: an apostrophe parts two of them. */
const wordsOf = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}-]+/gu, ' ')
    .trim();
