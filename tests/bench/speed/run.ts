// The speed run: starts and rounds of the bot, the floor and the baseline, all on the same stand-ins.
import { cpus, loadavg } from 'node:os';
import ensureBuilt from '../../support/freshBuild';
import { compile } from '../compile';
import { names } from '../programs';
import { startSurroundings } from '../surroundings';
import { missedTargets, type Results, table } from './report';
import { measureRounds, type RoundsOptions } from './rounds';
import { measureSizes } from './sizes';
import { measureStarts } from './starts';

export interface SpeedOptions extends RoundsOptions {
  starts: number;
  json: boolean;
}

/** @returns whether every target was met */
export async function runSpeed({ starts, json, ...options }: SpeedOptions): Promise<boolean> {
  ensureBuilt();
  const load = loadavg()[0] ?? 0;
  const surroundings = await startSurroundings([...names]);
  try {
    const results: Results = {
      starts: await measureStarts(surroundings, starts),
      rounds: await measureRounds(surroundings, options),
      sizes: measureSizes(compile('floor/server.ts')),
    };
    const machine = { cpus: cpus().length, model: cpus()[0]?.model, load, node: process.version };
    const missed = missedTargets(results);
    const text = [
      `${machine.cpus} × ${machine.model}, load ${load.toFixed(1)} at the start, Node ${machine.node}`,
      `${options.rounds} rounds of ${options.turns} turns, ${starts} starts; medians (least–most)`,
      '',
      table(results),
      ...missed,
    ].join('\n');
    process.stdout.write(`${json ? JSON.stringify({ machine, options, ...results, missed }) : text}\n`);
    return missed.length === 0;
  } finally {
    await surroundings.close();
  }
}
