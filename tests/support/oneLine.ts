// A mail in one line, as tests look at it.
import { readOneLine } from '../../bot/commands/words/oneLine';
import { emptyDraft } from '../../bot/mail/draft';

/** The parts of a draft that are not empty. */
export const partsOf = (typed: string) =>
  Object.fromEntries(
    Object.entries(readOneLine(typed) ?? {}).filter(
      ([name, value]) => value !== Reflect.get(emptyDraft, name),
    ),
  );
