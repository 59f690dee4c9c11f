// The table of commands: what a person can type or press, who may see the answer, and what carries it out.
import type { PhraseName } from '../locales';
import { type Draft, emptyDraft, readDraft } from '../mail/draft';
import type { Outcome } from '../turn/outcome';
import { replace, type Turn } from '../turn/turn';
import { signIn } from './account/afterSignIn';
import { keepAll } from './account/askToLeave';
import { showSignInHelp } from './account/home';
import { showProfile } from './account/showProfile';
import { showToken } from './account/showToken';
import { hintAtCode, takeCode } from './account/signInEvents';
import { forgetMe, signOut, useOtherAccount } from './account/signOut';
import { showHelp } from './help';
import { composeAgain } from './mail/again';
import { cancelMail } from './mail/cancel';
import { deleteDraft, keepDraft } from './mail/deleteDraft';
import { composeMail, reopenForm } from './mail/form';
import { explainFiles, takeFileOut } from './mail/joinFiles';
import { showDrafts, showSent } from './mail/lists';
import { askWhich, editCurrent, sendCurrent } from './mail/sendCurrent';
import { removeSignature, saveSignature, showSignature } from './mail/signature';
import { submitForm } from './mail/submitForm';
import { showWholeText } from './mail/wholeText';
import { answerUnknown, type Feature, leadToForm, sayHello, sayWelcome } from './smallTalk';

/** What comes along with a command. */
export interface Input {
  /** What a card sent, its inputs among it. A command that was typed has none. */
  value?: unknown;
  /** The id of the form that the card shows. */
  formId?: string;
  /** A mail that was typed in one line. */
  draft?: Draft;
  /** The draft has recipients only, and the words mean a mail that is open: "send it to ana@contoso.com". */
  isForForm?: true;
  /** Six digits. */
  code?: string;
  /** The command that was probably meant, and the phrase that came near, where the words were not understood. */
  near?: { phrase: string; name: PhraseName };
  /** The words look like a sign-in code and are none. */
  nearlyCode?: true;
  /** The words are a "no", which answers the question before signing out. */
  isNo?: true;
  /** What the words ask for and the bot cannot do. */
  lacks?: Feature;
}

export type Run = (turn: Turn, input: Input) => Promise<Outcome>;

export interface Command {
  /** Whether the language files have phrases for it below `commands`, by its name in this table. */
  typed?: true;
  /** What its buttons send. Cards of earlier versions are still on people's screens, so a verb never changes. */
  verb?: string;
  /** Whether the answer is the same for everybody and may be shown in a group. Others go on in the 1:1 chat. */
  forAll?: true;
  /** Whether one activity carries it out once, however often the channel delivers it: it may mean another mail by then. */
  once?: true;
  run: Run;
  /** What is done where it cannot be told whether this activity was carried out before: by now it may mean another mail. */
  runUnsure?: Run;
  /** What is done in the 1:1 chat when the command was given in a group. */
  runFromGroup?: Run;
}

/** A form in a group is nobody's: a click there sends nothing, and what was typed opens a form of one's own. */
const openTyped: Run = (turn, { value }) => composeMail(turn, readDraft(value) ?? emptyDraft);

/** The row of a list that a button leads to, which stands where other buttons have the id of a form. */
const rowOf = (formId = ''): number => (/^\d{1,3}$/.test(formId) ? Number(formId) : 0);

export const commands = {
  hello: { typed: true, forAll: true, run: sayHello },
  thanks: { typed: true, forAll: true, run: sayWelcome },
  help: { typed: true, verb: 'help.show', forAll: true, run: (turn) => showHelp(turn) },
  compose: {
    typed: true,
    verb: 'mail.compose',
    once: true,
    run: async (turn, { value, formId, draft, isForForm }) => {
      if (formId) return reopenForm(turn, formId);
      // The web page brings along what was typed in a conversation that has ended.
      return (isForForm && (await leadToForm(turn))) || composeMail(turn, draft ?? readDraft(value));
    },
  },
  edit: {
    typed: true,
    verb: 'mail.edit',
    once: true,
    run: (turn, { formId }) => (formId ? reopenForm(turn, formId, replace) : editCurrent(turn)),
  },
  preview: {
    verb: 'mail.preview',
    once: true,
    run: (turn, { value, formId = '' }) => submitForm(turn, 'preview', value, formId),
    runFromGroup: openTyped,
  },
  send: {
    typed: true,
    verb: 'mail.send',
    once: true,
    run: (turn, { value, formId = '' }) =>
      value === undefined ? sendCurrent(turn) : submitForm(turn, 'send', value, formId),
    runFromGroup: (turn, input) =>
      input.value === undefined ? sendCurrent(turn, 'preview') : openTyped(turn, input),
    runUnsure: (turn, { value, formId = '' }) =>
      value === undefined ? askWhich(turn) : submitForm(turn, 'send', value, formId),
  },
  cancel: {
    typed: true,
    verb: 'mail.cancel',
    once: true,
    run: (turn, { formId, value }) => cancelMail(turn, formId, value),
    // A form in a group is nobody's.
    runFromGroup: (turn, { formId }) => cancelMail(turn, formId),
    runUnsure: (turn, { formId, value }) => (formId ? cancelMail(turn, formId, value) : askWhich(turn)),
  },
  drafts: { typed: true, verb: 'mail.drafts', run: (turn, { formId }) => showDrafts(turn, rowOf(formId)) },
  drop: { verb: 'mail.drop', once: true, run: (turn, { formId = '' }) => deleteDraft(turn, formId) },
  takeOut: {
    verb: 'mail.takeOut',
    once: true,
    run: (turn, { formId = '', value }) => takeFileOut(turn, formId, value),
  },
  keep: { verb: 'mail.keep', run: (turn, { formId = '' }) => keepDraft(turn, formId) },
  sent: { typed: true, verb: 'mail.sent', run: (turn, { formId }) => showSent(turn, rowOf(formId)) },
  again: { verb: 'mail.again', once: true, run: (turn, { formId = '' }) => composeAgain(turn, formId) },
  // Where other buttons have the id of a form, those of a signature have the language of their card.
  signature: { typed: true, verb: 'signature.show', run: (turn, { formId }) => showSignature(turn, formId) },
  saveSignature: {
    verb: 'signature.save',
    once: true,
    run: (turn, { value, formId }) => saveSignature(turn, value, formId),
  },
  removeSignature: {
    verb: 'signature.remove',
    once: true,
    run: (turn, { formId }) => removeSignature(turn, formId),
  },
  text: { verb: 'mail.text', run: (turn, { formId = '' }) => showWholeText(turn, formId) },
  profile: { typed: true, verb: 'profile.show', run: (turn) => showProfile(turn) },
  token: { typed: true, verb: 'token.show', run: (turn) => showToken(turn) },
  signIn: { typed: true, verb: 'account.signIn', run: (turn) => signIn(turn) },
  signInHelp: {
    typed: true,
    verb: 'account.signInHelp',
    forAll: true,
    run: (turn) => showSignInHelp(turn),
  },
  otherAccount: {
    typed: true,
    verb: 'account.otherAccount',
    once: true,
    run: (turn) => useOtherAccount(turn),
  },
  signOut: {
    typed: true,
    verb: 'account.signOut',
    once: true,
    run: (turn, { formId }) => signOut(turn, formId),
  },
  forgetMe: {
    typed: true,
    verb: 'account.forgetMe',
    once: true,
    run: (turn, { formId }) => forgetMe(turn, formId),
  },
  code: { run: (turn, { code = '' }) => takeCode(turn, code) },
  unknown: {
    forAll: true,
    run: async (turn, { near, nearlyCode, isNo, lacks }) =>
      (nearlyCode && (await hintAtCode(turn))) ||
      (isNo && (await keepAll(turn))) ||
      (lacks === 'attach' && turn.isPrivate && (await explainFiles(turn))) ||
      answerUnknown(turn, {
        ...(near ? { near: { name: near.name, verb: verbOf(near.name) } } : {}),
        ...(lacks && lacks !== 'attach' ? { lacks } : {}),
      }),
  },
} satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;

/** What a button for a command sends; nothing where it wants a form, or must be typed. */
function verbOf(name: string): string | undefined {
  if (name === 'send' || name === 'forgetMe') return undefined;
  return Object.entries<Command>(commands).find(([own]) => own === name)?.[1].verb;
}
