// @ts-check
// The playground's home page on a phone: two tabs, chat and mailbox, and a badge for mail that came unseen.

const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[role="tab"]')]);
const badge = /** @type {HTMLElement} */ (document.getElementById('unread'));
const phone = matchMedia('(max-width: 900px)');
let unread = 0;

for (const tab of tabs) {
  tab.addEventListener('click', () => select(tab));
  tab.addEventListener('keydown', (event) => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    // Two tabs: either arrow leads to the other one.
    const ends = { Home: tabs[0], End: tabs[1] };
    const next =
      ends[/** @type {'Home' | 'End'} */ (event.key)] ?? tabs.find((other) => other !== tab) ?? tab;
    select(next);
    next.focus();
  });
}
document.addEventListener('mails', (event) => {
  if (!phone.matches || document.body.dataset.tab === 'mailbox') return;
  setUnread(unread + /** @type {CustomEvent<number>} */ (event).detail);
});
phone.addEventListener('change', nameParts);
nameParts();
select(tabs[0]);

/** @param {HTMLElement | undefined} chosen */
function select(chosen) {
  for (const tab of tabs) {
    tab.setAttribute('aria-selected', String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
  const part = chosen?.getAttribute('aria-controls') ?? 'chat';
  document.body.dataset.tab = part;
  if (part === 'mailbox') setUnread(0);
}

/** @param {number} count */
function setUnread(count) {
  unread = count;
  badge.hidden = count === 0;
  badge.textContent = String(count);
}

/** Chat and mailbox are tab panels only where there are tabs; beside each other they are what they were. */
function nameParts() {
  for (const tab of tabs) {
    const part = document.getElementById(tab.getAttribute('aria-controls') ?? '');
    if (phone.matches) part?.setAttribute('role', 'tabpanel');
    else part?.removeAttribute('role');
  }
}
