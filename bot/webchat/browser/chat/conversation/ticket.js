// @ts-check
// The ticket to a conversation: fetched from the bot, and kept so that a reload goes on with the same one.

/** @typedef {{ token: string, conversationId: string, domain: string, userId: string, expiresIn: number }} Answer What the bot's token route answers. */
/** @typedef {Answer & { until: number, begun: boolean }} Ticket `until` in ms; `begun` once the conversation may have been. */

const key = 'mail-bot-ticket';
/** The bot gives Direct Line ten seconds. */
const patience = 20_000;

/** What is kept where the browser keeps nothing for us, as in a frame whose storage is blocked. @type {string | null} */
let inMemory = null;

/**
 * @param {string} url
 * @returns {Promise<Ticket | 'noToken' | 'tooOften'>}
 */
export async function fetchTicket(url) {
  try {
    const answer = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(patience) });
    if (answer.status === 429) return 'tooOften';
    if (!answer.ok) return 'noToken';
    /** @type {Answer} */
    const given = await answer.json();
    return { ...given, until: Date.now() + given.expiresIn * 1000, begun: false };
  } catch {
    return 'noToken';
  }
}

/**
 * Keeps a ticket for as long as its conversation lasts: the Direct Line client gets a new token whenever it connects and
 * every quarter of an hour, and the first one is soon no good.
 * @param {{ token: string }} client
 * @param {Ticket} ticket
 * @returns {{ keep(begun: boolean): void, forget(): void, end(): void }} `end`: what becomes of it is no longer kept
 */
export function keepUpToDate(client, ticket) {
  let now = ticket;
  let isOver = false;
  const update = (/** @type {Partial<Ticket>} */ change) => {
    now = { ...now, ...change };
    if (!isOver) keepTicket(now);
  };
  Object.defineProperty(client, 'token', {
    get: () => now.token,
    set(/** @type {string | undefined} */ token) {
      if (token && token !== now.token) update({ token, until: Date.now() + now.expiresIn * 1000 });
    },
  });
  return {
    keep: (begun) => update({ begun }),
    forget() {
      isOver = true;
      forgetTicket();
    },
    end() {
      isOver = true;
    },
  };
}

/** Keeps a ticket for this tab only: a new tab is a new person. @param {Ticket} ticket */
function keepTicket(ticket) {
  inMemory = JSON.stringify(ticket);
  stored((storage) => storage.setItem(key, inMemory ?? ''));
}

function forgetTicket() {
  inMemory = null;
  stored((storage) => storage.removeItem(key));
}

/** The kept ticket, if it is still good. @returns {Ticket | undefined} */
export function keptTicket() {
  const kept = stored((storage) => storage.getItem(key)) ?? inMemory;
  /** @type {Ticket | null} */
  const ticket = JSON.parse(kept ?? 'null');
  return ticket && ticket.until > Date.now() ? ticket : undefined;
}

/**
 * Even to look at `sessionStorage` throws where it is blocked.
 * @template Result
 * @param {(storage: Storage) => Result} use
 * @returns {Result | undefined}
 */
function stored(use) {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
