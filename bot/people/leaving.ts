// Leaving with drafts: the question before they are deleted, and what answers it. Pure.
import { isBlank } from '../mail/draft';
import type { Form, MailRecord } from '../mail/mailRecord';
import { textMark } from '../mail/textMark';
import type { Decision } from './people';
import type { PersonRecord } from './record';
import type { Here } from './signIns';

export type Leaving = 'signOut' | 'forgetMe';

/** Milliseconds for which the same words, typed again, answer the question. */
const asksFor = 15 * 60_000;

/** A question that was asked. Its button needs no note; the words do. */
export interface AskedToLeave {
  how: Leaving;
  conversation: string;
  at: number;
  /** Of the drafts that were named. */
  mark: string;
  /** The activity that it answered. Delivered again, it is no answer to it. */
  activity: string;
}

/** The mails whose text is kept and would be deleted. One in flight stays. */
const draftsAtStake = ({ forms }: MailRecord): Form[] =>
  Object.values(forms).filter(({ state, draft }) => state !== 'sending' && !isBlank(draft));

/**
 * Decides whether to ask before somebody leaves.
 * @param pressed the mark on the button that was pressed
 * @returns the drafts to ask about, and the button's mark; no drafts when there are none, or the answer is yes
 */
export function askToLeave(
  record: PersonRecord,
  { conversation, now }: Here,
  { how, activity, pressed }: { how: Leaving; activity: string; pressed?: string | undefined },
): Decision<{ drafts: Form[]; mark: string }> {
  const drafts = draftsAtStake(record);
  const mark = textMark(drafts);
  const { leaving } = record;
  const isRepeated =
    pressed === undefined &&
    leaving?.how === how &&
    leaving.conversation === conversation &&
    leaving.mark === mark &&
    leaving.activity !== activity &&
    now - leaving.at < asksFor;
  if (drafts.length === 0 || pressed === mark || isRepeated) return { result: { drafts: [], mark } };
  const asked = { how, conversation, at: now, mark, activity };
  return { record: { ...record, leaving: asked }, result: { drafts, mark } };
}

/** The person thought better of it: the same words ask again. */
export function stay(record: PersonRecord): PersonRecord {
  const { leaving, ...rest } = record;
  return leaving ? rest : record;
}
