// Signing in, and going on afterwards with the command that was remembered over it.
import { formOf, type PendingCommand } from '../../people/record';
import { takeSignIn, wantsDirectory } from '../../people/signIns';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { openPendingForm } from '../mail/form';
import { decide, newSubmit } from '../mail/submitForm';
import { showHome } from './account';
import { showProfile } from './profile';
import { asIs, asSignedIn, hereIn } from './signedIn';
import { showToken } from './token';
import { inDirectory } from './withDirectory';

/**
 * `sign in`. Whoever is signed in already gets what was remembered and could not be carried out, when Graph was down
 * right after the sign-in, or else their home card. What waits for the directory goes on with the sign-in to that.
 */
export async function signInCommand(turn: Turn, services: Services): Promise<void> {
  const home = { name: 'home' } as const;
  const goOn = () => runRemembered(turn, services);
  await asSignedIn(turn, services, home, async () => {
    const isForDirectory =
      services.settings.directoryConnectionName !== undefined &&
      wantsDirectory(await turn.person.record(), hereIn(turn, services));
    await (isForDirectory ? inDirectory(turn, services, goOn, asIs(home)) : goOn());
  });
}

async function runRemembered(turn: Turn, services: Services): Promise<void> {
  const command = await turn.person.update<PendingCommand | undefined>((record) => {
    const taken = takeSignIn(record, hereIn(turn, services));
    return { record: taken.record, result: taken.command };
  });
  await runPending(turn, services, command ?? { name: 'home' });
}

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
      return openPendingForm(turn, services, command);
    case 'preview':
      return previewPending(turn, services, command.formId);
  }
}

/** Shows the mail whose recipients the sign-in was for, or what became of it meanwhile; dropped, it leads home. */
async function previewPending(turn: Turn, services: Services, formId: string): Promise<void> {
  const record = await turn.person.record();
  const isKnown = formOf(record, formId) ?? record.outcomes.find((outcome) => outcome.formId === formId);
  if (!isKnown) return runPending(turn, services, { name: 'home' });
  await decide(turn, services, newSubmit(turn, services, formId, 'preview'));
}
