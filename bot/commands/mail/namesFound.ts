// A form that opens with names in it shows whom they were found to be, or what becomes of them.
import { fillInAddresses } from '../../mail/claim';
import { type Draft, isSameDraft, type RecipientField, recipientFields } from '../../mail/draft';
import { readingQuestions, refuseNames } from '../../mail/names';
import { readRecipients, recipientKey, showMailbox } from '../../mail/recipients';
import type { Outcome } from '../../turn/outcome';
import { sentences } from '../../turn/said';
import { show, type Turn } from '../../turn/turn';
import { asSignedIn } from '../session/session';
import { besidesOf } from './besides';
import { formCard, type ShownForm } from './formCard';
import { problemText } from './problemText';
import { resolveAtOpening } from './resolveNames';

/** Looks the names of a form up before it is shown. The record gets what was found: the form is sent as it is shown. */
export async function withNamesFound(turn: Turn, form: ShownForm): Promise<ShownForm> {
  const { draft, from, id } = form;
  const { t } = turn.words;
  const found = await resolveAtOpening(turn, draft, from);
  if (!found) return form;
  if (found === 'later') {
    return {
      ...form,
      notes: ofFields((field) => (hasName(draft[field], field) ? t('mail.lookedUp.later') : '')),
    };
  }
  const notes = ofFields((field) => {
    const people = newIn(found.draft[field], draft[field], field);
    return people && t('mail.lookedUp.found', { people });
  });
  if (!isSameDraft(found.draft, draft)) {
    await turn.person.change((record) => fillInAddresses(record, id, draft, found.draft));
  }
  const { problems } = found;
  const questions = [...readingQuestions(found.draft), ...found.questions];
  return { ...form, draft: found.draft, problems, questions, notes };
}

/** Shows a form whose names are not to be looked up: it asks for their addresses. */
export function askForAddresses(
  turn: Turn,
  { id, draft }: Pick<ShownForm, 'id' | 'draft'>,
): Promise<Outcome> {
  return asSignedIn(turn, { name: 'compose', formId: id }, async ({ account }) => {
    const { t } = turn.words;
    const { problems } = refuseNames(draft, 'addressNeeded');
    const besides = await besidesOf(turn, { id, draft });
    const form = { id, draft, ...besides, from: await account(), problems };
    const notice = t('mail.directoryCancelled');
    // What to do is said at the fields, and once.
    const asked = Object.values(problems).map((problem) => problemText(turn.words, problem));
    await show(turn, (step) => formCard(turn, form, { notice, step }), {
      summary: notice,
      speak: sentences(notice, ...asked),
      about: { form: id, state: 'open' },
    });
    return 'sign-in cancelled';
  });
}

const ofFields = (of: (field: RecipientField) => string): Partial<Record<RecipientField, string>> =>
  Object.fromEntries(recipientFields.map((field) => [field, of(field)]));

const hasName = (text: Draft[RecipientField], field: RecipientField): boolean =>
  readRecipients(text, field).entries.some(({ address }) => address === undefined);

/** The mailboxes that stand in a text and did not before. */
function newIn(text: string, before: string, field: RecipientField): string {
  const known = new Set(readRecipients(before, field).entries.map(recipientKey));
  const people = readRecipients(text, field).entries.filter(
    (entry) => entry.address !== undefined && !known.has(recipientKey(entry)),
  );
  return people.map(showMailbox).join(', ');
}
