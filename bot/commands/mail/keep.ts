// Keeping what was typed when a submit cannot be decided on: over a sign-in, or when something fails.
import { keepTyped, releaseClaim } from '../../mail/claim';
import { draftOf, type Submit } from '../../mail/submit';
import { type Form, formOf, type PersonRecord } from '../../people/record';
import { keepWriting } from '../../turn/outage';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';

/** Keeps a submit's text. A card without inputs has none of its own, and nothing to keep once its form is gone. */
export function keepSubmitted(
  record: PersonRecord,
  submit: Submit,
  now: number,
): { record: PersonRecord; id: string } {
  if (!submit.typed && !formOf(record, submit.id)) return { record, id: submit.id };
  return keepTyped(record, submit.id, draftOf(record, submit), submit.freshId, now);
}

/**
 * Keeps the text, and gives back a claim whose writing only seemed to fail.
 * @param began when the turn did, in milliseconds since 1970
 * @returns the id of the form that has the text; nothing while the storage is down, which is then tried again for a while
 */
export async function keepForm(
  { person }: Turn,
  services: Services,
  submit: Submit,
  began: number,
): Promise<string | undefined> {
  const keep = (record: PersonRecord) => {
    const now = services.clock.now();
    const kept = keepSubmitted(releaseClaim(record, submit.id, submit.by.claim, now), submit, now);
    return { record: kept.record, result: formOf(kept.record, kept.id)?.id };
  };
  // Seconds later the person may have gone on with it, sent or dropped it: what they did then stands.
  const keepLater = () =>
    person.update((record) =>
      isOlder(formOf(record, submit.id), submit, began) ? keep(record) : { result: undefined },
    );
  return keepWriting(services, () => person.update(keep), keepLater);
}

function isOlder(form: Form | undefined, { by }: Submit, began: number): boolean {
  return form !== undefined && (form.since < began || form.claim === by.claim);
}
