// A mail in one message that names its subject before its recipients: "send mail about Lunch to Ana <ana@contoso.com>: hi".
import type { Language } from '../../locales';
import { hideQuoted, type Word, wordsOf } from './lineParts';
import { openerAt } from './openers';

/** Characters that may hold recipients and a subject. */
const longestHead = 8_000;

/**
 * "about Lunch to Ana <ana@contoso.com>: hi" with the subject where it mostly stands: behind the recipients.
 * @returns nothing for any other text
 */
export function withSubjectBehind(text: string, language: Language): string | undefined {
  const line = text.slice(0, longestHead).split(/[\r\n]/, 1)[0] ?? '';
  const words = wordsOf(hideQuoted(line));
  const about = openerAt(words, 0, language);
  const stop = words.findIndex(({ endsHead }) => endsHead);
  const head = stop < 0 ? words : words.slice(0, stop + 1);
  const address = line.search(/\S[@＠﹫]\S/);
  const isBefore = ({ start }: Word) => start < address;
  const at = head.findLastIndex((word, i) => isBefore(word) && openerAt(head, i, language)?.opens === 'to');
  const to = openerAt(head, at, language);
  const [first, last] = [head[at], head.at(-1)];
  if (about?.opens !== 'about' || !to || !first || !last || at < about.next) return undefined;
  const end = last.endsHead ? last.end - 1 : last.end;
  return `${text.slice(to.end, end).trim()} ${text.slice(0, first.start).trimEnd()}${text.slice(end)}`;
}
