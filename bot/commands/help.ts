// Help and the welcome: what the bot does, for everybody, signed in or not.
import { renderCard } from '../../cards/render';
import type { Outcome } from '../turn/outcome';
import { show, type Turn } from '../turn/turn';

const sayings = [
  'sendMail',
  'drafts',
  'sent',
  'profile',
  'signIn',
  'signOut',
  'cancel',
  'forgetMe',
  'token',
] as const;
const points = ['point1', 'point2', 'point3'] as const;

/** The list of commands. */
export async function showHelp(turn: Turn): Promise<Outcome> {
  const { t, group } = turn.words;
  const title = t('help.title');
  const list = sayings.map((name) => ({
    say: t(`help.sayings.${name}.say`),
    does: t(`help.sayings.${name}.does`),
  }));
  const speak = t('heard.help', { commands: list.map(({ say }) => say).join(', ') });
  await show(turn, renderCard('help', { title, sayings: list }, group('cards.help')), {
    summary: title,
    speak,
  });
  return 'done';
}

/** @param name of the person, where the channel tells it */
export async function showWelcome(turn: Turn, name = ''): Promise<Outcome> {
  const { t, group } = turn.words;
  const data = {
    title: name ? t('cards.welcome.titleNamed', { name }) : t('cards.welcome.title'),
    points: points.map((point) => ({ icon: '✓', text: t(`cards.welcome.${point}`) })),
  };
  const card = renderCard('welcome', data, group('cards.welcome', { name }));
  await show(turn, card, { summary: t('cards.welcome.summary') });
  return 'done';
}
