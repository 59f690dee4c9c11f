// What is wrong with a field, in words.
import type { BotWords } from '../../locales';
import type { Problem } from '../../mail/check';
import { withOthers } from '../../turn/listOf';
import { sentences } from '../../turn/said';

/** Entries of a field that are named at once. */
const mostNamed = 3;

export function problemText(words: BotWords, problem: Problem): string {
  const { t } = words;
  if (!('others' in problem) || !problem.others) {
    return t(`mail.problem.${problem.key}`, 'values' in problem ? problem.values : {});
  }
  const all = [problem, ...problem.others];
  const addresses = all.filter(({ key }) => key === 'notAnAddress');
  // One sentence names all entries that are no addresses: it is the same for each of them.
  if (addresses.length === all.length)
    return t('mail.problem.notAddresses', { entries: namedIn(words, all) });
  const named = all.slice(0, mostNamed).map(({ key, values }) => t(`mail.problem.${key}`, values));
  const count = all.length - named.length;
  return sentences(...named, count > 0 ? t('mail.problem.others', { count }) : '');
}

/** `“ana@” and “bao@”`, or of more than three `“ana@”, “bao@”, “chi@” and 2 more`. */
function namedIn(words: BotWords, entries: { values: { entry: string } }[]): string {
  const named = entries
    .slice(0, mostNamed)
    .map(({ values: { entry } }) => words.t('mail.quoted', { text: entry }));
  const all = withOthers(words, named, entries.length - named.length, 'things');
  return new Intl.ListFormat(words.locale).format(all);
}
