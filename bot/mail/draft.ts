// A draft: what a person typed into the form, as the card brings it back.
import * as v from 'valibot';
import { cleanText, looksEmpty } from '../runtime/cleanText';

const importances = ['low', 'normal', 'high'] as const;
export type Importance = (typeof importances)[number];

export const formats = ['text', 'markdown'] as const;
export type Format = (typeof formats)[number];

export const recipientFields = ['to', 'cc', 'bcc'] as const;
export type RecipientField = (typeof recipientFields)[number];

/** What the form's inputs hold, as typed, apart from signs that nobody sees. The fields are named as the card's inputs are. */
export interface Draft {
  to: string;
  cc: string;
  bcc: string;
  subject: string;
  body: string;
  importance: Importance;
  format: Format;
  /** Where replies go; empty: to the sender. Addresses as in the fields of recipients. */
  replyTo: string;
  /** Whether the recipients are asked for a receipt, as the card's toggle has it. */
  readReceipt: 'true' | 'false';
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
  replyTo: '',
  readReceipt: 'false',
};

/** Whether nothing was typed that the person would miss. */
export function isBlank({ to, cc, bcc, subject, body, replyTo }: Draft): boolean {
  return [to, cc, bcc, subject, body, replyTo].every(looksEmpty);
}

export function isSameDraft(a: Draft, b: Draft): boolean {
  return (Object.keys(emptyDraft) as DraftField[]).every((field) => a[field] === b[field]);
}

// What a card sends is untrusted: a field may be missing, of another type, or longer than the card allows.
/** The most characters that are kept of a text, far over what a mail may have. */
export const longestTexts = { recipients: 16_000, replyTo: 2_000, subject: 2_000, body: 60_000 };

/** A text may be so many times as long before it is cleaned, for signs that nobody sees do not count. */
const uncleaned = 4;

// A longer text is cut behind one character more, by which the check knows it and refuses it: half of a text is never mailed.
// Cleaning may make a text three times as long, so the cut comes behind it.
const typed = (longest: number, clean = cleanText) =>
  v.fallback(
    v.pipe(
      v.string(),
      v.transform((value) => {
        const isHuge = value.length > uncleaned * longest;
        const text = clean(isHuge ? value.slice(0, uncleaned * longest) : value);
        return (isHuge ? text.padEnd(longest + 1) : text).slice(0, longest + 1);
      }),
    ),
    '',
  );
const recipients = typed(longestTexts.recipients);
/** A tab is a control character, which a mail's header must not have. A line break stays, and the check complains. */
const cleanSubject = (text: string) => cleanText(text).replaceAll('\t', ' ');

/** A draft from a card, from one line, or stored by an earlier version, which cleaned less. */
export const DraftValues = v.object({
  to: recipients,
  cc: recipients,
  bcc: recipients,
  subject: typed(longestTexts.subject, cleanSubject),
  body: typed(longestTexts.body),
  importance: v.fallback(v.picklist(importances), 'normal'),
  format: v.fallback(v.picklist(formats), 'text'),
  replyTo: typed(longestTexts.replyTo),
  readReceipt: v.fallback(v.picklist(['true', 'false']), 'false'),
});

/**
 * Reads the draft from a card's `value`; what is missing or not text counts as empty.
 * @returns nothing for a card without the form's inputs, such as the preview
 */
export function readDraft(value: unknown): Draft | undefined {
  const parsed = v.safeParse(DraftValues, value);
  const hasInput =
    typeof value === 'object' && value !== null && Object.keys(emptyDraft).some((name) => name in value);
  if (!parsed.success || !hasInput) return undefined;
  const { to } = parsed.output;
  const people = peopleIn(value).join(', ');
  // They stand on a line of their own and first, or a name that was typed could be read as the name of one of them.
  return { ...parsed.output, to: people ? [people, to.trim()].filter(Boolean).join('\n') : to };
}

/** People of one's last mails that a form offers. */
export const mostOffered = 5;

/** The addresses that were chosen from those that the form offers. A list of several choices comes as one text with commas. */
function peopleIn(value: object): string[] {
  const chosen: unknown = 'people' in value ? value.people : undefined;
  if (typeof chosen !== 'string') return [];
  const addresses = chosen.slice(0, longestTexts.recipients).split(',').slice(0, mostOffered);
  return addresses.map((address) => cleanText(address).trim()).filter((address) => address.includes('@'));
}
