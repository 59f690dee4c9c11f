// The pages that a sign-in at Microsoft ends in, in the browser's language.
import { join } from 'node:path';
import { Eta } from 'eta';
import type { Answer } from '../http';
import { wordsOf } from '../locales';
import { pageHeaders } from '../tokenService/pages';
import type { Grant } from './microsoft';
import type { Refused } from './refusals';

const eta = new Eta({ views: join(__dirname, 'pages'), autoEscape: true, cache: true });

/** An `Accept-Language` header. */
type Languages = string | undefined;

function page(name: string, languages: Languages, data: object, status = 200): Answer {
  const { language, t } = wordsOf(languages);
  return { status, headers: pageHeaders, body: eta.render(name, { ...data, language, t }) };
}

/** Signed in. `told`: the chat knows already. */
export const donePage = (languages: Languages, person: Grant['person'], told: boolean): Answer =>
  page('done', languages, { person, told });

/** The six digits to type in the chat. */
export const codePage = (languages: Languages, person: Grant['person'], code: string): Answer =>
  page('code', languages, { person, code });

export function refusedPage(languages: Languages, { refusal, number, trace }: Refused): Answer {
  const { t } = wordsOf(languages);
  return page('refused', languages, { reason: t(`own.refused.${refusal}`), number, trace }, 400);
}

/** The link or Microsoft's answer belongs to no sign-in that is waited for. */
export const problemPage = (languages: Languages): Answer =>
  page('message', languages, { about: 'own.problem' }, 400);

/** Another account was taken than the one that more is asked for. */
export const otherAccountPage = (languages: Languages, { address }: Grant['person']): Answer =>
  page('message', languages, { about: 'own.otherAccount', values: { address } }, 400);

/** Microsoft answered, and not as it should. */
export const unexpectedPage = (
  languages: Languages,
  { code, isOfClock }: { code: string; isOfClock: boolean },
): Answer =>
  page('message', languages, { about: isOfClock ? 'own.clock' : 'own.unexpected', values: { code } }, 502);

/** Microsoft did not answer. */
export const unreachablePage = (languages: Languages): Answer =>
  page('message', languages, { about: 'own.unreachable' }, 502);
