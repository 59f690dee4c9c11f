// @ts-check
// What a screen reader hears of a new card: the sentences the card has for that.
import { isElement } from './marks.js';

/** @typedef {{ attachment: { content?: { speak?: unknown, text?: unknown } } }} Drawing */
/** @typedef {(drawing: Drawing) => (() => unknown) | false} Draw */

/**
 * Web Chat's `attachmentForScreenReaderMiddleware`. By itself Web Chat reads every button too, and all that could be chosen
 * from lists that are closed.
 * @returns {(next: Draw) => Draw}
 */
export function readOnlySpoken() {
  return (next) => (drawing) => {
    const draw = next(drawing);
    const { content } = drawing.attachment;
    // The sign-in card has a text and no `speak`.
    const speak = content?.speak ?? content?.text;
    if (!draw || typeof speak !== 'string') return draw;
    return () => {
      const drawn = draw();
      return isElement(drawn)
        ? { ...drawn, type: 'p', key: null, ref: null, props: { children: speak } }
        : drawn;
    };
  };
}
