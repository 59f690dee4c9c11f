// @ts-check
// The text of an email that was sent as HTML, drawn in a frame that can do nothing: no scripts, no links, nothing fetched.

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
/** Emails are written for white paper: their own colours need not suit a dark page. */
const style = `
  :root { color-scheme: light; background: #fff; color: #1c1a2e; }
  body { margin: 12px; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
  body > :first-child, body > div:first-child > :first-child { margin-top: 0; }
  a { text-decoration: underline; }
`;
/** What begins a line of its own. */
const blocks = 'p, h1, h2, h3, h4, h5, h6, li, tr, pre, hr';
/** The frame's border and margin, left and right, in pixels. */
const sides = 26;
/** The width of a letter, on average, in pixels. */
const letter = 8;

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
    Object.assign(mail.createElement('style'), { textContent: style }),
  );
  const frame = document.createElement('iframe');
  frame.className = 'mail__frame';
  frame.title = title;
  frame.setAttribute('sandbox', '');
  frame.style.setProperty('--lines', String(linesOf(mail, (width - sides) / letter)));
  frame.srcdoc = `<!doctype html>${mail.documentElement.outerHTML}`;
  return frame;
}

/** @param {Document} mail @param {number} across letters in a line */
function linesOf({ body }, across) {
  const parts = [...body.querySelectorAll(blocks)].filter((part) => !part.querySelector(blocks));
  const lines = (parts.length > 0 ? parts : [body]).map((part) => {
    const own = (part.textContent ?? '').trim().split('\n');
    const broken = part.querySelectorAll('br').length;
    const gap = part.matches('li') ? 0 : 0.7;
    return own.reduce((sum, { length }) => sum + (Math.ceil(length / across) || 1), broken + gap);
  });
  const pictures = body.querySelectorAll('img').length;
  return Math.ceil(lines.reduce((sum, count) => sum + count, pictures));
}

/** @param {Document} mail @param {string} tag @param {Record<string, string>} attributes */
function element(mail, tag, attributes) {
  const made = mail.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
