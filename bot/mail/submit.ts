// What a submitted form comes to, decided on the newest record: answered as it stands, sent back, shown once more, or claimed.
import { type Form, formOf, type PersonRecord } from '../people/record';
import { checkDraft, limits, type Mail, type Problems, recipientsOf } from './check';
import {
  type Claim,
  type Closed,
  claimForm,
  closedForm,
  keepTyped,
  markPreview,
  type Submitter,
} from './claim';
import { isSeen } from './currentForm';
import { type Draft, emptyDraft, isSameDraft } from './draft';

/** What looking its recipients' names up has made of a draft. */
export interface LookedUp {
  /** The form as it was when that began. */
  form: Form | undefined;
  draft: Draft;
  /** Names stand for addresses now that the person has not seen yet. */
  taken: boolean;
  problems: Problems;
}

export interface Submit {
  id: string;
  /** What is wanted: a preview, or that it goes. */
  wish: 'preview' | 'send';
  /** What the card's inputs hold; nothing for a card without inputs, which stands for the draft that the record has. */
  typed?: Draft;
  /** What says yes to a mail as it was shown: the preview of this mark, or the word `send` to what was seen last. */
  confirms?: { preview: string } | 'lastSeen';
  lookedUp?: LookedUp;
  by: Submitter;
  /** For a new form, where the record knows none of this id. */
  freshId: string;
}

/** Why a mail is shown before it goes. */
export type PreviewReason = 'asked' | 'taken' | 'many';

export type Decided =
  | Closed
  /** There is neither form nor text: cancelled, or too old. */
  | { kind: 'gone' }
  /** While names were looked up the form was submitted once more; that one is answered. */
  | { kind: 'overtaken' }
  | { kind: 'invalid'; id: string; draft: Draft; problems: Problems }
  | { kind: 'preview'; id: string; draft: Draft; mail: Mail; mark: string; reason: PreviewReason }
  | { kind: 'noForm' | 'claimed'; id: string; draft: Draft; mail: Mail }
  | { kind: 'limit'; id: string; draft: Draft; until: number };

/**
 * Decides on a submit. The form's state comes first: what is under way or gone is never checked, shown or sent anew.
 * Pure: called again with the newer record after a conflict.
 */
export function decideSubmit(
  record: PersonRecord,
  submit: Submit,
  now: number,
): { record?: PersonRecord; result: Decided } {
  const { id, by } = submit;
  const closed = closedForm(record, id, by);
  if (closed) return { result: closed };

  const { lookedUp } = submit;
  const form = formOf(record, id);
  if (lookedUp && !isUntouched(form, lookedUp.form)) return { result: { kind: 'overtaken' } };
  if (!submit.typed && !form) return { result: { kind: 'gone' } };

  const draft = lookedUp?.draft ?? draftOf(record, submit);
  const kept = keepTyped(record, id, draft, submit.freshId, now);
  const checked = checkDraft(draft, lookedUp?.problems);
  if ('problems' in checked) {
    const { problems } = checked;
    return { record: kept.record, result: { kind: 'invalid', id: kept.id, draft, problems } };
  }
  const { mail } = checked;
  const reason = whyPreview(record, submit, mail, now);
  if (reason) {
    const mark = by.claim;
    return {
      record: markPreview(kept.record, kept.id, mark, now),
      result: { kind: 'preview', id: kept.id, draft, mail, mark, reason },
    };
  }
  return claimed(kept, claimForm(record, id, { draft, mail }, by, now), { draft, mail });
}

function isUntouched(form: Form | undefined, before: Form | undefined): boolean {
  if (!form || !before) return form === before;
  return form.state === before.state && form.since === before.since && isSameDraft(form.draft, before.draft);
}

/** A mail goes to nobody whose address the person has not seen, and to many only after they saw how many. */
function whyPreview(
  record: PersonRecord,
  submit: Submit,
  mail: Mail,
  now: number,
): PreviewReason | undefined {
  const { id, wish, typed, lookedUp } = submit;
  const form = formOf(record, id);
  if (form?.state === 'sending') return undefined;
  if (wish === 'send' && !typed && !lookedUp && isConfirmed(record, submit, now)) return undefined;
  if (recipientsOf(mail).length > limits.many) return 'many';
  if (lookedUp?.taken) return 'taken';
  return wish === 'preview' || !typed ? 'asked' : undefined;
}

function isConfirmed(record: PersonRecord, { id, confirms }: Submit, now: number): boolean {
  if (!confirms) return false;
  return confirms === 'lastSeen' ? isSeen(record, id, now) : formOf(record, id)?.preview === confirms.preview;
}

function claimed(
  kept: { record: PersonRecord; id: string },
  claim: Claim,
  { draft, mail }: { draft: Draft; mail: Mail },
): { record?: PersonRecord; result: Decided } {
  const { id } = kept;
  switch (claim.kind) {
    case 'claimed':
      return { record: claim.record, result: { kind: 'claimed', id, draft, mail } };
    case 'noForm':
      return { record: kept.record, result: { kind: 'noForm', id, draft, mail } };
    case 'limit':
      return { record: kept.record, result: { kind: 'limit', id, draft, until: claim.until } };
  }
}

/** What to keep, or to send: what was typed, or for a card without inputs what the record has. */
export function draftOf(record: PersonRecord, { id, typed }: Pick<Submit, 'id' | 'typed'>): Draft {
  return typed ?? formOf(record, id)?.draft ?? emptyDraft;
}
