// The parts of an outline: blocks of runs, and where in the body each comes from.

export interface Run {
  text: string;
  bold: boolean;
  italic: boolean;
  strike: boolean;
  code: boolean;
  underline: boolean;
}

/** One line or paragraph; its runs are never without text. */
export interface Block {
  kind: 'text' | 'heading' | 'quote' | 'code' | 'rule';
  /** How many lists it is in, and quotes beyond the first; 4 at most. */
  indent: number;
  /** Whether a blank line stands before it; never so for the first. */
  spaced: boolean;
  runs: Run[];
}

/** A block, and where in the body it begins and ends. */
export interface Piece {
  block: Block;
  from: number;
  to: number;
}

export const plainRun: Run = {
  text: '',
  bold: false,
  italic: false,
  strike: false,
  code: false,
  underline: false,
};

/** A blank line that stays one: a block is never without text. */
export const emptyLine = '\u00A0';

/** Makes spaces visible that a card would swallow: at a line's beginning, several in a row, and tabs. */
export function keepSpaces(line: string): string {
  return line.replace(/\t/g, '    ').replace(/^ +| {2,}/g, (spaces) => '\u00A0'.repeat(spaces.length));
}
