// @ts-check
// Which files can go along with an email, so that nobody waits for an upload that is refused in the end.

/** @typedef {{ count: number, bytes: number }} Limits Of the files of one email. */
/** @typedef {'folder' | 'empty' | 'tooLarge' | 'noRoom' | 'tooMany'} Reason A key of the page's words. */
/** @typedef {{ name: string, size?: number, reason: Reason }} Refused */

/**
 * Looks at each file by itself: one that cannot go keeps no other back.
 * @param {readonly Blob[]} chosen those that go already
 * @param {readonly File[]} more
 * @param {Limits} limits
 * @returns {{ taken: File[], refused: Refused[] }}
 */
export function vet(chosen, more, { count, bytes }) {
  /** @type {File[]} */
  const taken = [];
  /** @type {Refused[]} */
  const refused = [];
  let room = bytes - chosen.reduce((sum, { size }) => sum + size, 0);
  /** @param {File} file @returns {Reason | undefined} */
  const reasonAgainst = ({ size }) => {
    if (size === 0) return 'empty';
    if (size > bytes) return 'tooLarge';
    if (chosen.length + taken.length >= count) return 'tooMany';
    return size > room ? 'noRoom' : undefined;
  };
  for (const file of more) {
    const { name, size } = file;
    const reason = reasonAgainst(file);
    if (reason) refused.push({ name, size, reason });
    else {
      taken.push(file);
      room -= size;
    }
  }
  return { taken, refused };
}
