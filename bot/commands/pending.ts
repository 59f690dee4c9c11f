// Going on after a sign-in with the command that was remembered over it.
import type { PendingCommand } from '../people/record';
import type { Turn } from '../turn';
import { showHome } from './account';
import { reopenForm } from './mailForm';
import { showProfile } from './profile';
import type { Services } from './services';
import { asSignedIn } from './signedIn';
import { showToken } from './token';

/** Carries out the command that was remembered over a sign-in. It shows something; it never sends. */
export async function runPending(turn: Turn, services: Services, command: PendingCommand): Promise<void> {
  turn.entry.command = `${turn.entry.command}, then ${command.name}`;
  switch (command.name) {
    case 'home':
      return asSignedIn(turn, services, command, (me) => showHome(turn, me));
    case 'profile':
      return showProfile(turn, services);
    case 'token':
      return showToken(turn, services);
    case 'compose':
      return reopenForm(turn, services, command.formId);
  }
}
