// @ts-check
// The attachments of an email: each with its name and size, and a press stores it.

/**
 * @typedef {object} MailFile
 * @property {string} name
 * @property {number} size in bytes
 * @property {string} [picture] its media type, if browsers show it
 * @property {string} [address] missing when the mailbox no longer keeps the file
 */

/**
 * @param {MailFile[]} files
 * @param {{ locale: string, say: (key: string) => string }} words
 * @returns {HTMLElement}
 */
export function fileList(files, { locale, say }) {
  const list = element('ul', 'mail__files');
  list.setAttribute('aria-label', say('files'));
  list.dataset.kept = keptOf(files);
  for (const file of files) {
    const entry = file.address ? linkTo(file.address, file) : element('span', 'file file--gone');
    const name = element('bdi', 'file__name', file.name);
    const size = element('span', 'file__size', sizeOf(file.size, locale));
    // The spaces part what a screen reader says as one name.
    entry.append(markOf(file), name, ' ', size);
    if (!file.address) entry.append(' ', element('span', 'file__gone', say('fileGone')));
    const item = document.createElement('li');
    item.append(entry);
    list.append(item);
  }
  return list;
}

/** Tells lists apart of which files were let go. @param {MailFile[]} files */
export const keptOf = (files) => String(files.filter(({ address }) => address).length);

/** @param {string} address @param {MailFile} file */
function linkTo(address, { name }) {
  const link = document.createElement('a');
  link.className = 'file';
  link.href = address;
  // The chat beside the mailbox stays when the file is gone by the time of the press.
  link.download = name;
  return link;
}

/** A small picture of the file, or the end of its name. @param {MailFile} file */
function markOf({ name, picture, address }) {
  const mark = element('span', 'file__mark');
  mark.setAttribute('aria-hidden', 'true');
  const ending = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toUpperCase() ?? '';
  mark.textContent = ending;
  if (!picture || !address) return mark;
  const image = document.createElement('img');
  image.src = address;
  image.alt = '';
  image.loading = 'lazy';
  image.addEventListener('error', () => mark.replaceChildren(ending));
  mark.replaceChildren(image);
  return mark;
}

/** @param {number} bytes @param {string} locale */
function sizeOf(bytes, locale) {
  const [value, unit] =
    bytes < 1000 ? [bytes, 'byte'] : bytes < 999_500 ? [bytes / 1000, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
  }).format(value);
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
