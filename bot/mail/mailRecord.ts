// The mail half of a person's record: forms that have not been sent, what became of the others, the hour's count. Pure.
import type { Advice } from '../graph/advice';
import { type Draft, emptyDraft, isBlank } from './draft';
import type { FormFile } from './files';

const day = 24 * 3_600_000;

/** How long the record keeps things, in milliseconds, and how many of them; /privacy says the same in words. */
export const mailLifetimes = {
  formText: day,
  outcome: 30 * day,
  outcomes: 20,
  forms: 20,
  /** Bytes of all drafts together, twenty of the longest mails in English. A record is read and written whole. */
  draftBytes: 400_000,
};

export interface Copies {
  cc: number;
  bcc: number;
}

export type FormState = 'open' | 'sending' | 'failed' | 'unknown';

/** A mail form whose mail is not known to have gone. Only forms keep a text. */
export interface Form {
  id: string;
  /** Its id before the person chose another account. Cards with this id only show it. */
  formerId?: string;
  state: FormState;
  draft: Draft;
  /** They go along with the mail; nothing without any. */
  files?: FormFile[];
  /** Milliseconds since 1970 at which `state` was entered. */
  since: number;
  /** The attempt that submitted the form last. */
  claim?: string;
  /** The activity that submitted the form last. Channels deliver an activity more than once. */
  activity?: string;
  /** The recipients that the form was claimed for. */
  recipients?: string[];
  /** How many of those are copies: they come last, the blind ones behind the others. */
  copies?: Copies;
  failure?: Advice;
  /** Milliseconds since 1970 before which Graph wants no other try. */
  retryAt?: number;
  /** The activity that opened the form with a mail typed in one line. */
  openedBy?: string;
  /** The draft is still what that activity said. */
  isAsTyped?: true;
  /** The preview that shows this very draft. The Send button of any other preview does not count. */
  preview?: string;
  /** What looked like a slip and the person has said yes to: addresses, each with its field, or that there is no subject. */
  agreed?: string[];
  question?: SlipQuestion;
  /** The draft holds addresses that were found for names and that no preview has shown yet. */
  hasNewAddresses?: true;
  /** As far as is known, the person has not been told of this state. */
  unreported?: true;
}

/** A card that asks about what looks like a slip. To submit that card is to say yes to it. */
export interface SlipQuestion {
  /** The card's buttons carry it, so that a second press on an earlier card is no answer. */
  name: string;
  /** Addresses, each with its field, or that there is no subject. */
  slips: string[];
  /** The card has arrived, after which the words "send" and "preview" are an answer too. */
  arrived?: true;
}

/** What became of a mail that Graph took or may have taken. The body is not kept. */
export interface Ended {
  formId: string;
  state: 'sent' | 'unknown';
  at: number;
  recipients: string[];
  /** As in `Form`. Earlier versions did not tell the fields apart. */
  copies?: Copies;
  subject: string;
  /** The names of the files that went along. */
  files?: string[];
  /** The message that opened its form. */
  openedBy?: string;
  unreported?: true;
}

/** What goes below the text of every email in one language. */
export interface Signature {
  /** Markdown. Never empty. */
  text: string;
  /** Whether it goes along. */
  isOn: boolean;
}

export interface MailRecord {
  forms: Record<string, Form>;
  /** The form that the words "send", "edit" and "cancel" mean. */
  currentForm?: CurrentForm | undefined;
  /** Newest first. */
  outcomes: Ended[];
  /** By the language of the chat. They stay until they are removed. */
  signatures?: Record<string, Signature>;
}

export interface CurrentForm {
  formId: string;
  /** When its card arrived, in milliseconds since 1970. */
  seen?: number;
  /** The mark of the signature that the card shows. */
  signature?: string;
}

export const emptyMailRecord: MailRecord = { forms: {}, outcomes: [] };

/** Finds a form by its id. The id comes from a card and may be any text: `constructor` is no form. */
export function formOf(record: MailRecord, id: string): Form | undefined {
  return Object.hasOwn(record.forms, id) ? record.forms[id] : undefined;
}

/** The id that a form has now, whether a card has this one or the one before. */
export function idNow({ forms }: MailRecord, id: string): string {
  if (Object.hasOwn(forms, id)) return id;
  return Object.values(forms).find(({ formerId }) => formerId === id)?.id ?? id;
}

/** Whether a form can be filled in and sent. */
export function isSendable(form: Form | undefined): form is Form {
  return form?.state === 'open' || form?.state === 'failed';
}

/** The forms that can be filled in and sent, the one shown or changed last first. */
export function openForms({ forms }: MailRecord): Form[] {
  return Object.values(forms)
    .filter(isSendable)
    .reverse()
    .sort((a, b) => b.since - a.since);
}

/** Whether the person would miss nothing of a form: nothing was typed into it, and no file is with it. */
export const isBlankForm = ({ draft, files }: Pick<Form, 'draft' | 'files'>): boolean =>
  isBlank(draft) && !files;

/** The person's drafts, the one shown or changed last first. A blank form is no draft. */
export function draftsOf(record: MailRecord): Form[] {
  return openForms(record).filter((form) => form.state === 'open' && !isBlankForm(form));
}

/** The form of a mail that may have gone, if nothing else was written or sent since. */
export function lastUnknown({ forms, outcomes }: MailRecord): Form | undefined {
  const [newest] = Object.values(forms).sort((a, b) => b.since - a.since);
  const [outcome] = outcomes;
  return newest?.state === 'unknown' && newest.since >= (outcome?.at ?? 0) ? newest : undefined;
}

export function withForm<R extends MailRecord>(record: R, form: Form): R {
  return { ...record, forms: { ...record.forms, [form.id]: form } };
}

/** A claim in flight and an outcome that nobody reported stay, however old they are. */
const mustStay = ({ state, unreported }: Form) => state === 'sending' || unreported === true;

export const copiesOf = ({ copies }: Pick<Form, 'copies'>): Pick<Ended, 'copies'> =>
  copies ? { copies } : {};

/** What an outcome says of the files. */
export const namesOf = (files: FormFile[] | undefined): Pick<Ended, 'files'> =>
  files ? { files: files.map(({ name }) => name) } : {};

/** Drops forms. A dropped form of unknown outcome stays as an outcome: its mail may have been sent. */
export function dropForms<R extends MailRecord>(record: R, dropped: Form[]): R {
  const ids = new Set(dropped.map(({ id }) => id));
  const maybeSent = dropped.filter(({ state }) => state === 'unknown');
  return {
    ...record,
    forms: Object.fromEntries(Object.entries(record.forms).filter(([id]) => !ids.has(id))),
    outcomes: [
      ...maybeSent.map((form): Ended => {
        const { id, since, recipients = [], draft, files } = form;
        const { subject } = draft;
        const copies = copiesOf(form);
        return { formId: id, state: 'unknown', at: since, recipients, ...copies, subject, ...namesOf(files) };
      }),
      ...record.outcomes,
    ],
  };
}

/**
 * Drops every form but those that must stay.
 * @param but the ids of other forms that stay
 */
export function dropOpenForms<R extends MailRecord>(record: R, but: (string | undefined)[] = []): R {
  return dropForms(
    record,
    Object.values(record.forms).filter((form) => !mustStay(form) && !but.includes(form.id)),
  );
}

/**
 * Drops what is too old or too much to keep.
 * @param now milliseconds since 1970
 */
export function dropExpiredMail<R extends MailRecord>(record: R, now: number): R {
  const { formText, forms: mostForms, draftBytes, outcome, outcomes: mostOutcomes } = mailLifetimes;
  // The current form is what the person looks at. Blank forms must not push a draft out.
  const rank = (form: Form) => (form.id === record.currentForm?.formId ? 0 : isBlankForm(form) ? 2 : 1);
  const forms = Object.values(record.forms).sort((a, b) => rank(a) - rank(b) || b.since - a.since);
  const isOld = ({ since }: Form) => now - since >= formText;
  const dropped: Form[] = [];
  let [count, bytes] = [0, 0];
  for (const form of forms.filter((one) => !mustStay(one))) {
    count += 1;
    bytes += Buffer.byteLength(JSON.stringify(form.draft));
    const isTooMuch = count > mostForms || (bytes > draftBytes && form.id !== record.currentForm?.formId);
    if (isOld(form) || isTooMuch) dropped.push(form);
  }
  const left = dropForms(record, dropped);
  return {
    ...left,
    forms: Object.fromEntries(
      Object.entries(left.forms).map(([id, form]) => [id, isOld(form) ? withoutText(form) : form]),
    ),
    outcomes: left.outcomes.filter(
      ({ at, unreported }, index) => unreported || (now - at < outcome && index < mostOutcomes),
    ),
  };
}

/** The subject stays: without it nobody could be told which mail it was. */
function withoutText(form: Form): Form {
  const { agreed: _agreed, question: _question, files: _files, ...rest } = form;
  return { ...rest, draft: { ...emptyDraft, subject: form.draft.subject } };
}
