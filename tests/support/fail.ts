// Requests of a page that fail. Playwright's `route` would do, but it disables the cache that keeps Web Chat compiled.
import type { Page } from 'playwright-core';

/** The fault of a request: this status, no connection, an answer that is lost, or no answer at all. */
export type Fault = number | 'aborted' | 'answer lost' | 'silence';

/**
 * Lets every request of a page to an address fail, from when this resolves until what it gives has been called.
 * @param address as Playwright's own waits take it
 * @param until what a request waits for before it meets the fault
 */
export async function fail(
  page: Page,
  address: string,
  fault: Fault,
  until: Promise<void> = Promise.resolve(),
): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  let isMended = false;
  session.on('Fetch.requestPaused', async ({ requestId }) => {
    // It came on its way here while the interception was ended, which let it go on already.
    if (isMended) return session.send('Fetch.continueRequest', { requestId }).catch(() => undefined);
    await until;
    if (fault === 'silence') return;
    if (typeof fault !== 'number') {
      return session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    }
    const body = Buffer.from('{}').toString('base64');
    return session.send('Fetch.fulfillRequest', { requestId, responseCode: fault, body });
  });
  const requestStage = fault === 'answer lost' ? 'Response' : 'Request';
  // Here one `*` is anything, and a bare `?` any character.
  const urlPattern = address.replaceAll('**', '*').replaceAll('?', '\\?');
  await session.send('Fetch.enable', { patterns: [{ urlPattern, requestStage }] });
  return async () => {
    isMended = true;
    // Disabling the interception would let the requests without an answer go on.
    if (fault !== 'silence') await session.send('Fetch.disable');
  };
}
