// The app's icons, pixel by pixel, against Teams' rules: a full colour icon, and a white outline on a transparent ground.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../../appPackage/packaging/json';
import { pixelsOf } from './pixels';
import { appFiles, root } from './sample';

const color = pixelsOf(appFiles.icons['color.png'] ?? new Uint8Array());
const outline = pixelsOf(appFiles.icons['outline.png'] ?? new Uint8Array());
const hex = ([red = 0, green = 0, blue = 0]: number[]) =>
  `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;

const css = readFileSync(join(root, 'bot/webchat/browser/common/page.css'), 'utf8');
const fill = /--fill: light-dark\((#\w+)/.exec(css)?.[1];

/** Whether a pixel of the large icon is in the middle 120 by 120, which no mask of Teams cuts off. */
const isSafe = (i: number) => [i % 192, Math.floor(i / 192)].every((place) => place >= 36 && place < 156);

describe('the colour icon', () => {
  it('has 192 by 192 pixels', () => {
    expect(color).toHaveLength(192 * 192);
  });

  it('is opaque to its edges', () => {
    expect(color.filter(([, , , alpha]) => alpha !== 255)).toEqual([]);
  });

  it('has nothing but the colour of the product outside of its middle', () => {
    const around = color.filter((_pixel, i) => !isSafe(i)).map(hex);
    expect([...new Set(around)]).toEqual([fill]);
  });

  it('has the mark in white', () => {
    expect(color.map(hex)).toContain('#ffffff');
  });

  it('is of the accent colour of the manifest', () => {
    expect(String(at(appFiles.manifest, 'accentColor')).toLowerCase()).toBe(fill);
  });
});

describe('the outline icon', () => {
  it('has 32 by 32 pixels', () => {
    expect(outline).toHaveLength(32 * 32);
  });

  it('is white where it is anything', () => {
    const seen = outline.filter(([, , , alpha]) => alpha !== 0);
    expect([...new Set(seen.map(hex))]).toEqual(['#ffffff']);
  });

  it('is transparent around its lines', () => {
    expect([outline[0], outline[16 * 32 + 4], outline[32 * 32 - 1]].map((pixel) => pixel?.[3])).toEqual([
      0, 0, 0,
    ]);
  });
});
