// @ts-check
// The files that a person sends: what was chosen, dropped or pasted goes with the next message, and what cannot is named.
import { textBox } from '../shell/focus.js';
import { openDoors } from './doors.js';
import { thumbnailOf } from './thumbnail.js';
import { createTray } from './tray.js';
import { vet } from './vet.js';
import { speakOfFiles } from './words.js';

/** @typedef {{ blob: Blob, thumbnailURL?: URL | undefined }} Chosen As Web Chat keeps it. */
/**
 * @typedef {object} Store Web Chat's.
 * @property {() => { sendBoxAttachments: readonly Chosen[] }} getState
 * @property {(action: object) => unknown} dispatch
 * @property {(changed: () => void) => () => void} subscribe
 */

/** The order in which the reasons are told. @type {import('./vet.js').Reason[]} */
const reasons = ['folder', 'empty', 'tooLarge', 'tooMany', 'noRoom'];

/**
 * Web Chat has a button for files but no more: it takes none that are dropped or pasted, does not name what was chosen, gives
 * nothing back, and would let the service refuse a large one after its upload.
 * @param {object} parts
 * @param {HTMLElement} parts.chat
 * @param {HTMLElement} parts.sign shown while files are dragged
 * @param {HTMLElement} parts.list
 * @param {import('../shell/bars.js').ShowBar} parts.showBar
 * @param {import('./vet.js').Limits} parts.limits
 * @param {string} parts.locale
 * @param {Record<string, string>} parts.words
 * @returns {(store: Store) => void} to be called with each new Web Chat's store
 */
export function tendFiles({ chat, sign, list, showBar, limits, locale, words }) {
  /** @type {Store | undefined} */
  let store;
  let leaveStore = () => {};
  let hideNews = () => {};
  const speak = speakOfFiles(locale, words);

  const chosen = () => store?.getState().sendBoxAttachments ?? [];
  /** @param {readonly Chosen[]} attachments */
  const choose = (attachments) =>
    store?.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX_ATTACHMENTS', payload: { attachments } });

  /** @param {import('../shell/bars.js').Bar} bar */
  const tell = (bar) => {
    hideNews();
    hideNews = showBar(bar);
  };
  /** @param {Blob} file */
  const remove = (file) => {
    choose(chosen().filter(({ blob }) => blob !== file));
    tell({ text: speak.say('removed', { name: file instanceof File ? file.name : '' }), unseen: true });
  };
  const show = createTray(list, speak, remove);

  /** @param {File} file */
  const addThumbnail = async (file) => {
    const thumbnailURL = await thumbnailOf(file);
    // Meanwhile it may have been sent or taken out.
    if (!thumbnailURL || !chosen().some(({ blob }) => blob === file)) return;
    choose(chosen().map((each) => (each.blob === file ? { blob: file, thumbnailURL } : each)));
  };

  /** @param {import('./doors.js').Arrived} arrived */
  const add = ({ files, folders }) => {
    const before = chosen();
    const vetted = vet(
      before.map(({ blob }) => blob),
      files,
      limits,
    );
    const { taken } = vetted;
    /** @type {import('./vet.js').Refused[]} */
    const refused = [
      ...folders.map((name) => ({ name, reason: /** @type {const} */ ('folder') })),
      ...vetted.refused,
    ];
    if (taken.length > 0) choose([...before, ...taken.map((blob) => ({ blob }))]);
    for (const file of taken) void addThumbnail(file);

    const sentences = reasons.flatMap((reason) => {
      const named = refused.filter((each) => each.reason === reason);
      return named.length > 0 ? [speak.say(reason, { names: speak.names(named) })] : [];
    });
    const added = taken.length > 0 ? [speak.say('added', { names: speak.names(taken) })] : [];
    const text = [...sentences, ...added].join(' ');
    // What was taken is seen in the list.
    if (text) tell(sentences.length > 0 ? { text, dismissed() {} } : { text, unseen: true });
    textBox()?.focus({ preventScroll: true });
  };
  openDoors({ chat, sign, isOpen: () => textBox() !== null, arrived: add });

  return (next) => {
    leaveStore();
    store = next;
    let shown = chosen();
    show(shown);
    leaveStore = next.subscribe(() => {
      if (chosen() === shown) return;
      shown = chosen();
      show(shown);
      // They were sent, or taken out: what was said of them is over.
      if (shown.length === 0) hideNews();
    });
  };
}
