// A form comes back with "Send": checked, asked about once more where it goes to many, claimed by ETag, handed on.
import { type Claim, claimForm, keepTyped, releaseClaim } from '../mail/claim';
import { checkDraft, type Draft, emptyDraft, limits, readDraft } from '../mail/draft';
import { type PersonRecord, remember } from '../people/record';
import type { Turn } from '../turn';
import { askAboutMany, showAlreadySent, showFailedForm, showUnknown } from './mailAnswers';
import { deliver } from './mailDelivery';
import { returnForm, showStillSending } from './mailForm';
import type { Services } from './services';
import { asSignedIn, type SignedIn } from './signedIn';
import { showTime } from './time';

interface Submitted {
  id: string;
  draft: Draft;
  /** The person has seen how many it goes to and said yes. */
  confirmed: boolean;
  by: { claim: string; activity: string };
  keep(record: PersonRecord): { record: PersonRecord; id: string };
}

export async function submitMail(turn: Turn, services: Services, value: unknown, id: string): Promise<void> {
  const submitted = await readSubmit(turn, services, value, id);
  let handedOn = false;
  const send = async (me: SignedIn) => {
    const mail = await claimMail(turn, services, me, submitted);
    handedOn = mail !== undefined;
    if (mail) await deliver(turn, services, me, mail);
  };
  try {
    await asSignedIn(turn, services, { name: 'compose', formId: id }, send, (record) => {
      // The form on the screen may be gone by now: after the sign-in the one that holds the text is opened.
      const kept = submitted.keep(record);
      return remember(kept.record, { name: 'compose', formId: kept.id }, services.clock.now());
    });
  } catch (error) {
    // Whatever failed before the mail was handed on, the text must outlive it; if the storage is what failed, the form
    // on the screen still has it.
    if (!handedOn) turn.keptForm = await keepForm(turn, services, submitted).catch(() => undefined);
    throw error;
  }
}

/** A form's inputs, or for a card without any the draft that the record has. */
async function readSubmit(turn: Turn, services: Services, value: unknown, id: string): Promise<Submitted> {
  const typed = readDraft(value);
  const stored = typed ? undefined : (await turn.person.record()).forms[id];
  const draft = typed ?? stored?.draft ?? emptyDraft;
  const freshId = services.ids.unique();
  return {
    id,
    draft,
    confirmed: stored?.askedAboutMany === true,
    // An activity without an id cannot be told from another delivery of itself: then each counts as new.
    by: { claim: services.ids.unique(), activity: turn.context.activity.id ?? freshId },
    keep: (record) => keepTyped(record, id, draft, freshId, services.clock.now()),
  };
}

/** Checks and claims. Gives the mail to send, or answers why not. */
async function claimMail(turn: Turn, services: Services, me: SignedIn, submitted: Submitted) {
  const { id, draft, confirmed, keep } = submitted;
  const from = await me.account();
  const { t } = turn.words;
  const checked = checkDraft(draft);
  if ('problems' in checked) {
    const kept = await turn.person.update((record) => keptAs(keep(record)));
    turn.entry.outcome = 'invalid';
    await returnForm(turn, { id: kept, draft, from }, t('mail.check'), checked.problems);
    return undefined;
  }
  const { mail } = checked;
  if (mail.to.length > limits.many && !confirmed) {
    const kept = await turn.person.update((record) => keptAs(asked(keep(record))));
    await askAboutMany(turn, { id: kept, mail, from });
    return undefined;
  }
  const claim = await turn.person.update<Claim & { keptId?: string }>((record) => {
    const result = claimForm(record, id, draft, submitted.by, services.clock.now());
    if (result.kind === 'claimed') return { record: result.record, result };
    if (result.kind !== 'noForm' && result.kind !== 'limit') return { result };
    // Never mailed: what was typed comes back, in a new form where this one is none of the record's.
    const kept = keep(record);
    return { record: kept.record, result: { ...result, keptId: kept.id } };
  });
  switch (claim.kind) {
    case 'claimed':
      return { id, draft, from, mail };
    case 'sending':
      await showStillSending(turn);
      return undefined;
    case 'unknown':
      turn.entry.outcome = 'already unknown';
      if (!turn.told.has(id)) await showUnknown(turn, claim.form);
      return undefined;
    case 'sent':
      turn.entry.outcome = 'already sent';
      if (!turn.told.has(id)) await showAlreadySent(turn, claim.outcome);
      return undefined;
    case 'failed':
      turn.entry.outcome = 'already failed';
      if (!turn.told.has(id)) await showFailedForm(turn, claim.form);
      return undefined;
    case 'limit':
      turn.entry.outcome = 'hourly limit';
      await returnForm(turn, { id, draft, from }, t('mail.limit', { time: showTime(turn, claim.until) }));
      return undefined;
    case 'noForm':
      turn.entry.outcome = 'no such form';
      await returnForm(turn, { id: claim.keptId ?? id, draft, from }, t('mail.noForm'));
      return undefined;
  }
}

/** @returns the id of the form that has the text */
function keepForm(turn: Turn, { clock }: Services, { id, keep, by }: Submitted): Promise<string | undefined> {
  return turn.person.update((record) => {
    const kept = keep(releaseClaim(record, id, by.claim, clock.now()));
    return { record: kept.record, result: kept.record.forms[kept.id]?.id };
  });
}

const keptAs = ({ record, id }: { record: PersonRecord; id: string }) => ({ record, result: id });

function asked({ record, id }: { record: PersonRecord; id: string }): { record: PersonRecord; id: string } {
  const form = record.forms[id];
  if (form?.state !== 'open') return { record, id };
  return { record: { ...record, forms: { ...record.forms, [id]: { ...form, askedAboutMany: true } } }, id };
}
