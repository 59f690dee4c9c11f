// The sign-in pages' HTML: Eta templates filled with words in the browser's language.
import { join } from 'node:path';
import { Eta } from 'eta';
import { type Account, addressOf } from '../accounts';
import type { Answer } from '../http';
import { wordsOf } from '../locales';

const eta = new Eta({ views: join(__dirname, 'pages'), autoEscape: true, cache: true });

/** Of every sign-in page. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** An `Accept-Language` header. */
type Languages = string | undefined;

function page(name: string, languages: Languages, data: object = {}, status = 200): Answer {
  const { language, t } = wordsOf(languages);
  return { status, headers: pageHeaders, body: eta.render(name, { ...data, language, t }) };
}

/** What "Pick an account" is about. */
export interface Choices {
  state: string;
  accounts: Account[];
  /** A code is a choice here; elsewhere it is the only way. */
  canTell: boolean;
  /** The bot asks to look people up, and not to send mail. */
  findsPeople: boolean;
  /** The one account is signed in already, and only goes on. */
  goesOn: boolean;
}

/** "Pick an account": what the bot asks for, and a button for each account. */
export const pickPage = (languages: Languages, choices: Choices): Answer =>
  page('pick', languages, { ...choices, accounts: choices.accounts.map(view) });

/** "Pick an account" again, after one that will not do: of no organisation, or another than the one that sends. */
export const turnedAwayPage = (
  languages: Languages,
  choices: Choices,
  account: Account,
  why: 'turnedAway' | 'otherAccount',
): Answer => {
  const views = { accounts: choices.accounts.map(view), turnedAway: view(account), why };
  return page('pick', languages, { ...choices, ...views }, 400);
};

/** The six digits to type in the chat. `state` and code come back with "Cancel". */
export const codePage = (
  languages: Languages,
  data: { code: string; account: Account; state: string },
): Answer => page('code', languages, { ...data, account: view(data.account) });

/** Signed in. `told`: the chat knows already. */
export const donePage = (languages: Languages, data: { account: Account; told: boolean }): Answer =>
  page('done', languages, { told: data.told, account: view(data.account) });

/** Cancelled. `code`: one was shown, and is no good any more. */
export const cancelledPage = (languages: Languages, data: { code: boolean }): Answer =>
  page('cancelled', languages, data);

/** Cancelled after the code was used: that undoes nothing. */
export const tooLatePage = (languages: Languages): Answer => page('tooLate', languages);

/** Signed out in the browser, too, which has no session at the stand-in. */
export const signedOutPage = (languages: Languages): Answer => page('signedOut', languages);

/** The link or the form was not whole. */
export const problemPage = (languages: Languages): Answer => page('problem', languages, {}, 400);

const view = (account: Account) => ({
  key: account.key,
  kind: account.kind,
  name: account.user.displayName,
  address: addressOf(account),
  hasPhoto: Boolean(account.photo),
  initials: initialsOf(account.user.displayName),
});

const initialsOf = (name: string) =>
  (name.match(/\p{L}+/gu) ?? [])
    .slice(0, 2)
    .map((word) => word[0])
    .join('');
