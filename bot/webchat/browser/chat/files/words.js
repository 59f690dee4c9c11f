// @ts-check
// What is said of files: names with sizes, and sentences around them.

/** @typedef {Record<string, string>} Words */
/** @typedef {{ name: string, size?: number | undefined }} Named */

/** More names than these nobody reads. */
const mostNames = 5;
const kilobyte = 1000;
const megabyte = 1_000_000;

/** @param {string} locale @param {Words} words */
export function speakOfFiles(locale, words) {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  /** @param {'kilobyte' | 'megabyte'} unit */
  const format = (unit) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
    });
  const kilobytes = format('kilobyte');
  const megabytes = format('megabyte');

  /** Rounded up: what is too large by one byte must not look as if it fitted. @param {number} bytes */
  const size = (bytes) =>
    (bytes < megabyte
      ? kilobytes.format(Math.ceil(bytes / kilobyte))
      : megabytes.format(Math.ceil(bytes / (megabyte / 10)) / 10)
    ).replace(' ', '\u00a0');

  /** @param {string} key @param {Record<string, string>} [values] */
  const say = (key, values = {}) =>
    (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (whole, name) => values[name] ?? whole);

  /** @param {readonly Named[]} files */
  const names = (files) => {
    const shown = files
      .slice(0, mostNames)
      .map(({ name, size: bytes }) => (bytes ? `${name} (${size(bytes)})` : name));
    const more = files.length - shown.length;
    return list.format(more > 0 ? [...shown, say('others', { more: String(more) })] : shown);
  };

  return { size, say, names };
}
