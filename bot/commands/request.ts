// What a message asks for: a command that was typed, or a button that was pressed.
import * as v from 'valibot';
import type { Language } from '../locales';
import { type Command, commands, type Input } from './table';
import { readCommand } from './words/words';

export interface Request {
  /** For the log: a command's name or a button's verb, and never what a person typed. */
  name: string;
  command: Command;
  input: Input;
}

/** What a button of a card sends back. Untrusted: it says what is wanted, and never who wants it. */
const Pressed = v.looseObject({
  verb: v.string(),
  // No form has a longer id, and what is asked for is stored while a sign-in waits.
  formId: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined),
});

const byVerb = new Map(
  Object.values<Command>(commands).flatMap((command) => (command.verb ? [[command.verb, command]] : [])),
);

/**
 * Reads a message.
 * @param text what was typed, without mentions of the bot
 * @param value what a card sent
 * @param language of the chat
 */
export function readRequest(text: string, value: unknown, language: Language): Request {
  const pressed = v.safeParse(Pressed, value);
  if (!pressed.success) {
    if (text.trim() === '' && value === undefined)
      return { name: 'hello', command: commands.hello, input: {} };
    const { name, ...input } = readCommand(text, language);
    return { name, command: commands[name], input };
  }
  const { verb, formId } = pressed.output;
  const command = byVerb.get(verb);
  // The verb is somebody's text and not one for the log. It is answered like words that were not understood.
  if (!command) return { name: 'unknown verb', command: commands.unknown, input: {} };
  return { name: verb, command, input: { value, ...(formId ? { formId } : {}) } };
}
