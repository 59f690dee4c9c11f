// Helpers that read the bot's log.
import type { World } from './world';

type Line = Record<string, unknown>;

/** The line that each turn ends with. */
export const turns = ({ log }: World): Line[] => log.filter(({ msg }) => msg === 'turn');

export const lastTurn = (world: World): Line => turns(world).at(-1) ?? {};

/** The reference shown to a person, from "Reference: K7P2QX" in a card's text. */
export const referenceIn = (text: string): string => /Reference: (\w+)/.exec(text)?.[1] ?? 'no reference';
