// @ts-check
// A list that is one stop of the Tab key, however long it is: the arrow keys, Home and End lead from entry to entry.

/**
 * @param {HTMLElement} list
 * @param {string} selector of what takes the focus in each entry
 * @returns {() => void} to be called when the entries have changed
 */
export function makeOneTabStop(list, selector) {
  const entries = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll(selector)]);
  /** @param {HTMLElement} [stop] */
  const update = (stop = entries().find(({ tabIndex }) => tabIndex === 0) ?? entries()[0]) => {
    for (const each of entries()) each.tabIndex = each === stop ? 0 : -1;
  };
  list.addEventListener('keydown', (event) => {
    const all = entries();
    const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const to = Object.entries(steps).find(([key]) => key === event.key)?.[1];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    all[to]?.focus();
  });
  list.addEventListener('focusin', ({ target }) => {
    const entered = entries().find((each) => each === target);
    if (entered) update(entered);
  });
  return update;
}
