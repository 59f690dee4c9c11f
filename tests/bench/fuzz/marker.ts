// The text that everything made up contains, so that it can be looked for in the log.
import fc, { type Arbitrary } from 'fast-check';

/** Nothing of the bot, its libraries or Node has these letters in a row. */
export const marker = 'zqxjkw';

/** Letters that reorder a line, end it, hide in it, or are half of one. */
const oddLetters = [
  '\u0000',
  '\u0001',
  '\r\n',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\udc00',
  '\ufffe',
  '\u{1f469}\u200d\u{1f4bb}',
  'e\u0301'.repeat(20),
];
/** Signs that parsers look for. */
const openings = [
  '"',
  '\\"',
  '<',
  '<at>',
  '](',
  '|a',
  '[a]: b\n',
  '> ',
  '*_',
  'cc a@b.example ',
  '${',
  '{{',
  '&nbsp;',
  "'",
  '%',
];

/** Text that a stranger made up. */
export const madeUp: Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
    { weight: 3, arbitrary: fc.constantFrom(...oddLetters) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...openings, ...oddLetters), fc.nat(20_000))
        .map(([piece, times]) => piece.repeat(Math.ceil(times / piece.length))),
    },
  )
  // In front of it too: a line of a stack begins like one of these.
  .chain((text) => fc.constantFrom(marker + text, `\n    at ${marker}`, text + marker));
