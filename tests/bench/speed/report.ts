// The report of a speed run: a table with each figure, its spread and its ratios, and the targets that were missed.
import type { Name } from '../programs';
import { type Figure, figure, ratio, show, showFigure } from './figures';
import type { Measured } from './rounds';
import type { Start } from './starts';
import { targets } from './targets';

export interface Results {
  rounds: Record<Name, Measured>;
  starts: Record<Name, Start[]>;
  /** Megabytes. */
  sizes: Record<Name, number>;
}

type Values = Record<Name, number[]>;

function each(values: (name: Name) => number[]): Values {
  return { bot: values('bot'), floor: values('floor'), baseline: values('baseline') };
}

function rowsOf({ rounds, starts, sizes }: Results): [string, Values][] {
  const round = (key: 'turnsPerSecond' | 'cpuPerTurn' | 'p50' | 'p99' | 'standInsShare') =>
    each((name) => rounds[name].rounds.map((one) => one[key]));
  const start = (key: keyof Start) => each((name) => starts[name].map((one) => one[key]));
  return [
    ['turns/s', round('turnsPerSecond')],
    ['CPU per turn, ms', round('cpuPerTurn')],
    ['p50, ms', round('p50')],
    ['p99, ms', round('p99')],
    ["stand-ins' CPU, of a core", round('standInsShare')],
    ['first answer, ms', start('firstAnswer')],
    ['CPU to the first answer, ms', start('cpuToFirstAnswer')],
    ['first profile, ms', start('firstProfile')],
    ['resident after start, MB', start('residentAfterStart')],
    ['resident after a profile, MB', start('residentAfterProfile')],
    ['resident at the end, MB', each((name) => [rounds[name].residentAtEnd])],
    ['artifact, MB', each((name) => [sizes[name]])],
  ];
}

export function table(results: Results): string {
  const header = ['', 'bot', 'floor', 'baseline', 'bot / floor', 'bot / baseline'];
  const rows = rowsOf(results).map(([title, { bot, floor, baseline }]) => [
    title,
    ...[bot, floor, baseline].map((values) => showFigure(figure(values))),
    ...[floor, baseline].map((others) => showFigure(ratio(bot, others))),
  ]);
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const aligned = lines.map((line) =>
    line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
  );
  return [...aligned.map((line) => line.trimEnd()), '', ...callLines(results)].join('\n');
}

function callLines({ rounds }: Results): string[] {
  return Object.entries(rounds).map(([name, measured]) => {
    const calls = Object.entries(measured.rounds.at(-1)?.calls ?? {});
    return `calls per turn, ${name}: ${calls.map(([kind, count]) => `${kind} ${show(count)}`).join(', ')}`;
  });
}

/** @returns a line for each target that was missed */
export function missedTargets({ rounds, starts, sizes }: Results): string[] {
  const cpu = (name: Name) => rounds[name].rounds.map(({ cpuPerTurn }) => cpuPerTurn);
  const start = (name: Name, key: keyof Start) => starts[name].map((one) => one[key]);
  const over = (key: keyof Start): Figure => ratio(start('bot', key), start('baseline', key));
  const calls = rounds.bot.rounds.map((round) =>
    Object.entries(round.calls)
      .filter(([kind]) => !kind.startsWith('storage '))
      .reduce((sum, [, count]) => sum + count, 0),
  );
  const checks: [string, number, number][] = [
    ['CPU per turn / floor', ratio(cpu('bot'), cpu('floor')).median, targets.cpuOverFloor],
    ['first answer / baseline', over('firstAnswer').median, targets.coldStartOverBaseline],
    [
      'resident after a profile / baseline',
      over('residentAfterProfile').median,
      targets.residentOverBaseline,
    ],
    ['artifact, MB', sizes.bot, targets.artifact],
    ['calls per turn', Math.max(...calls), targets.callsPerTurn],
  ];
  return checks
    .filter(([, value, most]) => value > most)
    .map(([what, value, most]) => `missed: ${what} is ${show(value)}, at most ${show(most)} was the target`);
}
