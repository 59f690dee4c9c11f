// Figures with their spread: what was measured several times, as a median between the least and the most.
export interface Figure {
  median: number;
  least: number;
  most: number;
}

export function figure(values: number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return { median: (low + high) / 2, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}

/** The ratios of what was measured next to each other, so that a slow moment of the machine falls out. */
export const ratio = (values: number[], others: number[]): Figure =>
  figure(values.map((value, index) => value / (others[index] ?? Number.NaN)));

/** @param share from 0 to 1 of the values that are no greater */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Three significant digits, and no exponent. */
export function show(value: number): string {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 3));
}

export const showFigure = ({ median, least, most }: Figure): string =>
  least === most ? show(median) : `${show(median)} (${show(least)}–${show(most)})`;
