// @ts-check
// The embed: one <script> tag puts a chat button on any page; the chat itself is fetched when it is opened.

// The server puts `embedWords` and `embedCss` in front (../../embedScript.ts). Whoever writes the tag may add data-title,
// data-position, data-language and data-theme; docs/web-chat.md tells of them.

const script = document.currentScript;
/** An element of our own: an id could be a heading's, and would be taken for it. */
const name = 'mail-bot';
/** How long, in ms, a loaded frame may stay silent before it counts as refused; a browser does not say which it is. */
const patience = 4000;
/** How long it may take to load. */
const loading = 20_000;
const phone = matchMedia('(max-width: 600px), (max-height: 500px)');

if (!(script instanceof HTMLScriptElement && script.src)) {
  // biome-ignore lint/suspicious/noConsole: whoever writes the tag looks there
  console.error(
    'embed.js must be loaded by a plain <script src>, neither imported nor written into the page',
  );
} else if (document.readyState === 'loading') {
  addEventListener('DOMContentLoaded', () => embed(script), { once: true });
} else {
  embed(script);
}

/** @param {HTMLScriptElement} tag */
function embed(tag) {
  // A page that includes the tag twice still gets one button.
  if (document.querySelector(name)) return;
  const { origin } = new URL(tag.src);
  const language = oneOf(tag, 'language', Object.keys(embedWords));
  const theme = oneOf(tag, 'theme', ['system', 'light', 'dark']);
  const position = oneOf(tag, 'position', ['left', 'right']);
  const browsers = navigator.language.split('-')[0] ?? '';
  const spoken = language ?? (embedWords[browsers] ? browsers : 'en');
  const words = /** @type {EmbedWords} */ (embedWords[spoken]);
  const title = tag.getAttribute('data-title')?.trim() || words.title;
  const query = new URLSearchParams({ ...(language && { language }), ...(theme && { theme }) });
  const parts = draw(words, title, `${origin}/chat?${query}`);
  connect(parts, origin, `${origin}/chat?frame=1&${query}`);

  const host = element(name, { lang: spoken, 'data-position': position ?? '', 'data-theme': theme ?? '' });
  // A shadow root: the page's styles do not reach in, ours do not leak out. A constructed sheet also passes a
  // Content-Security-Policy that forbids inline styles.
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(embedCss);
  root.adoptedStyleSheets = [sheet];
  root.append(parts.panel, parts.button);
  // Beside the body: some pages exchange theirs, and what moves a body would move the button with it.
  document.documentElement.append(host);
}

/**
 * The button and the panel.
 * @param {EmbedWords} words
 * @param {string} title
 * @param {string} apart the address of the chat on a page of its own
 */
function draw(words, title, apart) {
  const button = element(
    'button',
    { class: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-label': words.open, title },
    envelope(),
  );
  const close = element(
    'button',
    { class: 'close', 'aria-label': words.close },
    drawing('M5 5l14 14M19 5L5 19'),
  );
  const again = element('button', { class: 'again' }, words.again);
  const link = element('a', { class: 'apart', href: apart, target: '_blank', rel: 'noopener' }, words.apart);
  const room = element(
    'div',
    { class: 'room' },
    element('p', { class: 'waiting', role: 'status', dir: 'auto' }, words.waiting),
    element(
      'div',
      { class: 'refused', role: 'alert' },
      element('p', { dir: 'auto' }, words.refused),
      element('div', { class: 'ways' }, again, link),
    ),
  );
  const heading = element('h2', { class: 'title', dir: 'auto' }, title);
  const head = element('div', { class: 'head' }, envelope(), heading, close);
  const panel = element('dialog', { class: 'panel', 'aria-label': title }, head, room);
  return { button, panel, close, room, again };
}

/**
 * What opens, fills and closes the panel.
 * @param {ReturnType<typeof draw>} parts
 * @param {string} origin of the chat
 * @param {string} address of the chat in a frame
 */
function connect({ button, panel, close, room, again }, origin, address) {
  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  const load = () => {
    frame?.remove();
    room.dataset.state = 'waiting';
    const fresh = element('iframe', { title: panel.ariaLabel ?? '', src: address });
    fresh.addEventListener('load', () => setTimeout(giveUp, patience, fresh));
    setTimeout(giveUp, loading, fresh);
    frame = fresh;
    room.append(fresh);
  };
  /** @param {HTMLIFrameElement} silent */
  const giveUp = (silent) => {
    if (silent === frame && room.dataset.state === 'waiting') room.dataset.state = 'refused';
  };
  const open = () => {
    // Where the panel covers the page, what lies behind is out of reach; beside a page it is not.
    if (phone.matches) panel.showModal();
    else panel.show();
    button.ariaExpanded = 'true';
    if (!frame) load();
    if (room.dataset.state === 'ready') frame?.focus();
    else close.focus();
  };

  button.addEventListener('click', () => (panel.open ? panel.close() : open()));
  close.addEventListener('click', () => panel.close());
  again.addEventListener('click', () => {
    // A browser drops the focus of a button that goes out of sight.
    close.focus();
    load();
  });
  panel.addEventListener('close', () => {
    if (panel.open) return;
    button.ariaExpanded = 'false';
    button.focus();
  });
  phone.addEventListener('change', () => {
    if (!panel.open) return;
    panel.close();
    open();
  });
  // Escape is the panel's own business while the focus is in it or on its button. From within the chat it is a message.
  for (const part of [panel, button]) {
    part.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !panel.open) return;
      event.stopPropagation();
      panel.close();
    });
  }
  addEventListener('message', ({ source, origin: from, data }) => {
    // A tag that says http: may have been led to https:.
    const isOurs = from === origin || from === origin.replace(/^http:/, 'https:');
    if (!frame || source !== frame.contentWindow || !isOurs) return;
    if (data?.type === 'mail-bot:close') panel.close();
    if (data?.type !== 'mail-bot:ready') return;
    // Whoever has gone elsewhere meanwhile is left there. A frame that was given up may still get ready, and then hides the
    // button that the keyboard may be on.
    const isHere = panel.matches(':focus-within');
    room.dataset.state = 'ready';
    if (isHere) frame.focus();
  });
}

/**
 * One of an attribute's values; anything else is said on the console and counts as absent.
 * @param {HTMLScriptElement} tag
 * @param {string} name
 * @param {string[]} allowed
 */
function oneOf(tag, name, allowed) {
  const value = tag.getAttribute(`data-${name}`)?.trim().toLowerCase();
  if (!value || allowed.includes(value)) return value || undefined;
  // biome-ignore lint/suspicious/noConsole: whoever writes the tag looks there
  console.warn(`embed.js: data-${name}="${value}" is none of ${allowed.join(', ')}`);
  return undefined;
}

/**
 * @template {string} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {Name extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Name] : HTMLElement}
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  if (name === 'button') made.setAttribute('type', 'button');
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return /** @type {ReturnType<typeof element<Name>>} */ (made);
}

function envelope() {
  return drawing(
    'M5 5.5h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM3.5 7.5l8.5 6 8.5-6',
  );
}

/** @param {string} path of a line drawing, 24 by 24 */
function drawing(path) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
