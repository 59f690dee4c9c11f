// In the browser: copies the code with one click, and closes the window when the chat knows.

// Microsoft's code came in the page's address, which stays on the screen and in the browser's history.
if (window.location.pathname === '/signin/callback') {
  window.history.replaceState(null, '', window.location.pathname);
}

const code = document.querySelector('#code');
const copy = document.querySelector('#copy');
const said = document.querySelector('#copied');

/** The old way, for a browser that denies the clipboard: select and copy. */
function copySelected() {
  const selection = window.getSelection();
  selection.selectAllChildren(code);
  return document.execCommand('copy');
}

async function copyCode() {
  let copied = copySelected();
  if (!copied && navigator.clipboard) {
    copied = await navigator.clipboard.writeText(code.textContent.trim()).then(
      () => true,
      () => false,
    );
  }
  said.textContent = copied ? said.dataset.done : said.dataset.failed;
}

copy?.addEventListener('click', copyCode);

// Works only in a window that the chat opened; elsewhere the page says what to do.
if (document.body.dataset.close === 'true') window.close();
