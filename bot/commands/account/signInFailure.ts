// Why Teams could not sign a person in by itself, by the code it sends: what they can do, and what an administrator can.
import * as v from 'valibot';
import type { BotWords } from '../../locales';
import type { Connection } from '../../people/record';

// SignInFailureValue in the reference of Microsoft's Teams SDK, and its page "Troubleshooting SSO".
const codes = [
  'installappfailed',
  'authrequestfailed',
  'installedappnotfound',
  'invokeerror',
  'resourcematchfailed',
  'oauthcardnotvalid',
  'tokenmissing',
  'userconsentrequired',
  'interactionrequired',
] as const;

/** The codes whose cause only an administrator can remove. */
const forAdmin = [
  'installappfailed',
  'authrequestfailed',
  'installedappnotfound',
  'invokeerror',
  'resourcematchfailed',
  'oauthcardnotvalid',
  'tokenmissing',
  'userconsentrequired',
] as const;

export type FailureCode = (typeof codes)[number] | 'other';

const Failure = v.looseObject({ code: v.pipe(v.string(), v.toLowerCase(), v.picklist(codes)) });

/**
 * Reads the value of a `signin/failure`: `{ code, message }`.
 * @returns a code that Teams is known to send. Any other is somebody's text, and is neither shown nor logged
 */
export function failureCode(value: unknown): FailureCode {
  const failure = v.safeParse(Failure, value);
  return failure.success ? failure.output.code : 'other';
}

/** @param connection whose permissions an administrator may have to consent to */
export function adviceOnFailure({ t }: BotWords, code: FailureCode, connection: Connection): string {
  const sentences = [t(`signIn.failed.${code}`)];
  const admin = forAdmin.find((candidate) => candidate === code);
  if (admin) {
    const permissions = t(`signIn.permissions.${connection}`);
    const advice = t(`signIn.adminCan.${admin}`, { permissions });
    sentences.push(t('signIn.failed.forAdmin', { code, advice }));
  }
  return sentences.join('\n\n');
}
