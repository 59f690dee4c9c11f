// The rows of a mail on a card: sender, recipients, subject, options and files, the same in the preview and the receipt.
import type { Row } from '../../../cards/render';
import type { Account } from '../../graph/profile';
import type { BotWords } from '../../locales';
import { limits, type Mail, recipientsOf } from '../../mail/check';
import { recipientFields } from '../../mail/draft';
import type { FormFile } from '../../mail/files';
import { showMailbox } from '../../mail/recipients';
import { withOthers } from '../../turn/listOf';
import { showFiles } from './fileTexts';

/** A mail as people see it before and after it goes. */
export interface ShownMail {
  from: Account;
  mail: Mail;
  files: FormFile[];
}

/** How many recipients a card names at each step of `Draw`. */
const namedAt = [limits.recipients, 10, 3, 1];

/** A list of more than `longest` recipients is named up to `most`, and the others are counted. */
interface Named {
  longest: number;
  most: number;
}
const namedIn = (step: number): Named => {
  const most = namedAt[step] ?? limits.recipients;
  return { longest: most, most };
};
/** On a card that has room for everyone. The whole lists are folded, so that the text of the mail stays in sight. */
const namedFirst: Named = { longest: 5, most: 3 };

/** Whether a card names all recipients at a step. */
export const namesAll = (mail: Mail, step: number): boolean => longestList(mail) <= namedIn(step).most;

const longestList = (mail: Mail) => Math.max(...recipientFields.map((field) => mail[field].length));

/**
 * The rows of a mail: who it is from and for, its subject and its files. Long lists of recipients are folded where the card has room
 * for them.
 * @param step as in `Draw`
 */
export function mailRows(words: BotWords, shown: ShownMail, step: number) {
  const { mail } = shown;
  const named = namedIn(step);
  const length = longestList(mail);
  const isFolded = length > namedFirst.longest && length <= named.most;
  const count = recipientsOf(mail).length;
  return {
    rows: rowsOf(words, shown, isFolded ? namedFirst : named),
    everyone: isFolded ? recipientRows(words, mail, named) : [],
    showEveryone: isFolded ? words.t('mail.preview.everyone', { count }) : '',
  };
}

function rowsOf(words: BotWords, { from, mail, files }: ShownMail, named: Named): Row[] {
  const { t } = words;
  const importance = mail.importance === 'normal' ? [] : [t(`mail.importance.${mail.importance}`)];
  return [
    { label: t('mail.from'), value: showMailbox(from) },
    ...recipientRows(words, mail, named),
    { label: t('mail.subject'), value: mail.subject || t('mail.noSubject') },
    ...importance.map((value) => ({ label: t('mail.importance.label'), value })),
    ...(mail.replyTo.length > 0
      ? [{ label: t('mail.replyTo'), value: mail.replyTo.map(showMailbox).join(', ') }]
      : []),
    ...(mail.readReceipt ? [{ label: t('mail.readReceipt'), value: t('mail.readReceiptAsked') }] : []),
    ...(files.length > 0 ? [{ label: t('files.label'), value: showFiles(words, files) }] : []),
  ];
}

function recipientRows(words: BotWords, mail: Mail, named: Named): Row[] {
  const lists = recipientFields.map((field) => ({ field, list: mail[field] }));
  return lists.flatMap(({ field, list }) => {
    if (list.length === 0) return [];
    const first = list.length > named.longest ? list.slice(0, named.most) : list;
    const names = withOthers(words, first.map(showMailbox), list.length - first.length, 'people');
    return [{ label: words.t(`mail.${field}`), value: names.join(', ') }];
  });
}
