// The size of a PNG image, from its first chunk.

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Nothing for what is no PNG. */
export function sizeOfPng(bytes: Uint8Array): { width: number; height: number } | undefined {
  const png = Buffer.from(bytes);
  if (png.length < 24 || !png.subarray(0, 8).equals(signature)) return undefined;
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
