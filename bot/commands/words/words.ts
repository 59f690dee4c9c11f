// Words to command: what a person typed, and what they probably meant.
import { distance } from 'fastest-levenshtein';
import type { Language } from '../../locales';
import type { Draft } from '../../mail/draft';
import { readRecipients, recipientKey } from '../../mail/recipients';
import { withoutAccents } from '../../runtime/accents';
import type { CommandName, Input } from '../table';
import { readOneLine } from './oneLine';
import { isNo, type Phrase, phraseOf, phrasesNearTo } from './phrases';
import { plain, withoutEnds, withoutTones, withPlainDigits } from './spelling';
import { featureIn, isFeature, isForForm, neededIn, readWish } from './wishes';

/** What was typed: a command of the table, and what comes along with it. */
export type Typed = { name: CommandName } & Pick<
  Input,
  'draft' | 'isForForm' | 'code' | 'near' | 'nearlyCode' | 'isNo' | 'lacks'
>;

/** Characters. Every phrase is shorter, also with quotes and emoji around it. */
const longestPhrase = 60;
/** In so many characters of a message a code is looked for. */
const longestHead = 2_000;

/** "send?" is a question, "send 🚫" may mean the opposite, and "send:" is only half of what somebody wants to say. */
const doubt =
  /[?¿~\u037e\u055e\u061f\u1367\u2047-\u2049\u203d\u2e2e\ufe56\uff1f❓❔🤔❌❎🚫⛔🛑✋👎🙅✗✘✖]|[,;:=+&/(<\p{Pd}\u060c\u3001\uff0c\uff1a\uff1b]\s*$/u;
/** Nothing of these is carried out on a word that leaves doubt. */
const irrevocable = new Set<CommandName>(['send', 'cancel', 'signOut', 'forgetMe']);
/** Emoji that go with a yes. What a person means by any other one beside "send" nobody knows. */
const assent =
  /[👍👌🆗✅✔☑🙏🤝🙌👏💪🫡🫶😀-😇😉😊🙂🥰😍🤗🎉🎊✨🌟⭐🚀💌📧📨📩📤📬📮✉🕊🏁💯❤🧡💛💚💙💜🖤🤍🤎]|\u200d|[\ufe0e\ufe0f]|\p{EMod}/gu;

const isDoubtful = (name: CommandName, typed: string): boolean =>
  irrevocable.has(name) &&
  (doubt.test(typed) || (name === 'send' && /\p{ExtPict}/u.test(typed.replace(assent, ''))));

/** Quotes of all kinds, the signs that are bold or code in Markdown, and emoji. */
const marks =
  '(?:[\\s"\'`*_´\\p{Pi}\\p{Pf}\\u201a\\u201e\\u300c-\\u300f\\u301d-\\u301f\\uff02\\uff07\\uff62\\uff63]|\\p{ExtPict}|\\p{EMod}|\\u200d|\\ufe0f)*';
const codeInMarks = new RegExp(`^${marks}(\\d{6})${marks}$`, 'u');

/** Six digits, perhaps with a gap in the middle, that are no part of a longer number. */
const codeInSentence = /(?<!\d[\s.,-]?)\d{3}[\s-]?\d{3}(?![\s.,-]?\d)/;

/**
 * Reads a message.
 * @param text what the person typed, clean, with mentions of the bot already taken out
 * @param language of the chat
 */
export function readCommand(text: string, language: Language = 'en'): Typed {
  const typed = text.trim();
  const head = withPlainDigits(typed.slice(0, longestHead));
  // Only a message that is nothing but six digits is a code.
  const [, code] = (head.length <= longestPhrase && codeInMarks.exec(head)) || [];
  if (code) return { name: 'code', code };
  if (isNearlyCode(head)) return { name: 'unknown', nearlyCode: true };
  const isShort = typed.length <= longestPhrase;
  const said = isShort ? withoutEnds(plain(withoutEnds(typed))).toLowerCase() : '';
  if (isShort) {
    const find = (words: string) => phraseOf(words, language);
    const certain = find(said) ?? phraseToSend(said, find);
    const meant =
      certain ??
      find(withoutEnds(withoutPoliteEnd(said))) ??
      find(withoutEnds(withoutPoliteEnd(said.replace(polite, ''))));
    // "can you send it" and "gửi được không" are questions, and "ok thôi" is "all right then".
    const isUnsure = !certain && meant !== undefined && irrevocable.has(meant.name);
    if (meant && (isUnsure || isDoubtful(meant.name, typed) || isOnlyLike(meant, said)))
      return { name: 'unknown', near: meant };
    if (meant) return { name: meant.name };
    if (isNo(said)) return { name: 'unknown', isNo: true };
  }
  const draft = readOneLine(bare(typed)) ?? readPolite(typed);
  const later = draft && !draft.subject && !draft.body && neededIn(typed);
  if (later) return { name: 'unknown', lacks: later };
  if (draft) return composeFrom(typed, draft);
  // A code in a sentence is never tried, for it may be a phone number.
  if (codeInSentence.test(head)) return { name: 'unknown', nearlyCode: true };
  const near = isShort && !isFeature(said) ? nearMiss(said, language) : undefined;
  if (near) return { name: 'unknown', near };
  const wish = readWish(typed);
  const lacks = wish ? neededIn(typed) : featureIn(typed);
  if (wish && !lacks) return composeFrom(typed, wish);
  return lacks ? { name: 'unknown', lacks } : { name: 'unknown' };
}

const composeFrom = (typed: string, draft: Draft): Typed =>
  isForForm(typed.replace(polite, ''), draft)
    ? { name: 'compose', draft, isForForm: true }
    : { name: 'compose', draft };

/** A yes before "send" or behind it, and no question. "da" is "đã" as well as "dạ", and "a" is somebody. */
const yesBefore =
  /^(?:please|pls|plz|ok|okay|yes|yeah|yep|vâng|vang|dạ|ừ|đồng ý|ja|oui|d'accord|sí|vale|dale|claro|sim)[,!.]?\s+/u;
const yesBehind =
  /[,\s]+(?:please|pls|plz|now|nhé|nhe|nha|ạ|đi|di|luôn|luon|bitte|jetzt|s'il (?:vous|te) pla[iî]t|svp|maintenant|por favor|porfa|ahora|ya|agora)$/u;
/** "yes ok please send it now please" */
const mostYeses = 3;

/** Finds the phrase of words that say to send, with a yes around it: "ok gửi luôn nhé", "yes, send please". */
function phraseToSend(said: string, find: (words: string) => Phrase | undefined): Phrase | undefined {
  const peeled = (text: string, yes: RegExp) => {
    const all = [text];
    while (all.length <= mostYeses) all.push((all.at(-1) ?? '').replace(yes, ''));
    return all;
  };
  return peeled(said, yesBehind)
    .flatMap((words) => peeled(words, yesBefore))
    .map(find)
    .find((phrase) => phrase?.name === 'send');
}

/** "Huy" is a name, and "quen toi" says another thing without its accents: what cannot be taken back is asked about. */
const isOnlyLike = ({ name, phrase }: Phrase, said: string): boolean =>
  (name === 'cancel' || name === 'forgetMe') &&
  withoutAccents(phrase) !== phrase &&
  withoutAccents(said) === said;

/** `123 456`, `12345`, `123456.` or `Code: 123456`. */
function isNearlyCode(head: string): boolean {
  return (
    head.length <= 20 && /^(\p{L}+:? )?[\d \-.]+$/u.test(head) && /^\d{5,7}$/.test(head.replace(/\D/g, ''))
  );
}

/** What people say before "send mail to Ana". */
const polite =
  /^(?:(?:please|pls|plz|kindly|bitte|por favor|s['’]il (?:vous|te) pla[iî]t|(?:hi|hey|hello|ok|okay|chào|này|hallo|bonjour|salut|hola|olá|oi)(?: bot| there| bạn)?|(?:can|could|would|will) you|(?:kannst du|können sie|ich (?:möchte|will)|peux-tu|pouvez-vous|je (?:voudrais|veux)|j['’]aimerais|puedes|podrías|quiero|quisiera|necesito|(?:você )?pode|quero|preciso|gostaria de)|i (?:want|need|would like) to|i['’]d like to|help me(?: to)?|làm ơn|vui lòng|hãy|nhờ(?: bạn| em| anh| chị)?|giúp(?: tôi| mình| em| anh| chị)?|(?:tôi|mình|em) (?:muốn|cần)|bạn (?:ơi|hãy))[,!.]?\s+){1,4}/iu;

/** And behind it: "send mail please", "gửi mail giúp tôi". */
const politeEnd =
  /(?:[,\s]+(?:please|pls|plz|for me|now|bitte|jetzt|por favor|porfa|ahora|agora|s['’]il (?:vous|te) pla[iî]t|svp|maintenant|nhé|nha|ạ|giúp(?: tôi| mình| em)?|với|đi|được (?:không|chứ)|được ko))+[?!\s]*$/iu;

/** In characters: a longer end is no politeness. */
const longestPoliteEnd = 60;
const withoutPoliteEnd = (text: string): string =>
  text.slice(0, -longestPoliteEnd) + text.slice(-longestPoliteEnd).replace(politeEnd, '');

/** "please send mail to Ana about Lunch: see you". Where there are only addresses in it, it is read as any sentence with some. */
function readPolite(typed: string): Draft | undefined {
  const words = bare(typed);
  const line = words.replace(polite, '');
  const draft = line === words ? undefined : readOneLine(line);
  if (!draft || draft.subject || draft.body || draft.cc || draft.bcc) return draft;
  const addresses = ({ to }: Draft) => readRecipients(to).entries.map(recipientKey).sort().join();
  const wish = readWish(typed);
  return wish && addresses(wish) === addresses(draft) ? wish : draft;
}

/** A message without quotes around it, and emoji in front. */
function bare(typed: string): string {
  const [, inner] = /^["“„«「『'`]([^"“”„«»「」『』`]+)["”“»」』'`]$/u.exec(typed) ?? [];
  const words = (inner ?? typed).replace(/^(?:[\s\p{ExtPict}\p{EMod}\p{RI}]|\u200d|\ufe0f)+/u, '');
  return words.trim();
}

/** Another of these is another word: 邮件 is mail, and 附件 is an attachment. */
const wordSigns = /[\p{Script=Han}\p{Script=Hiragana}]/u;

/**
 * No slip in a very short phrase, one in a short phrase or in one that cannot be taken back, two in a longer one. Two letters that
 * changed places are one slip.
 */
function nearMiss(said: string, language: Language): Phrase | undefined {
  const hasAccents = withoutAccents(said) !== said;
  const slips = ({ phrase, name }: Phrase) => {
    // Whoever types accents means them: "hủy thư" is far from "gửi thư".
    const meant = hasAccents ? phrase : withoutAccents(phrase);
    // "dùng lại" is to use again and "dừng lại" to stop: another letter, and not only another tone.
    const isOther = hasAccents && name === 'cancel' && withoutTones(said) !== withoutTones(phrase);
    if (withoutAccents(said) === withoutAccents(phrase)) return isOther ? 2 : 0;
    const isSwapped = said.length === meant.length && swapped(said).includes(meant);
    return isSwapped ? 1 : distance(said, meant) + (said[0] === meant[0] ? 0 : 1);
  };
  // Without accents, words of another language are near by chance.
  const most = (phrase: string) => (hasAccents || withoutAccents(phrase) === phrase ? 2 : 1);
  const forgiven = ({ phrase, name }: Phrase) => {
    if (wordSigns.test(phrase)) return 0;
    if (phrase.length <= 5) return phrase.length > 3 ? 1 : 0;
    return irrevocable.has(name) ? 1 : most(phrase);
  };
  const [nearest] = phrasesNearTo(language)
    .map((meant) => ({ meant, slips: slips(meant), accents: distance(said, meant.phrase) }))
    // "tôi" is no slip of "thôi", which drops a mail.
    .filter(({ meant }) => !irrevocable.has(meant.name) || meant.phrase.length > 5 || meant.phrase === 'send')
    .filter(({ meant, slips }) => slips <= forgiven(meant))
    .sort((a, b) => a.slips - b.slips || a.accents - b.accents);
  return nearest?.meant;
}

/** A word with each two neighbours in each other's place. */
const swapped = (said: string): string[] =>
  Array.from(
    { length: said.length - 1 },
    (_, i) => said.slice(0, i) + said[i + 1] + said[i] + said.slice(i + 2),
  );
