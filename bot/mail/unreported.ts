// Outcomes that a person should have heard of: found in the record at their next word, and noted once they were told. Pure.
import { type Ended, type Form, type MailRecord, withForm } from './mailRecord';

/** A send ends within a minute, and writing its outcome is retried for half a minute. An older claim has lost its sender. */
export const staleAfter = 120_000;
/** The turn that settled a form reports it within seconds. After these milliseconds the next turn reports it. */
const reportAfter = 30_000;

/** What a person should have heard by now and did not: claims without a sender, and outcomes that nobody reported. */
export interface Unreported {
  forms: Form[];
  outcomes: Ended[];
}

/**
 * Finds what is unreported. Stale claims are settled as unknown: nobody is left who could know their outcome.
 * @param refused forms whose report the channel did not take
 */
export function findUnreported<R extends MailRecord>(
  record: R,
  now: number,
  refused: string[] = [],
): { record: R; unreported: Unreported } {
  const all = Object.values(record.forms);
  const stale = all.filter(({ state, since }) => state === 'sending' && now - since >= staleAfter);
  const lost = stale.map((form): Form => ({ ...form, state: 'unknown', since: now, unreported: true }));
  const isLate = (id: string, at: number) => now - at >= reportAfter || refused.includes(id);
  const forms = all.filter(({ unreported, id, since }) => unreported && isLate(id, since));
  const outcomes = record.outcomes.filter(({ unreported, formId, at }) => unreported && isLate(formId, at));
  return { record: lost.reduce<R>(withForm, record), unreported: { forms: [...forms, ...lost], outcomes } };
}

/** Notes that the person was told of these forms. The same record comes back when that was noted before. */
export function markReported<R extends MailRecord>(record: R, ids: string[]): R {
  const isNews = ({ unreported }: { unreported?: true }, id: string) =>
    unreported === true && ids.includes(id);
  const forms = Object.values(record.forms).filter((form) => isNews(form, form.id));
  if (forms.length === 0 && !record.outcomes.some((outcome) => isNews(outcome, outcome.formId)))
    return record;
  return {
    ...forms.map(({ unreported: _reported, ...form }) => form).reduce<R>(withForm, record),
    outcomes: record.outcomes.map((outcome) => {
      const { unreported: _reported, ...reported } = outcome;
      return ids.includes(outcome.formId) ? reported : outcome;
    }),
  };
}
