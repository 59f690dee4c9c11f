// A draft: what a person typed into the form, read from the card, and checked before anything is sent.
import * as v from 'valibot';
import { type Mailbox, readRecipients } from './recipients';

/** `many` recipients are sent to without asking once more. */
export const limits = { recipients: 50, many: 10, subject: 255, body: 20_000 };

export const importances = ['low', 'normal', 'high'] as const;
export type Importance = (typeof importances)[number];

export const formats = ['text', 'markdown'] as const;
export type Format = (typeof formats)[number];

/** What stands in the form's inputs, as typed. Names as on the card. */
export interface Draft {
  to: string;
  cc: string;
  bcc: string;
  subject: string;
  body: string;
  importance: Importance;
  format: Format;
}
export type DraftField = keyof Draft;

export const emptyDraft: Draft = {
  to: '',
  cc: '',
  bcc: '',
  subject: '',
  body: '',
  importance: 'normal',
  format: 'text',
};

/** A draft that can be sent. */
export interface Mail {
  to: Mailbox[];
  subject: string;
  body: string;
}

/** Why a field is refused: a key below `mail.problem` of the language files, and its values. */
export type Problem =
  | { key: 'toMissing' | 'subjectMissing' | 'bodyMissing' | 'subjectLineBreak' }
  | { key: 'notAnAddress' | 'needsComma'; values: { entry: string } }
  | { key: 'tooManyRecipients' | 'subjectTooLong' | 'bodyTooLong'; values: { count: number; limit: number } };

export type Problems = Partial<Record<DraftField, Problem>>;

// What a card sends is untrusted: a field may be missing, of another type, or longer than the card allows.
// Far over any limit it is cut, so that nobody can fill the storage; below that it is kept and complained about.
const typed = (longest: number) =>
  v.fallback(
    v.pipe(
      v.string(),
      v.transform((value) => value.slice(0, longest)),
    ),
    '',
  );
const CardValues = v.object({
  to: typed(16_000),
  cc: typed(16_000),
  bcc: typed(16_000),
  subject: typed(2_000),
  body: typed(60_000),
  importance: v.fallback(v.picklist(importances), 'normal'),
  format: v.fallback(v.picklist(formats), 'text'),
});

/**
 * Reads the draft from a card's `value`; what is missing or not text counts as empty.
 * @returns nothing for a card without the form's inputs, such as the one that asks once more
 */
export function readDraft(value: unknown): Draft | undefined {
  const parsed = v.safeParse(CardValues, value);
  const hasInput =
    typeof value === 'object' && value !== null && Object.keys(emptyDraft).some((name) => name in value);
  return parsed.success && hasInput ? parsed.output : undefined;
}

/** Checks a draft: the mail to send, or what is wrong with which field. */
export function checkDraft(draft: Draft): { mail: Mail } | { problems: Problems } {
  const { recipients, unreadable, ambiguous } = readRecipients(draft.to);
  const subject = draft.subject.trim();
  const problems: Problems = {};

  if (ambiguous !== undefined) problems.to = { key: 'needsComma', values: { entry: ambiguous } };
  else if (unreadable !== undefined) problems.to = { key: 'notAnAddress', values: { entry: unreadable } };
  else if (recipients.length === 0) problems.to = { key: 'toMissing' };
  else if (recipients.length > limits.recipients) {
    problems.to = {
      key: 'tooManyRecipients',
      values: { count: recipients.length, limit: limits.recipients },
    };
  }

  if (!subject) problems.subject = { key: 'subjectMissing' };
  else if (/[\r\n]/.test(subject)) problems.subject = { key: 'subjectLineBreak' };
  else if (subject.length > limits.subject) {
    problems.subject = { key: 'subjectTooLong', values: { count: subject.length, limit: limits.subject } };
  }

  if (!draft.body.trim()) problems.body = { key: 'bodyMissing' };
  else if (draft.body.length > limits.body) {
    problems.body = { key: 'bodyTooLong', values: { count: draft.body.length, limit: limits.body } };
  }

  return Object.keys(problems).length > 0
    ? { problems }
    : { mail: { to: recipients, subject, body: draft.body } };
}
