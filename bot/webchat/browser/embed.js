// @ts-check
// The embed: one <script> tag puts a chat button on any page; the chat itself is fetched when it is opened.

// The server puts `embedWords` and `embedCss` in front (../embedScript.ts). Whoever writes the tag may add data-title,
// data-position, data-language and data-theme; docs/web-chat.md tells of them.

const script = document.currentScript;
const hostId = 'mail-bot';
/** How long a loaded frame may stay silent before it counts as refused; a browser does not say which it is. */
const patience = 4000;
const phone = matchMedia('(max-width: 600px)');

if (!(script instanceof HTMLScriptElement)) {
  // biome-ignore lint/suspicious/noConsole: whoever writes the tag looks there
  console.error('embed.js must be loaded by a plain <script src>, not imported');
} else if (document.readyState === 'loading') {
  addEventListener('DOMContentLoaded', () => embed(script), { once: true });
} else {
  embed(script);
}

/** @param {HTMLScriptElement} tag */
function embed(tag) {
  // A page that includes the tag twice still gets one button.
  if (document.getElementById(hostId)) return;
  const { origin } = new URL(tag.src);
  const asked = {
    language: oneOf(tag, 'language', Object.keys(embedWords)),
    theme: oneOf(tag, 'theme', ['system', 'light', 'dark']),
    position: oneOf(tag, 'position', ['left', 'right']),
  };
  const spoken = asked.language ?? navigator.language.split('-')[0] ?? '';
  const words = embedWords[spoken] ?? /** @type {EmbedWords} */ (embedWords.en);
  const query = new URLSearchParams(asked.language ? { language: asked.language } : {});
  const parts = draw(words, tag.dataset.title?.trim() || words.title, `${origin}/chat?${query}`);
  if (asked.theme) query.set('theme', asked.theme);
  query.set('frame', '1');
  connect(parts, origin, `${origin}/chat?${query}`);

  const host = document.createElement('div');
  host.id = hostId;
  host.dataset.position = asked.position ?? 'end';
  host.dataset.theme = asked.theme ?? 'system';
  // A shadow root: the page's styles do not reach in, ours do not leak out. A constructed sheet also passes a
  // Content-Security-Policy that forbids inline styles.
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(embedCss);
  root.adoptedStyleSheets = [sheet];
  root.append(parts.panel, parts.button);
  document.body.append(host);
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
    frame = fresh;
    room.append(fresh);
  };
  /** @param {HTMLIFrameElement} silent */
  const giveUp = (silent) => {
    if (silent === frame && room.dataset.state === 'waiting') room.dataset.state = 'refused';
  };
  const open = () => {
    // On a phone the panel covers the page, so what lies behind is out of reach; beside a page it is not.
    if (phone.matches) panel.showModal();
    else panel.show();
    button.ariaExpanded = 'true';
    if (!frame) load();
    if (room.dataset.state === 'ready') frame?.focus();
    else close.focus();
  };
  const shut = () => {
    if (!panel.open) return;
    panel.close();
    button.ariaExpanded = 'false';
    button.focus();
  };

  button.addEventListener('click', () => (panel.open ? shut() : open()));
  close.addEventListener('click', shut);
  again.addEventListener('click', load);
  // Escape: as a key beside the page, as `cancel` of a modal panel, as a message from within the chat.
  for (const part of [panel, button]) {
    part.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') shut();
    });
  }
  panel.addEventListener('cancel', (event) => {
    event.preventDefault();
    shut();
  });
  addEventListener('message', ({ source, origin: from, data }) => {
    if (!frame || source !== frame.contentWindow || from !== origin) return;
    if (data?.type === 'mail-bot:close') shut();
    if (data?.type !== 'mail-bot:ready') return;
    room.dataset.state = 'ready';
    // Unless the person has gone elsewhere meanwhile.
    if (close.matches(':focus')) frame.focus();
  });
}

/**
 * One of an attribute's values; anything else is said on the console and counts as absent.
 * @param {HTMLScriptElement} tag
 * @param {string} name
 * @param {string[]} allowed
 */
function oneOf(tag, name, allowed) {
  const value = tag.dataset[name]?.trim().toLowerCase();
  if (!value || allowed.includes(value)) return value || undefined;
  // biome-ignore lint/suspicious/noConsole: whoever writes the tag looks there
  console.warn(`embed.js: data-${name}="${value}" is none of ${allowed.join(', ')}`);
  return undefined;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  if (name === 'button') made.setAttribute('type', 'button');
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
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
