// @ts-check
// The playground's home page on a phone: chat or mailbox, and a badge for mail that came unseen.

const switches = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.tabs__tab')]);
const badge = /** @type {HTMLElement} */ (document.getElementById('unread'));
const phone = matchMedia('(max-width: 900px)');
let unread = 0;

for (const each of switches) each.addEventListener('click', () => select(each));
document.addEventListener('mails', (event) => {
  if (!phone.matches || document.body.dataset.tab === 'mailbox') return;
  setUnread(unread + /** @type {CustomEvent<number>} */ (event).detail);
});
select(switches[0]);

/** @param {HTMLElement | undefined} chosen */
function select(chosen) {
  for (const each of switches) each.setAttribute('aria-current', String(each === chosen));
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
