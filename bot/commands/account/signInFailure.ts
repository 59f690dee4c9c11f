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

/** A code is a word. Anything else is somebody's text, and is neither shown nor logged. */
const Failure = v.looseObject({ code: v.pipe(v.string(), v.regex(/^\w{1,40}$/)) });

/** @param value of a `signin/failure`: `{ code, message }` */
export function failureCode(value: unknown): string {
  return v.is(Failure, value) ? value.code.toLowerCase() : 'unknown';
}

/** @param connection whose permissions an administrator may have to consent to */
export function adviceOnFailure({ t }: BotWords, code: string, connection: Connection): string {
  const known = codes.find((candidate) => candidate === code) ?? 'other';
  const sentences = [t(`signIn.failed.${known}`)];
  const admin = forAdmin.find((candidate) => candidate === code);
  if (admin) {
    const permissions = t(`signIn.permissions.${connection}`);
    const advice = t(`signIn.adminCan.${admin}`, { permissions });
    sentences.push(t('signIn.failed.forAdmin', { code, advice }));
  }
  return sentences.join('\n\n');
}
