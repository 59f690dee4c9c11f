// The pixels of a PNG, for images as a browser's screenshots are: eight bits a channel, not interlaced.
import { inflateSync } from 'node:zlib';

/** [red, green, blue, alpha] of each pixel, row by row. */
export function pixelsOf(png: Uint8Array): number[][] {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = { 2: 3, 6: 4 }[bytes[25] ?? 0];
  if (!channels || bytes[24] !== 8 || bytes[28] !== 0) throw new Error('Not a PNG of the kind this reads');
  const stride = width * channels;
  const raw = inflateSync(imageData(bytes));
  let above: Uint8Array = new Uint8Array(stride);
  const pixels: number[][] = [];
  for (let row = 0; row < height; row++) {
    const start = row * (stride + 1);
    above = unfilter(raw[start] ?? 0, raw.subarray(start + 1, start + 1 + stride), above, channels);
    for (let x = 0; x < stride; x += channels) {
      const [red = 0, green = 0, blue = 0, alpha = 255] = above.subarray(x, x + channels);
      pixels.push([red, green, blue, alpha]);
    }
  }
  return pixels;
}

function imageData(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  return Buffer.concat(parts);
}

/** A row before it was filtered: each byte was written as what it differs from its neighbours by (PNG, chapter 9). */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, channels: number): Uint8Array {
  const out = new Uint8Array(row.length);
  for (let i = 0; i < row.length; i++) {
    const [a, b, c] = [out[i - channels] ?? 0, above[i] ?? 0, above[i - channels] ?? 0];
    const guess = [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter] ?? 0;
    out[i] = (row[i] ?? 0) + guess;
  }
  return out;
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
