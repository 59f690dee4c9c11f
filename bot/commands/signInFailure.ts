// Why Teams could not sign a person in by itself, by the code it sends: what they can do, and what an administrator can.
import * as v from 'valibot';
import type { BotWords } from '../locales';

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

/** Those the person can do nothing lasting about. */
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

/** A code is a word; anything else is somebody's text, and neither shown nor logged. */
const Failure = v.looseObject({ code: v.pipe(v.string(), v.regex(/^\w{1,40}$/)) });

/** @param value of a `signin/failure`: `{ code, message }` */
export function adviceOnFailure({ t }: BotWords, value: unknown): { code: string; text: string } {
  const code = v.is(Failure, value) ? value.code.toLowerCase() : 'unknown';
  const known = codes.find((candidate) => candidate === code) ?? 'other';
  const sentences = [t(`signIn.failed.${known}`)];
  const admin = forAdmin.find((candidate) => candidate === code);
  if (admin) sentences.push(t('signIn.failed.forAdmin', { code, advice: t(`signIn.adminCan.${admin}`) }));
  return { code, text: sentences.join('\n\n') };
}
