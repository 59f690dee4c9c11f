// Draws the two icons from their SVG sources with Chromium: `npm run icons`. The PNGs are committed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const icons = [
  { name: 'color', size: 192 },
  { name: 'outline', size: 32 },
];

async function draw(): Promise<void> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    for (const { name, size } of icons) {
      const svg = readFileSync(join(__dirname, `${name}.svg`), 'utf8');
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
      // Without a background of the browser's own, so that what the source leaves out is transparent.
      await page.screenshot({ path: join(__dirname, '..', `${name}.png`), omitBackground: true });
    }
  } finally {
    await browser.close();
  }
}

void draw();
