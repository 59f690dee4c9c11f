// Figures with their spread, and tables of them: what was measured several times is a median with the least and the most.

export interface Figure {
  median: number;
  least: number;
  most: number;
}

export function figure(values: number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return { median: (low + high) / 2, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

/** Ratios of what was measured next to each other, so that a slow moment of the machine falls out. */
export const ratio = (values: number[], others: number[]): Figure =>
  figure(values.map((value, index) => value / (others[index] ?? Number.NaN)));

/** Three significant digits. A figure that was never measured is empty. */
export function show({ median, least, most }: Figure): string {
  if (Number.isNaN(median)) return '';
  const digits = (value: number) => value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(value || 1))));
  return least === most ? digits(median) : `${digits(median)} (${digits(least)}–${digits(most)})`;
}

/** Lines whose columns stand below each other. */
export function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
