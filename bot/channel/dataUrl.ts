// data: URLs (RFC 2397): files that are written into their address.

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

export const isDataUrl = (address: string): boolean => /^data:/i.test(address);

/**
 * Reads the bytes of a `data:` URL.
 * @returns nothing for a malformed one
 * @example readDataUrl('data:text/plain;base64,SGk=') // the bytes of "Hi"
 */
export function readDataUrl(url: string): Buffer | undefined {
  const comma = url.indexOf(',');
  if (!isDataUrl(url) || comma < 0) return undefined;
  const [data = ''] = url.slice(comma + 1).split('#', 1);
  // A byte a character: `%FF` is a byte, and no character of UTF-8.
  const written = Buffer.from(data, 'utf8').toString('latin1');
  const unescaped = written.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  if (!url.slice(0, comma).toLowerCase().endsWith(';base64')) return Buffer.from(unescaped, 'latin1');
  const packed = unescaped.replace(/[\t\n\f\r ]/g, '');
  // Four letters are three bytes. Padding may be left out, but where it is there it must be right.
  const isWhole = packed.endsWith('=') ? packed.length % 4 === 0 : packed.length % 4 !== 1;
  return base64.test(packed) && isWhole ? Buffer.from(packed, 'base64') : undefined;
}
