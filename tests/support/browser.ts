// A real Chromium for the tests that see what people see.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const found = places.find((place) => place && existsSync(place));

// Nothing is looked up outside this machine: the browser's own background traffic is switched off.
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * `describe` where there is a Chromium. Elsewhere the tests are skipped and say so loudly; with REQUIRE_BROWSER set, as
 * in CI, they fail instead.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  if (found || process.env.REQUIRE_BROWSER) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`\n!!! SKIPPED: "${name}" needs Chromium. Install it or point CHROMIUM at one.\n\n`);
  describe.skip(name, tests);
}

export function startBrowser(): Promise<Browser> {
  if (!found) throw new Error('No Chromium was found; point CHROMIUM at one');
  return chromium.launch({ executablePath: found, args: quiet });
}
