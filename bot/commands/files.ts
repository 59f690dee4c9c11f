// Files, pictures and cards that come with a message: they do not go along with an email, and the person is told which.
import { primaryButton, showNotice } from '../turn/notice';
import type { Outcome } from '../turn/outcome';
import { isTeams, type Turn } from '../turn/turn';

const mostNames = 10;
const longestName = 100;

export type Files = NonNullable<Turn['activity']['attachments']>;

/** What came with a message. In Teams the message's own text does too, and is none. */
export const filesIn = ({ activity }: Turn): Files => {
  const ownText = isTeams(activity) ? /^text\/(html|plain)$/i : /^text\/html$/i;
  return (activity.attachments ?? []).filter(({ contentType, name }) => name || !ownText.test(contentType));
};

/** Says which files stay behind. @param isAlone nothing else is said in this turn */
export async function sayFilesStay(turn: Turn, files: Files, isAlone: boolean): Promise<Outcome> {
  const { t } = turn.words;
  const kindOf = (contentType: string) => {
    if (contentType.startsWith('image/')) return t('files.picture');
    return /\.card\./.test(contentType) ? t('files.card') : t('files.file');
  };
  const shown = files
    .slice(0, mostNames)
    .map(({ name, contentType }) => name?.slice(0, longestName) || kindOf(contentType))
    .join(', ');
  const count = files.length - mostNames;
  const names = count > 0 ? t('files.others', { names: shown, count }) : shown;
  const actions = isAlone ? [primaryButton(t('mail.newForm'), 'mail.compose')] : [];
  return showNotice(turn, {
    title: t('files.title'),
    text: t('files.text', { names }),
    actions,
  });
}
