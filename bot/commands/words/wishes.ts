// Sentences that are no command: a wish to write to an address, and wishes that the bot cannot fulfil.
import { languages, words } from '../../locales';
import { copyMarkIn } from '../../mail/copyMarks';
import { type Draft, emptyDraft } from '../../mail/draft';
import { toPlain } from '../../mail/signs';
import { type Feature, features } from '../smallTalk';
import { plain, withoutAccents } from './spelling';

/** Characters of a sentence. A longer text is no wish but something that was pasted. */
const longest = 300;
/** An address as far as it can be told within a sentence. The form checks it. */
const address = /(?<![^\s"'<(,;:])[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,253}\.\p{L}{2,24}/gu;

/** Sentences that have an address and ask for no mail to it: "don't send anything to …", "did you send it to …?", "my mail is …". */
const noWish =
  /\b(?:don['’]?t|do not|never|did|didn['’]?t|have you|has|was|were|remove|delete|unsend|my (?:e-?)?mail(?: address)? is)\b|đừng|đã gửi|xóa|xoá|thu hồi|đọc thư|chưa\s*\?/iu;

const plainWords = (all: string[]): ReadonlySet<string> =>
  new Set(all.flatMap((one) => one.split('|')).map(withoutAccents));
const toWrite = plainWords(languages.map((language) => words(language).t('talk.write')));
const lacking: [Feature, ReadonlySet<string>][] = features.map((feature) => [
  feature,
  plainWords(languages.map((language) => words(language).t(`talk.lacks.${feature}.words`))),
]);

/**
 * Reads "can you send an email to ana@contoso.com?": a mail to everybody whose address is in the sentence. Where it says more of
 * somebody, such as "bcc", all of it from the first address on stands in To, and the check says what is not clear there.
 */
export function readWish(typed: string): Draft | undefined {
  const found = typed.length <= longest ? [...typed.matchAll(address)] : [];
  const [first] = found;
  if (!first || noWish.test(typed) || !hasOneOf(toWrite, typed.replace(address, ' '))) return undefined;
  const addresses = found.map(([one]) => one);
  const says = typed.replace(address, ' ');
  const isPlain =
    !says.includes('@') && !copyMarkIn(toPlain(says)) && !/\b(?:from|except|without|not)\b/i.test(says);
  return { ...emptyDraft, to: isPlain ? addresses.join(', ') : typed.slice(first.index) };
}

/** Finds what a sentence asks for and the bot cannot do. */
export function featureIn(typed: string): Feature | undefined {
  if (typed.length > longest) return undefined;
  return lacking.find(([, phrases]) => hasOneOf(phrases, typed))?.[0];
}

/** Whether one of these phrases stands in the text, as words of its own. */
function hasOneOf(phrases: ReadonlySet<string>, text: string): boolean {
  const said = ` ${withoutAccents(plain(text))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')} `;
  return [...phrases].some((phrase) => said.includes(` ${phrase} `));
}
