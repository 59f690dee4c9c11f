// Files that come with a message: which command they go along with, and which one leaves them where they are.
import type { IncomingFile } from '../channel/incomingFiles';
import { emptyDraft } from '../mail/draft';
import { cleanFileName } from '../mail/fileNames';
import { firstOf } from '../turn/listOf';
import { showNotice } from '../turn/notice';
import type { Outcome } from '../turn/outcome';
import type { Turn } from '../turn/turn';
import { composeMail } from './mail/form';
import { joinCurrent, joinFiles, showJoined, showRefused } from './mail/joinFiles';
import { editCurrent, sendCurrent } from './mail/sendCurrent';
import { takeFiles } from './mail/takeFiles';
import type { Input, Run } from './table';

const mostNames = 10;

/**
 * A command with the files of its message. An email that it opens has them, else the form in hand gets them. In a group they are
 * left alone: others may not have meant them for the bot, and the channel does not let it read them.
 * @param name the command's
 * @param said the words of the message
 */
export function withFiles(turn: Turn, { name, said }: { name: string; said: string }, run: Run): Run {
  const { activity, services, isPrivate } = turn;
  const brought = activity.value === undefined ? services.incomingFiles(activity) : [];
  if (brought.length === 0) return run;
  if (!isPrivate) return andSay(run, brought, 'group');
  switch (name) {
    case 'compose':
      return composeWith(said.trim());
    case 'send':
      return (same) => joinThen(same, () => sendCurrent(same, 'preview'));
    case 'edit':
      return (same) => joinThen(same, () => editCurrent(same));
    case 'unknown':
      return (same, input) => joinFiles(same, isText(input) ? said.trim() : '');
    case 'hello':
    case 'thanks':
      return (same) => joinFiles(same, '');
    default:
      return andSay(run, brought, 'text');
  }
}

/** Whether words that are no command may be a message's text. */
const isText = ({ near, nearlyCode, lacks }: Input): boolean => !near && !nearlyCode && !lacks;

const composeWith =
  (said: string): Run =>
  async (turn, { draft = emptyDraft, isForForm }) => {
    const taken = await takeFiles(turn, isForForm === true);
    const joined = isForForm && (await joinCurrent(turn, taken));
    return joined ? showJoined(turn, joined, said) : composeMail(turn, draft, taken);
  };

/** The mail is shown with its files before it goes, by whatever word. */
async function joinThen(turn: Turn, run: () => Promise<Outcome>): Promise<Outcome> {
  const taken = await takeFiles(turn);
  const joined = await joinCurrent(turn, taken);
  if (!joined) return composeMail(turn, emptyDraft, taken);
  if (joined.refused.length > 0) await showRefused(turn, joined.refused, joined.form.id);
  return run();
}

/** Carries the command out, and says that the files stay behind. */
function andSay(run: Run, files: IncomingFile[], why: 'text' | 'group'): Run {
  return async (turn, input) => {
    const outcome = await run(turn, input);
    const { t } = turn.words;
    const named = files.map(({ name, contentType }) => cleanFileName(name, contentType));
    const names = firstOf(turn.words, named, mostNames, 'things');
    await showNotice(turn, { title: t('files.stay.title'), text: t(`files.stay.${why}`, { names }) });
    return outcome;
  };
}
