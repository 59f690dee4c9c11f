// Help and the welcome: what the bot does, for everybody, signed in or not.
import { type Button, renderCard } from '../../cards/render';
import { listOf } from '../turn/listOf';
import { button } from '../turn/notice';
import { isStorageFailure } from '../turn/outage';
import type { Outcome } from '../turn/outcome';
import { show, type Turn } from '../turn/turn';

const sayings = [
  'sendMail',
  'drafts',
  'sent',
  'signature',
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
  const speak = t('heard.help', {
    commands: listOf(
      turn.words,
      list.map(({ say }) => say),
    ),
  });
  const data = { title, sayings: list, signIn: await signInButton(turn) };
  await show(turn, renderCard('help', data, group('cards.help')), { summary: title, speak });
  return 'done';
}

/** @param name of the person, where the channel tells it */
export async function showWelcome(turn: Turn, name = ''): Promise<Outcome> {
  const { t, group } = turn.words;
  const data = {
    title: name ? t('cards.welcome.titleNamed', { name }) : t('cards.welcome.title'),
    points: points.map((point) => ({ icon: '✓', text: t(`cards.welcome.${point}`) })),
    signIn: await signInButton(turn),
  };
  const card = renderCard('welcome', data, group('cards.welcome', { name }));
  await show(turn, card, { summary: t('cards.welcome.summary') });
  return 'done';
}

/** The button for who has not signed in yet, as far as the record tells. A card in a group is for everybody. Help does without the storage. */
async function signInButton({ isPrivate, person, words: { t } }: Turn): Promise<Button[]> {
  const ways = [button(t('signIn.button'), 'account.signIn')];
  if (!isPrivate) return ways;
  try {
    return (await person.record()).account ? [] : ways;
  } catch (error) {
    if (isStorageFailure(error)) return ways;
    throw error;
  }
}
