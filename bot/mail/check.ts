// Checking a draft before anything is sent: the mail it makes, or what is wrong with which field.
import { looksEmpty } from '../runtime/cleanText';
import {
  type Draft,
  type DraftField,
  type Format,
  type Importance,
  longestTexts,
  type RecipientField,
  recipientFields,
} from './draft';
import { countAddresses, mostAddresses } from './items';
import { outlineOf } from './outline';
import { type Mailbox, type RecipientProblem, readRecipients, recipientKey, showMailbox } from './recipients';

/** The most a mail may have. Up to `many` recipients it is sent without asking once more. */
export const limits = { recipients: 50, many: 10, replyTo: 10, subject: 255, body: 20_000 };

/** A draft that can be sent. Each recipient is in one of its lists only. */
export interface Mail {
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  subject: string;
  body: string;
  importance: Importance;
  format: Format;
  /** Where replies go. Empty: to the sender. */
  replyTo: Mailbox[];
  readReceipt: boolean;
  /** Markdown that stands below the text, in the format of the mail. Empty: none. */
  signature: string;
}

/** A mail as its draft has it. */
export type CheckedDraft = Omit<Mail, 'signature'>;

export const recipientsOf = ({ to, cc, bcc }: Pick<Mail, RecipientField>): Mailbox[] => [
  ...to,
  ...cc,
  ...bcc,
];

/** Why a field is refused: a key below `mail.problem` of the language files, and its values. */
export type Problem =
  | { key: 'toMissing' | 'bodyMissing' | 'subjectLineBreak' | 'fileMissing' }
  | (EntryProblem & { others?: EntryProblem[] })
  | { key: 'strayMark'; values: { entry: string } }
  | { key: 'nearMiss'; values: { entry: string; meant: string; count: number } }
  | {
      key: 'tooManyRecipients' | 'tooManyReplyTo' | 'subjectTooLong' | 'bodyTooLong';
      values: { count: number; limit: number };
    }
  | { key: 'replyToName'; values: { names: string } }
  | { key: 'recipientsTooLong'; values: { limit: number } }
  | { key: NameProblem; values: { names: string } };

/** What is wrong with one entry of a field of recipients. */
interface EntryProblem {
  key: RecipientProblem['key'];
  values: { entry: string; sign?: string };
}

/** Why there is no address for a name: what the directory answered, or why it was not asked. */
export type NameProblem =
  | 'nobody'
  | 'several'
  | 'addressNeeded'
  | 'addressNeededPersonal'
  | 'directoryRefused'
  | 'directoryDown'
  | 'lookUpsSpent';

export type Problems = Partial<Record<DraftField, Problem>>;

/** Whether there is something to mend in a draft before it is worth while to look its recipients' names up. */
export function hasSlips(draft: Draft, hasFiles: boolean): boolean {
  const checked = checkDraft(draft, {}, hasFiles);
  return 'problems' in checked && Object.values(checked.problems).some(({ key }) => key !== 'addressNeeded');
}

/**
 * Checks a draft.
 * @param known what is known of its recipients' names already
 * @param hasFiles whether files go along: then the text may be empty
 */
export function checkDraft(
  draft: Draft,
  known: Problems = {},
  hasFiles = false,
): { mail: CheckedDraft } | { problems: Problems } {
  const { lists, problems } = checkRecipients(draft);
  // A mail may go without a subject. Whether it is meant to is asked when it is submitted.
  const subject = looksEmpty(draft.subject) ? '' : draft.subject.trim();

  if (subject.includes('\n')) problems.subject = { key: 'subjectLineBreak' };
  else if (subject.length > limits.subject) {
    problems.subject = { key: 'subjectTooLong', values: { count: subject.length, limit: limits.subject } };
  }

  // A text that is too long is not read as Markdown.
  if (draft.body.length > limits.body) {
    problems.body = { key: 'bodyTooLong', values: { count: draft.body.length, limit: limits.body } };
  } else if (!hasFiles && isEmptyText(draft.body, draft.format)) problems.body = { key: 'bodyMissing' };

  const replyTo = checkReplyTo(draft.replyTo, problems);

  const isOpen = (field: RecipientField) => problems[field]?.key === 'addressNeeded';
  // A slip in the field comes before what is known of its names.
  for (const field of recipientFields) {
    if (known[field] && (!problems[field] || isOpen(field))) problems[field] = known[field];
  }
  const open = recipientFields.filter((field) => isOpen(field) && !known[field]);
  // A name that was not looked up yet is no problem, as long as the form comes back for another one.
  if (open.length < Object.keys(problems).length) for (const field of open) delete problems[field];
  if (Object.keys(problems).length > 0) return { problems };
  const { body, importance, format } = draft;
  const readReceipt = draft.readReceipt === 'true';
  return { mail: { ...lists, subject, body, importance, format, replyTo, readReceipt } };
}

const reference = /&#?\w{1,31};/g;

/** Whether nobody can see anything in the text as it arrives. */
function isEmptyText(text: string, format: Format): boolean {
  if (format === 'text' || looksEmpty(text)) return looksEmpty(text);
  // Markdown takes no letter away, but a text of nothing else may be empty, such as `&nbsp;` again and again.
  if (/[\p{L}\p{N}]/u.test(text.replace(reference, ''))) return false;
  return outlineOf(text, format).blocks.every(
    ({ kind, runs }) => kind !== 'rule' && runs.every((run) => looksEmpty(run.text)),
  );
}

/** Replies go to addresses. Names are not looked up: who is meant is not seen before the mail goes. */
function checkReplyTo(text: string, problems: Problems): Mailbox[] {
  const limit = longestTexts.replyTo;
  if (text.length > limit) {
    problems.replyTo = { key: 'recipientsTooLong', values: { limit } };
    return [];
  }
  const { entries, problem, others } = readRecipients(text);
  const addresses = entries.filter((entry) => entry.address !== undefined);
  const names = entries.filter(({ address }) => address === undefined).map(showMailbox);
  if (problem) {
    problems.replyTo = {
      ...withoutChoice(problem),
      ...(others && { others: others.map(withoutChoice) }),
    };
  } else if (names.length > 0) {
    problems.replyTo = { key: 'replyToName', values: { names: names.join(', ') } };
  } else if (addresses.length > limits.replyTo) {
    problems.replyTo = { key: 'tooManyReplyTo', values: { count: addresses.length, limit: limits.replyTo } };
  }
  return addresses;
}

function checkRecipients(draft: Draft) {
  const lists: Record<RecipientField, Mailbox[]> = { to: [], cc: [], bcc: [] };
  const problems: Problems = {};
  const seen = new Set<string>();
  for (const field of recipientFields) {
    const limit = longestTexts.recipients;
    if (draft[field].length > limit) {
      problems[field] = { key: 'recipientsTooLong', values: { limit } };
      continue;
    }
    const count = countAddresses(draft[field]);
    if (count > mostAddresses) {
      problems[field] = { key: 'tooManyRecipients', values: { count, limit: limits.recipients } };
      continue;
    }
    const { entries, problem, others } = readRecipients(draft[field], field);
    for (const entry of entries) {
      const key = recipientKey(entry);
      if (entry.address !== undefined && !seen.has(key)) lists[field].push(entry);
      seen.add(key);
    }
    const names = entries.filter(({ address }) => address === undefined).map(showMailbox);
    if (problem) {
      problems[field] = { ...toProblem(problem), ...(others && { others: others.map(toProblem) }) };
    } else if (names.length > 0) {
      problems[field] = { key: 'addressNeeded', values: { names: names.join(', ') } };
    }
  }
  if (seen.size > limits.recipients) {
    problems.to = { key: 'tooManyRecipients', values: { count: seen.size, limit: limits.recipients } };
  } else if (!problems.to && lists.to.length === 0) problems.to = { key: 'toMissing' };
  return { lists, problems };
}

const toProblem = ({ key, ...values }: RecipientProblem): EntryProblem => ({ key, values });

/** Only the fields of recipients have readings to choose from. */
const withoutChoice = ({ key, ...values }: RecipientProblem): EntryProblem => ({
  key: key === 'twoReadings' ? 'unclear' : key,
  values,
});
