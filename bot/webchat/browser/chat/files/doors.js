// @ts-check
// The ways in which files come onto the page: chosen with Web Chat's button, dropped on the chat, or pasted.

/** @typedef {{ files: File[], folders: string[] }} Arrived */

/** Web Chat's own input for files. */
const inputOfWebChat = '#webchat input[type="file"]';

/**
 * @param {object} parts
 * @param {HTMLElement} parts.chat where files may be dropped
 * @param {HTMLElement} parts.sign shown while files are dragged over the page
 * @param {() => boolean} parts.isOpen whether there is a chat that takes files
 * @param {(arrived: Arrived) => void} parts.arrived
 */
export function openDoors({ chat, sign, isOpen, arrived }) {
  // Before Web Chat hears of it: it would take the place of what was chosen before, and refuses nothing.
  document.addEventListener(
    'change',
    (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || !input.matches(inputOfWebChat)) return;
      event.stopPropagation();
      const files = [...(input.files ?? [])];
      // Else the same file could not be chosen once more.
      input.value = '';
      arrived({ files, folders: [] });
    },
    true,
  );

  document.addEventListener('paste', (event) => {
    const { clipboardData } = event;
    if (!isOpen() || !clipboardData?.files.length || isRichText(clipboardData)) return;
    event.preventDefault();
    arrived(filesOf(clipboardData));
  });

  const hide = () => {
    sign.hidden = true;
  };
  document.addEventListener('dragover', (event) => {
    const { dataTransfer, target } = event;
    if (!dataTransfer?.types.includes('Files')) return;
    // Not prevented, a file dropped beside the chat would take the page's place.
    event.preventDefault();
    const isHere = isOpen() && target instanceof Node && chat.contains(target);
    dataTransfer.dropEffect = isHere ? 'copy' : 'none';
    sign.hidden = !isHere;
  });
  // Without a next element it has left the page.
  document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget ?? hide());
  document.addEventListener('drop', (event) => {
    const { dataTransfer, target } = event;
    hide();
    if (!dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (isOpen() && target instanceof Node && chat.contains(target)) arrived(filesOf(dataTransfer));
  });
}

/** Word and Excel put a picture of a text beside it. What is meant is the text. @param {DataTransfer} data */
function isRichText({ types }) {
  return types.includes('text/plain') && types.includes('text/html');
}

/** @param {DataTransfer} data @returns {Arrived} */
function filesOf({ items }) {
  /** @type {Arrived} */
  const found = { files: [], folders: [] };
  for (const item of items) {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : undefined;
    const file = item.getAsFile();
    if (entry?.isDirectory) found.folders.push(entry.name);
    else if (file) found.files.push(file);
  }
  return found;
}
