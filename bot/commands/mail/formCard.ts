// The card of the mail form: what was typed, what is wrong with it, what there is to choose, and what is folded away.
import { type Card, type Choice, renderCard } from '../../../cards/render';
import type { Account } from '../../graph/profile';
import type { BotWords } from '../../locales';
import type { Problems } from '../../mail/check';
import type { Draft, RecipientField } from '../../mail/draft';
import { type FormFile, filesMark } from '../../mail/files';
import { foldedFields, foldMark, type TextField, withoutFields } from '../../mail/folded';
import { pickId, pickValue, type Question, questionsAtOnce, readingQuestions } from '../../mail/names';
import { showMailbox } from '../../mail/recipients';
import { plainSignature, signatureMark } from '../../mail/signature';
import { lastStep } from '../../turn/fitting';
import { shorten } from '../../turn/shorten';
import type { Turn } from '../../turn/turn';
import type { Besides } from './besides';
import { filesLimit, filesTitle, showSize } from './fileTexts';
import { problemText } from './problemText';

/** A form as it is shown again. */
export interface ShownForm {
  id: string;
  draft: Draft;
  from: Account;
  problems?: Problems;
  questions?: Question[];
  /** What a recipient field says below itself. */
  notes?: Partial<Record<RecipientField, string>>;
  /** The name of a question about slips: submitting this card answers it. */
  question?: string;
}

/** What the card says beside its fields: on top, at its files, and above its buttons. */
interface FormTexts {
  notice?: string;
  filesNote?: string;
  hint?: string;
  /** As in `Draw`. */
  step?: number;
}

/** Characters of a reason, in a form that is too large otherwise. */
const shortReason = 300;

/** @param step as in `Draw`: at each further one more of the texts are folded */
export function formCard(
  { words, services }: Turn,
  form: ShownForm & Besides,
  { notice = '', filesNote = '', hint = '', step = 0 }: FormTexts,
): Card {
  const {
    id: formId,
    draft,
    from,
    problems = {},
    notes = {},
    question = '',
    files,
    people,
    signature,
  } = form;
  const fields = foldedFields(draft, step);
  const mark = foldMark(draft, fields);
  const all = form.questions ?? readingQuestions(draft);
  const questions = all.slice(0, step < lastStep ? questionsAtOnce : 1);
  const hasNames = services.settings.directoryConnectionName !== undefined;
  const reason = (field: TextField) => {
    const problem = problems[field];
    if (!problem) return '';
    const text = problemText(words, problem);
    return step > 0 && text.length > shortReason ? `${text.slice(0, shortReason).trimEnd()}…` : text;
  };
  const folded = (field: TextField) => {
    if (fields.includes(field)) return words.t('mail.folded', { count: draft[field].length });
    return field === 'subject' || field === 'body' ? '' : (notes[field] ?? '');
  };
  const placeholder = (field: TextField) => {
    if (fields.includes(field)) return words.t('mail.placeholder.kept');
    if (field === 'subject' || field === 'body') return words.t(`mail.placeholder.${field}`);
    return words.t(hasNames ? 'mail.placeholder.names' : 'mail.placeholder.addresses');
  };
  const picks = (field: RecipientField) =>
    questions.flatMap((question, index) =>
      question.field === field ? [toChoice(words, question, index)] : [],
    );
  const { importance, format, replyTo, readReceipt, cc, bcc } = draft;
  const data = {
    submitId: [formId, question, mark, filesMark(files), signatureMark(signature)]
      .join('~')
      .replace(/~+$/, ''),
    showId: fields.length > 0 ? formId : '',
    notice,
    hint,
    placeholders: ofEach(placeholder),
    draft: withoutFields(draft, fields),
    folded: ofEach(folded),
    problems: ofEach(reason),
    picks: { to: picks('to'), cc: picks('cc'), bcc: picks('bcc') },
    copies: Boolean(cc || bcc || problems.cc || problems.bcc),
    people: people.map((person) => ({ title: showMailbox(person), value: person.address })),
    showPeople: people.length > 0 ? words.t('cards.mailForm.people') : '',
    replyToProblem: problems.replyTo ? problemText(words, problems.replyTo) : '',
    more: importance !== 'normal' || format !== 'text' || replyTo !== '' || readReceipt === 'true',
    filesTitle: filesTitle(words, files),
    files: files.map((file) => fileRow(words, file, [formId, file.id, mark].join('~'))),
    signature: signature && words.t('signature.onForm', { start: startOf(signature) }),
    filesNote,
    filesHint: files.length === 0 ? words.t('files.hint', filesLimit(words)) : '',
  };
  return renderCard('mailForm', data, words.group('cards.mailForm', { from: showMailbox(from) }));
}

/** Bytes of a signature that a form names it by. */
const longestStart = 80;
const startOf = (signature: string): string => shorten(plainSignature(signature), longestStart);

const fileRow = (words: BotWords, { name, size }: FormFile, removeId: string) => {
  return { name, size: showSize(words, size), remove: words.t('files.remove'), removeId };
};

/** What a card has of each field. */
const ofEach = <T>(of: (field: TextField) => T): Record<TextField, T> => {
  return { to: of('to'), cc: of('cc'), bcc: of('bcc'), subject: of('subject'), body: of('body') };
};

/** A list that folds out. As buttons, the people's addresses would become links and their names Markdown. */
function toChoice({ t }: BotWords, question: Question, index: number): Choice {
  const { field, name } = question;
  if ('readings' in question) {
    return {
      id: pickId(index),
      label: t('mail.choose.reading', { name }),
      placeholder: t('mail.choose.readingPlaceholder'),
      choices: question.readings.map(({ isOne, take }) => ({
        title: t(isOne ? 'mail.choose.one' : 'mail.choose.separate', { people: take }),
        value: pickValue({ field, name, take }),
      })),
    };
  }
  const { people, more } = question;
  const label = t(more ? 'mail.choose.first' : 'mail.choose.which', { name, count: people.length });
  return {
    id: pickId(index),
    label,
    placeholder: t('mail.choose.placeholder'),
    choices: people.map((mailbox) => {
      const shown = showMailbox(mailbox);
      return { title: shown, value: pickValue({ field, name, take: shown }) };
    }),
  };
}
