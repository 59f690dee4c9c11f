// What a submitted form comes to, decided on the newest record: answered as it stands, sent back, asked about, or claimed.
import { formOf, type PersonRecord } from '../people/record';
import { type Claim, type Closed, claimForm, closedForm, keepTyped, type Submitter, withForm } from './claim';
import { checkDraft, type Draft, emptyDraft, limits, type Mail, type Problems } from './draft';

export interface Submit {
  id: string;
  /** What the card's inputs hold; nothing for a card without inputs, which stands for the draft that the record has. */
  typed: Draft | undefined;
  /** Which question about many recipients this answers with yes. */
  asked: number | undefined;
  by: Submitter;
  /** For a new form, where the record knows none of this id. */
  freshId: string;
}

export type Decided =
  | Closed
  | { kind: 'invalid'; id: string; draft: Draft; problems: Problems }
  | { kind: 'ask'; id: string; draft: Draft; mail: Mail; asked: number }
  | { kind: 'noForm' | 'claimed'; id: string; draft: Draft; mail: Mail }
  | { kind: 'limit'; id: string; draft: Draft; until: number };

/**
 * Decides on a submit. The form's state comes first: what is under way or gone is never checked, asked about or sent anew.
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

  const draft = draftOf(record, submit);
  const kept = keepTyped(record, id, draft, submit.freshId, now);
  const checked = checkDraft(draft);
  if ('problems' in checked) {
    return {
      record: kept.record,
      result: { kind: 'invalid', id: kept.id, draft, problems: checked.problems },
    };
  }
  const { mail } = checked;
  const form = formOf(record, id);
  if (form?.state !== 'sending' && mail.to.length > limits.many) {
    const isYes = submit.typed === undefined && form?.asked !== undefined && form.asked === submit.asked;
    const asked = (form?.asked ?? 0) + 1;
    const question = { id: kept.id, state: 'open', draft, since: now, asked } as const;
    if (!isYes) {
      return {
        record: withForm(kept.record, question),
        result: { kind: 'ask', id: kept.id, draft, mail, asked },
      };
    }
  }
  return claimed(record, kept, claimForm(record, id, { draft, mail }, by, now), { draft, mail });
}

function claimed(
  record: PersonRecord,
  kept: { record: PersonRecord; id: string },
  claim: Claim,
  { draft, mail }: { draft: Draft; mail: Mail },
): { record?: PersonRecord; result: Decided } {
  const { id } = kept;
  switch (claim.kind) {
    case 'claimed':
      return {
        record: claim.record === record ? record : claim.record,
        result: { kind: 'claimed', id, draft, mail },
      };
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
