// @ts-check
// The text of an email that was sent as HTML, drawn in a frame that can do nothing: no scripts, no links, nothing fetched.

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
/** The frame has a document of its own, which the page's style sheets do not reach. */
const style = `
  body { margin: 0; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
  body > :first-child { margin-top: 0; }
  body > :last-child { margin-bottom: 0; }
  h1 { font-size: 1.4em; } h2 { font-size: 1.2em; } h3 { font-size: 1.05em; }
  a { color: LinkText; text-decoration: underline; }
  pre { white-space: pre-wrap; }
  blockquote { margin-inline: 0; padding-inline-start: 12px; border-inline-start: 3px solid GrayText; }
  table { border-collapse: collapse; }
  th, td { padding: 2px 8px; border: 1px solid GrayText; text-align: start; }
`;
/** What begins a line of its own. */
const blocks = 'p, h1, h2, h3, h4, h5, h6, li, tr, pre, hr';
/** The width of a letter, on average, in pixels. */
const letter = 7.5;

/**
 * @param {string} html
 * @param {{ title: string, width: number }} options `width` in pixels: the sandbox hides how high the text is, so that it is
 *   guessed from that
 * @returns {HTMLIFrameElement}
 */
export function mailFrame(html, { title, width }) {
  // A document that is only parsed runs and fetches nothing.
  const mail = new DOMParser().parseFromString(html, 'text/html');
  for (const each of mail.querySelectorAll('script, style, link, meta, base')) each.remove();
  for (const link of mail.querySelectorAll('[href]')) {
    link.setAttribute('title', link.getAttribute('href') ?? '');
    link.removeAttribute('href');
  }
  mail.body.dir = 'auto';
  mail.head.prepend(
    element(mail, 'meta', { charset: 'utf-8' }),
    element(mail, 'meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    // The page's own theme, which need not be the browser's.
    element(mail, 'meta', {
      name: 'color-scheme',
      content: getComputedStyle(document.documentElement).colorScheme,
    }),
    Object.assign(mail.createElement('style'), { textContent: style }),
  );
  const frame = document.createElement('iframe');
  frame.className = 'mail__frame';
  frame.title = title;
  frame.setAttribute('sandbox', '');
  frame.style.setProperty('--lines', String(linesOf(mail, width / letter)));
  frame.srcdoc = `<!doctype html>${mail.documentElement.outerHTML}`;
  return frame;
}

/** @param {Document} mail @param {number} across letters in a line */
function linesOf({ body }, across) {
  const parts = [...body.querySelectorAll(blocks)].filter((part) => !part.querySelector(blocks));
  const lines = (parts.length > 0 ? parts : [body]).map((part) => {
    const own = (part.textContent ?? '').split('\n').map((line) => Math.ceil(line.length / across) || 1);
    const broken = part.querySelectorAll('br').length;
    return own.reduce((sum, count) => sum + count, broken) + (part.matches('li, tr') ? 0.2 : 1);
  });
  return Math.ceil(lines.reduce((sum, count) => sum + count, 0));
}

/** @param {Document} mail @param {string} tag @param {Record<string, string>} attributes */
function element(mail, tag, attributes) {
  const made = mail.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
