// The profile command: what Graph tells of the signed-in person, in one card.
import { type Row, renderCard } from '../../../cards/render';
import type { Profile } from '../../graph/profile';
import type { BotWords } from '../../locales';
import type { Outcome } from '../../turn/outcome';
import { show, type Turn } from '../../turn/turn';
import { asSignedIn } from '../session/session';
import { initialsOf } from './initials';

export async function showProfile(turn: Turn): Promise<Outcome> {
  return asSignedIn(turn, { name: 'profile' }, async ({ graph, profile }) => {
    const me = await profile();
    const name = me.displayName || me.userPrincipalName || me.id;
    const photo = await turn.services.photos.of(graph, me.id);
    const data = {
      name,
      subtitle: me.jobTitle ?? '',
      photo,
      initials: photo ? '' : initialsOf(me.displayName || me.userPrincipalName || ''),
      ...rowsOf(me, turn.words),
    };
    const card = renderCard('profile', data, turn.words.group('cards.profile'));
    const summary = turn.words.t('cards.profile.summary');
    await show(turn, card, { summary, speak: turn.words.t('heard.profile', { name: data.name }) });
    return 'done';
  });
}

/** How a person can be reached. What their account is made of besides is folded away. */
const reached = ['businessPhones', 'mobilePhone', 'officeLocation', 'preferredLanguage'] as const;

/** A row for each attribute that has a value and is not in the card's head. A personal account leaves many empty. */
function rowsOf(profile: Profile, words: BotWords): { rows: Row[]; details: Row[] } {
  const { preferredLanguage, businessPhones } = profile;
  const values = {
    ...profile,
    businessPhones: businessPhones?.join(', '),
    preferredLanguage: preferredLanguage && nameOfLanguage(words, preferredLanguage),
  };
  const rows = (fields: readonly (keyof typeof values)[]): Row[] =>
    fields
      .map((field) => ({ label: words.t(`profile.field.${field}`), value: values[field] ?? '' }))
      .filter(({ value }) => value !== '');
  const { mail, userPrincipalName } = profile;
  // Without a mailbox the sign-in name is all there is of an address.
  const isRepeated = mail?.toLowerCase() === userPrincipalName?.toLowerCase();
  if (isRepeated)
    return {
      rows: rows(['mail', ...reached]),
      details: rows(['givenName', 'surname', 'userPrincipalName', 'id']),
    };
  return {
    rows: rows(['mail', 'userPrincipalName', ...reached]),
    details: rows(['givenName', 'surname', 'id']),
  };
}

/** "Vietnamese (vi-VN)". What is no language's tag stays as it is. */
function nameOfLanguage({ t, locale }: BotWords, tag: string): string {
  try {
    const { language } = new Intl.Locale(tag);
    const text = new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? tag;
    return t('list.bracketed', { text, more: tag });
  } catch {
    return tag;
  }
}
