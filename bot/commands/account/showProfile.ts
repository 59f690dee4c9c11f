// The profile command: what Graph tells of the signed-in person, in one card.
import { type Row, renderCard } from '../../../cards/render';
import { type Profile, profileFields } from '../../graph/profile';
import type { BotWords } from '../../locales';
import type { Outcome } from '../../turn/outcome';
import { show, type Turn } from '../../turn/turn';
import { asSignedIn } from '../session/session';

export async function showProfile(turn: Turn): Promise<Outcome> {
  return asSignedIn(turn, { name: 'profile' }, async ({ graph, profile }) => {
    const me = await profile();
    const data = {
      name: me.displayName || me.userPrincipalName || me.id,
      subtitle: me.jobTitle ?? '',
      photo: await turn.services.photos.of(graph, me.id),
      rows: rowsOf(me, turn.words),
    };
    const card = renderCard('profile', data, turn.words.group('cards.profile'));
    const summary = turn.words.t('cards.profile.summary');
    await show(turn, card, { summary, speak: turn.words.t('heard.profile', { name: data.name }) });
    return 'done';
  });
}

/** A row for each attribute that has a value. A personal account leaves many empty. */
function rowsOf(profile: Profile, { t }: BotWords): Row[] {
  return profileFields
    .map((field) => ({ label: t(`profile.field.${field}`), value: [profile[field] ?? ''].flat().join(', ') }))
    .filter(({ value }) => value !== '');
}
