// A message that was edited: what it says now is carried out where that can do no harm, and otherwise the person is told.
import { openTyped } from '../mail/claim';
import type { Form } from '../mail/mailRecord';
import { showPrivateOnly } from '../turn/groups';
import { button, primaryButton, showNotice } from '../turn/notice';
import type { Outcome } from '../turn/outcome';
import type { Turn } from '../turn/turn';
import { reopenForm } from './mail/form';
import { askWhich } from './mail/sendCurrent';
import type { Request } from './request';

/** What the message said before is not known, and may have been carried out: these are not done by an edit. */
const irrevocable = new Set(['signOut', 'forgetMe', 'otherAccount', 'code']);

/** @param run carries the request out as if it had been typed anew */
export async function takeEdit(
  turn: Turn,
  { name, input }: Request,
  run: () => Promise<Outcome>,
): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const form = formOpenedBy(turn.activity.id, Object.values((await turn.person.record()).forms));
  if (form)
    return name === 'compose' && input.draft && form.isAsTyped
      ? changeForm(turn, form, input.draft)
      : sayFormStays(turn, form);
  if (name === 'send' || name === 'cancel') return askWhich(turn);
  if (!irrevocable.has(name)) return run();
  const { t } = turn.words;
  return showNotice(turn, { title: t('edited.again.title'), text: t('edited.again.text') });
}

const formOpenedBy = (activity: string | undefined, forms: Form[]): Form | undefined =>
  forms.find(({ openedBy }) => openedBy !== undefined && openedBy === activity);

/** The form has not been touched since: it gets the new text. */
async function changeForm(turn: Turn, { id }: Form, draft: Form['draft']): Promise<Outcome> {
  const { activity, person, services } = turn;
  const now = services.clock.now();
  await person.change((record) => openTyped(record, { id, draft }, activity.id ?? '', now));
  return reopenForm(turn, id);
}

async function sayFormStays(turn: Turn, { id, draft }: Form): Promise<Outcome> {
  const { t } = turn.words;
  const text = t('edited.stays.text', { subject: draft.subject || t('mail.noSubject') });
  const actions = [primaryButton(t('drafts.goOn'), 'mail.compose', id), button(t('talk.help'), 'help.show')];
  return showNotice(turn, { title: t('edited.stays.title'), text, actions });
}
