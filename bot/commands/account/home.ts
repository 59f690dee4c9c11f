// The signed-in person's home card, and what every word on signing in leads to.
import { type Button, renderCard } from '../../../cards/render';
import type { BotWords } from '../../locales';
import { draftsOf } from '../../mail/mailRecord';
import { button, otherAccountButton, primaryButton, showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import { isEmulator, type Session, show, type Turn } from '../../turn/turn';

/** Shows who the person is signed in as, and what they can do. */
export async function showHome(turn: Turn, session: Session): Promise<Outcome> {
  const { name, address } = await session.account();
  const words = turn.words.group('cards.home', { name, address });
  const hasDrafts = draftsOf(await turn.person.record()).length > 0;
  const drafts = hasDrafts ? [button(turn.words.t('drafts.button'), 'mail.drafts')] : [];
  const summary = turn.words.t('cards.home.summary', { name });
  await show(turn, renderCard('home', { drafts }, words), { summary });
  return 'done';
}

export async function showSignInHelp(turn: Turn): Promise<Outcome> {
  const { t } = turn.words;
  const isBoth = turn.services.settings.directoryConnectionName !== undefined;
  const permissions = t(isBoth ? 'signIn.permissions.both' : 'signIn.permissions.mail');
  const theButton = t(isEmulator(turn.activity) ? 'signInHelp.emulatorButton' : 'signInHelp.button');
  return showNotice(turn, {
    title: t('signInHelp.title'),
    text: t('signInHelp.text', { permissions, button: theButton }),
    actions: [
      primaryButton(t('signIn.start'), 'account.signIn'),
      otherAccountButton(turn.words),
      button(t('cards.home.signOut'), 'account.signOut'),
    ],
  });
}

/** The buttons of every notice that a sign-in did not work. */
export function waysToSignIn({ t }: BotWords): Button[] {
  return [primaryButton(t('signIn.start'), 'account.signIn'), button(t('signIn.help'), 'account.signInHelp')];
}
