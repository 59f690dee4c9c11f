// The plots of docs/performance.md as SVG, readable on a light and on a dark page.
import { writeFileSync } from 'node:fs';

const [width, left, right] = [640, 90, 70];

/** Horizontal bars. `bot` stands out. */
export function drawBars(
  path: string,
  title: string,
  bars: (readonly [name: string, value: number])[],
): void {
  const most = Math.max(...bars.map(([, value]) => value));
  const rows = bars.map(([name, value], index) => {
    const [y, length] = [56 + index * 36, (value / most) * (width - left - right)];
    return `
  <text x="${left - 10}" y="${y + 17}" text-anchor="end">${name}</text>
  <rect class="${name === 'bot' ? 'ours' : 'other'}" x="${left}" y="${y}" width="${length.toFixed(1)}" height="24" rx="3"/>
  <text x="${(left + length + 8).toFixed(1)}" y="${y + 17}">${value.toFixed(2)}</text>`;
  });
  save(path, title, 60 + bars.length * 36, rows.join(''));
}

/** A line from 0 up, one value for every thousand turns. */
export function drawLine(path: string, title: string, values: number[]): void {
  const [top, bottom] = [56, 196];
  const most = Math.ceil(Math.max(...values) / 10) * 10;
  const y = (value: number) => (bottom - (value / most) * (bottom - top)).toFixed(1);
  const x = (index: number) => (left + (index / (values.length - 1)) * (width - left - right)).toFixed(1);
  const levels = [0, most / 2, most].map(
    (level) => `
  <line x1="${left}" x2="${width - right}" y1="${y(level)}" y2="${y(level)}"/>
  <text x="${left - 10}" y="${Number(y(level)) + 5}" text-anchor="end">${level}</text>`,
  );
  const ticks = [0, (values.length - 1) / 2, values.length - 1].map(
    (index) => `
  <text x="${x(index)}" y="${bottom + 22}" text-anchor="middle">${(index * 1_000).toLocaleString('en')} turns</text>`,
  );
  const points = values.map((value, index) => `${x(index)},${y(value)}`).join(' ');
  save(path, title, 232, `${levels.join('')}${ticks.join('')}\n  <polyline points="${points}"/>`);
}

function save(path: string, title: string, height: number, content: string): void {
  writeFileSync(
    path,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
  <style>
    text { font: 14px system-ui, sans-serif; fill: #1f2328 }
    .page { fill: #fff; stroke: #d1d9e0 } .ours { fill: #0969da } .other { fill: #8c959f }
    line { stroke: #d1d9e0 } polyline { fill: none; stroke: #0969da; stroke-width: 2.5 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .page { fill: #0d1117; stroke: #3d444d } .ours { fill: #4493f8 } .other { fill: #656c76 }
      line { stroke: #3d444d } polyline { stroke: #4493f8 }
    }
  </style>
  <rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>
  <text x="20" y="32" font-weight="600">${title}</text>${content}
</svg>
`,
  );
}
