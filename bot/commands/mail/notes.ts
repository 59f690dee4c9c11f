// What a preview says of a mail as an attentive colleague would: recipients outside, and an address like one mailed before.
import { type Account, isPersonal } from '../../graph/profile';
import { type Mail, recipientsOf } from '../../mail/check';
import { mailedPeople } from '../../mail/mailed';
import { lookTwice } from '../../mail/secondLook';
import { firstOf } from '../../turn/listOf';
import type { Turn } from '../../turn/turn';

/** Addresses of a sentence, and sentences of a kind. */
const most = 3;

export async function notesOn({ words, person }: Turn, mail: Mail, from: Account): Promise<string[]> {
  const { t } = words;
  const sender = isPersonal(from) ? undefined : from.address;
  const mailed = mailedPeople(await person.record()).map(({ address }) => address);
  const { outside, similar } = lookTwice(recipientsOf(mail), sender, mailed);
  const addresses = firstOf(words, outside, most, 'people');
  return [
    ...(outside.length > 0 ? [t('mail.notes.outside', { count: outside.length, addresses })] : []),
    ...similar.slice(0, most).map((one) => t('mail.notes.similar', one)),
  ];
}
