// Sentences that are no command: a wish to write to an address, and wishes that the bot cannot fulfil.
import { languages, words } from '../../locales';
import { copyMarkIn } from '../../mail/copyMarks';
import { type Draft, emptyDraft } from '../../mail/draft';
import { hasOr } from '../../mail/joinWords';
import { toPlain } from '../../mail/signs';
import { type Feature, features } from '../smallTalk';
import { plain, withoutAccents } from './spelling';

/** Characters of a sentence. A longer text is no wish but something that was pasted. */
const longest = 300;
/** An address as far as it can be told within a sentence. The form checks it. */
const address = /(?<![^\s"'<(,;:])[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,253}\.\p{L}{2,24}/gu;

/** Sentences that have an address and ask for no mail to it: "don't send anything to …", "did you send it to …?", "my mail is …". */
const noWish =
  /\b(?:don['’]?t|do not|never|did|didn['’]?t|have you|has|was|were|remove|delete|unsend|recall|cancel|stop|can['’]?t|cannot|forward|schedule|read|add|my (?:e-?)?mail(?: address)? is)\b|đừng|đã gửi|xóa|xoá|thu hồi|đọc thư|hủy|huỷ|dừng|thêm|hẹn giờ|không (?:gửi|muốn|viết)|chưa (?:gửi|viết)|(?:mail|email|thư) của (?:tôi|mình|em|anh ấy|chị ấy) là|chưa\s*\?/iu;

const phrasesIn = (all: string[]): string[] => all.flatMap((one) => one.split('|'));
const toWrite = phrasesIn(languages.map((language) => words(language).t('talk.write')));
const lacking: [Feature, string[]][] = features.map((feature) => [
  feature,
  phrasesIn(languages.map((language) => words(language).t(`talk.lacks.${feature}.words`))),
]);

/**
 * Reads "can you send an email to ana@contoso.com?": a mail to everybody whose address is in the sentence. Where it says more of
 * somebody, such as "bcc" or "except", all of it stands in To, and the check says that it is not clear.
 */
export function readWish(typed: string): Draft | undefined {
  const found = typed.length <= longest ? [...typed.matchAll(address)] : [];
  const [first] = found;
  if (!first || noWish.test(typed) || !hasOneOf(toWrite, typed.replace(address, ' '))) return undefined;
  const [start, end] = [first.index, (found.at(-1)?.index ?? 0) + (found.at(-1)?.[0].length ?? 0)];
  const between = typed.slice(start, end).replace(address, ' ');
  const others = `${typed.slice(0, start)} ${typed.slice(end)}`;
  const isPlain =
    /^(?:[\s,;<>()]|and|và|va|&)*$/iu.test(between) &&
    !others.includes('@') &&
    !copyMarkIn(toPlain(others)) &&
    !hasOr(others);
  if (!isPlain) return { ...emptyDraft, to: typed };
  // What is said behind the addresses is not dropped.
  const rest = typed.slice(end).replace(/^[\s,.;:!?>)]+/, '');
  const body = rest.split(/\s+/).length > 2 ? rest : '';
  return { ...emptyDraft, to: found.map(([one]) => one).join(', '), body };
}

/** Finds what a sentence asks for and the bot cannot do. */
export function featureIn(typed: string): Feature | undefined {
  if (typed.length > longest) return undefined;
  return lacking.find(([, phrases]) => hasOneOf(phrases, typed))?.[0];
}

/** Whether one of these phrases stands in the text, as words of its own. Whoever types accents means them: "gửi anh" is to him. */
function hasOneOf(phrases: string[], text: string): boolean {
  const hasAccents = withoutAccents(text) !== text;
  const said = ` ${plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}-]+/gu, ' ')} `;
  return phrases.some((phrase) => said.includes(` ${hasAccents ? phrase : withoutAccents(phrase)} `));
}
