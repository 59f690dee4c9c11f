// A mail in rows, as its preview and its receipt show it.
import type { Row } from '../../../cards/render';
import type { Account } from '../../graph/profile';
import type { BotWords } from '../../locales';
import type { Mail } from '../../mail/check';
import { recipientFields } from '../../mail/draft';
import { showMailbox } from '../../mail/recipients';

/** Who it is from and for, and what it is about; what it does not have is left out. */
export function mailRows({ t }: BotWords, from: Account, mail: Mail): Row[] {
  const lists = recipientFields.map((field) => ({
    label: t(`mail.${field}`),
    value: mail[field].map(showMailbox).join(', '),
  }));
  const importance = mail.importance === 'normal' ? '' : t(`mail.importance.${mail.importance}`);
  return [
    { label: t('mail.from'), value: showMailbox(from) },
    ...lists,
    { label: t('mail.subject'), value: mail.subject },
    { label: t('mail.importance.label'), value: importance },
  ].filter(({ value }) => value !== '');
}
