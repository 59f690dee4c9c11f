// What a message asks for: a command that was typed, or a button that was pressed.
import type { Activity } from 'botbuilder';
import * as v from 'valibot';
import { saidTo } from '../channel/mentions';
import { emptyDraft, readDraft } from '../mail/draft';
import type { Services } from '../turn/services';
import type { Turn } from '../turn/turn';
import { sendAtHand } from './mail/sendWord';
import { isVerb, runCommand, runVerb } from './run';
import { type Command, readCommand } from './words/words';

type Run = (turn: Turn, services: Services) => Promise<void>;

export interface Wish {
  /** For the log; never what a person typed. */
  name: string;
  /** Whether its answer is the same for everybody, and tells nothing of whoever asks. */
  forAll: boolean;
  run: Run;
  /** What is done in the 1:1 chat when it was asked for where others read along. */
  runFromGroup: Run;
}

/** What a card's button sends back. Untrusted: it says what is wanted, never who wants it. */
const Submitted = v.looseObject({ verb: v.string(), formId: v.optional(v.string()) });

export function readWish(activity: Activity): Wish {
  const submitted = v.safeParse(Submitted, activity.value);
  return submitted.success
    ? buttonWish(submitted.output, activity.value)
    : commandWish(readCommand(saidTo(activity)));
}

function commandWish(command: Command): Wish {
  const { name } = command;
  const forAll = name === 'help' || name === 'signInHelp' || name === 'unknown';
  const run: Run = (turn, services) => runCommand(turn, services, command);
  // Where others read along nothing is sent, only shown.
  const preview: Run = (turn, services) => sendAtHand(turn, services, 'preview');
  return { name, forAll, run, runFromGroup: name === 'send' ? preview : run };
}

function buttonWish({ verb, formId }: v.InferOutput<typeof Submitted>, value: unknown): Wish {
  const run: Run = (turn, services) => runVerb(turn, services, { verb, formId }, value);
  // Not a word of ours, so not one for the log; it is answered as words are that nobody understands.
  if (!isVerb(verb)) return { name: 'unknown verb', forAll: true, run, runFromGroup: run };
  // A form in a group is nobody's in particular, and a click there sends nothing: what was typed opens a form of one's own.
  const draft = readDraft(value) ?? emptyDraft;
  const open: Run = (turn, services) => runCommand(turn, services, { name: 'compose', draft });
  return {
    name: verb,
    forAll: false,
    run,
    runFromGroup: verb === 'mail.send' || verb === 'mail.preview' ? open : run,
  };
}
