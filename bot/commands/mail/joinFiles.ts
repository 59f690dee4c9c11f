// Files on their way into a form and out of it again: those of a message join the form in hand, and a button takes one out.
import { isChangedOnPage, isPage } from '../../channel/cardMark';
import { keepDraft, setFiles } from '../../mail/claim';
import { currentFormOf } from '../../mail/currentForm';
import { type Draft, emptyDraft, isBlank, readDraft } from '../../mail/draft';
import { addFiles, type FormFile, type RefusedFile } from '../../mail/files';
import { type Form, formOf, idNow, isSendable } from '../../mail/mailRecord';
import { applyPicks, readPicks } from '../../mail/names';
import { showPrivateOnly } from '../../turn/groups';
import { button, type Notice, primaryButton, replaceWithNotice, showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import type { Turn } from '../../turn/turn';
import { asSignedIn } from '../session/session';
import { waysOn } from '../smallTalk';
import { filesLimit, refusedNotice, refusedText, shortName, showFiles } from './fileTexts';
import { composeMail, reopenForm, returnForm } from './form';
import { showEnded, showGone, showStillSending, showUnknown } from './outcomes';
import { withFolded } from './submitForm';
import { type Taken, takeFiles } from './takeFiles';

/** Bytes of a name on a button. */
const longestTitle = 40;
/** Files that have a button of their own in a notice. The form has one for each. */
const mostButtons = 3;

/** Files that came alone or with words that say nothing else: they join the form in hand, or open one with those words. */
export async function joinFiles(turn: Turn, text: string): Promise<Outcome> {
  const taken = await takeFiles(turn);
  const joined = await joinCurrent(turn, taken);
  if (joined) return showJoined(turn, joined, text);
  if (taken.files.length === 0) return showRefused(turn, taken.refused);
  const draft: Draft = text ? { ...emptyDraft, body: text } : emptyDraft;
  return composeMail(turn, draft, taken);
}

/** What became of files that joined a form. */
export interface Joined {
  form: Form;
  added: FormFile[];
  refused: RefusedFile[];
}

/** Adds files to the form in hand. @returns nothing without a form in hand */
export async function joinCurrent(turn: Turn, taken: Taken): Promise<Joined | undefined> {
  const { clock } = turn.services;
  return turn.person.update<Joined | undefined>((record) => {
    const form = currentFormOf(record);
    if (!form) return { result: undefined };
    const { files, refused } = addFiles(record, form, taken.files);
    const ids = new Set(taken.files.map(({ id }) => id));
    const added = files.filter(({ id }) => ids.has(id));
    const result = { form, added, refused: [...taken.refused, ...refused] };
    return added.length > 0 ? { record: setFiles(record, form.id, files, clock.now()), result } : { result };
  });
}

/**
 * Says what joined, and that words which came along did not. The form is not shown anew where text may stand in it that the bot
 * does not have yet: our page tells, and other clients do not.
 */
export async function showJoined(turn: Turn, { form, added, refused }: Joined, text = ''): Promise<Outcome> {
  const { words } = turn;
  const { t } = words;
  if (added.length === 0) return showRefused(turn, refused, form.id);
  const isAllSaid = refused.length === 0 && text === '';
  if (isAllSaid && isPage(turn.activity) && !isChangedOnPage(turn.activity)) return reopenForm(turn, form.id);
  const stay = text ? t('files.wordsStay') : '';
  const remove = added
    .slice(0, mostButtons)
    .map(({ id, name }) =>
      button(
        t('files.removeOf', { name: shortName(name, longestTitle) }),
        'mail.takeOut',
        `${form.id}~${id}`,
      ),
    );
  const notice: Notice = {
    title: t('files.joined', { count: added.length }),
    text: [showFiles(words, added), refusedText(words, refused), stay, t('files.next')]
      .filter(Boolean)
      .join('\n\n'),
    // No button leads to the form: the one on the screen may have text that the bot does not have.
    actions: remove,
  };
  return showNotice(turn, notice, 'files joined');
}

/** No file can go along. */
export async function showRefused(turn: Turn, refused: RefusedFile[], formId?: string): Promise<Outcome> {
  const { words } = turn;
  const { t } = words;
  const next = formId
    ? primaryButton(t('drafts.goOn'), 'mail.compose', formId)
    : button(t('mail.newForm'), 'mail.compose');
  return showNotice(turn, { ...refusedNotice(words, refused), actions: [next] }, 'files refused');
}

/**
 * Takes a file out of a form.
 * @param pressed as the button has it: the form's id, the file's behind `~`, and behind another the mark of what is folded
 * @param value everything the card sent, its inputs among it
 */
export async function takeFileOut(turn: Turn, pressed: string, value: unknown): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const [called = '', fileId = '', mark = ''] = pressed.split('~');
  const id = idNow(await turn.person.record(), called);
  const brought = readDraft(value);
  const typed = brought && applyPicks((await withFolded(turn, brought, id, mark)).draft, readPicks(value));
  const { clock, ids } = turn.services;
  const freshId = ids.unique();
  const { form, file, ended } = await turn.person.update((record) => {
    const before = formOf(record, id);
    const ended = record.outcomes.find(({ formId }) => formId === id);
    if (before && !isSendable(before)) return { result: { form: before, ended, file: undefined } };
    const file = before?.files?.find((one) => one.id === fileId);
    const left = (before?.files ?? []).filter((one) => one.id !== fileId);
    // The text of a form that is gone is kept in a new one.
    const kept =
      typed && !isBlank(typed) ? keepDraft(record, id, typed, freshId, clock.now()) : { record, id };
    const next = file ? setFiles(kept.record, id, left, clock.now()) : kept.record;
    return { record: next, result: { form: formOf(next, kept.id), ended, file } };
  });
  if (!form) return ended ? showEnded(turn, ended) : showGone(turn, called);
  if (form.state === 'sending') return showStillSending(turn, id);
  if (form.state === 'unknown') return showUnknown(turn, form);
  const { t } = turn.words;
  const isNew = form.id !== id;
  const notThere = isNew ? t('files.gone') : t('files.notThere');
  const filesNote = file ? t('files.removed', { name: shortName(file.name, longestTitle) }) : notThere;
  if (!brought) return showTakenOut(turn, form, filesNote);
  return asSignedIn(turn, { name: 'compose', formId: form.id }, async ({ account }) => {
    const from = await account();
    const notice = isNew ? t('mail.noForm') : '';
    await returnForm(turn, { id: form.id, draft: form.draft, from }, { notice, filesNote });
    return 'file taken out';
  });
}

async function showTakenOut(turn: Turn, { id, files = [] }: Form, title: string): Promise<Outcome> {
  const { words } = turn;
  const { t } = words;
  const left = files.length > 0 ? t('files.left', { files: showFiles(words, files) }) : t('files.leftNone');
  const notice: Notice = {
    title,
    text: left,
    actions: [primaryButton(t('drafts.goOn'), 'mail.compose', id)],
  };
  return replaceWithNotice(turn, notice, 'file taken out');
}

/** Words about attaching with no file beside them: how it is done, and what may be sent. */
export async function explainFiles(turn: Turn): Promise<Outcome> {
  const { t } = turn.words;
  const [title, text] = [t('files.how.title'), t('files.how.text', filesLimit(turn.words))];
  return showNotice(turn, { title, text, actions: await waysOn(turn) });
}
