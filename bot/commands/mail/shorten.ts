// Text in a row of a list: on one line, and cut where it is long, since channels refuse a card that is too large.

/** Counted as they go out: of an emoji or a quotation mark fewer fit in than of plain letters. */
const bytesOf = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;

/** @param longest in bytes */
export function shorten(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (bytesOf(line) <= longest) return line;
  let kept = '';
  let left = longest;
  // What a person sees as one character may be several.
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    left -= bytesOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
