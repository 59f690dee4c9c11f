// @ts-check
// The sample page's program: copies the tag.

const tag = document.getElementById('tag');
const copied = document.getElementById('copied');
const copy = document.getElementById('copy');

if (copy && tag && copied) {
  copy.hidden = false;
  copy.addEventListener('click', async () => {
    const { done = '', failed = '' } = copied.dataset;
    copied.textContent = (await wrote(tag.textContent ?? '')) ? done : failed;
    if (copied.textContent === failed) getSelection()?.selectAllChildren(tag);
  });
}

/** @param {string} text @returns whether it is in the clipboard now; a browser may forbid it, or have none over http */
async function wrote(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
