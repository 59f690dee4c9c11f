// The profile: where the bot's CPU time goes in "profile" turns, by package and by function.
import { type CpuProfile, inspect, inspectable } from '../inspector';
import { say } from '../load';
import { launch } from '../programs';
import { startSurroundings } from '../surroundings';
import { buildWithPlaces, type Place } from './places';

export interface ProfileOptions {
  turns: number;
  people: number;
  warmUp: number;
}

const shown = 30;

/** Nothing is missed by looking. */
export async function runProfile({ turns, people, warmUp }: ProfileOptions): Promise<boolean> {
  const placeOf = buildWithPlaces();
  const surroundings = await startSurroundings(['bot']);
  try {
    const bot = await launch('bot', surroundings, { nodeOptions: inspectable });
    const inspector = await inspect(bot);
    await say(bot, { text: 'profile', turns: warmUp, people });
    const profile = await inspector.profile(() => say(bot, { text: 'profile', turns, people }));
    inspector.close();
    await bot.kill();
    const { itself, onBehalf, within, functions, functionsWithin, total } = sumUp(profile, placeOf);
    const section = (title: string, times: Map<string, number>) => [
      `\n${title}`,
      ...[...times]
        .sort(([, a], [, b]) => b - a)
        .slice(0, shown)
        .map(([name, time]) => {
          const [share, each] = [(time / total) * 100, time / turns / 1_000];
          return `${share.toFixed(1).padStart(6)} %  ${each.toFixed(3).padStart(7)} ms a turn  ${name}`;
        }),
    ];
    const lines = [
      `${(total / turns / 1_000).toFixed(2)} ms a turn, profiled`,
      ...section('itself, by package', itself),
      ...section("by package, node's work for it included", onBehalf),
      ...section('by package, with all it calls before the next await', within),
      ...section("by function, node's work for it included", functions),
      ...section('by function, with all it calls before the next await', functionsWithin),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return true;
  } finally {
    await surroundings.close();
  }
}

/** Microseconds, idle time left out. */
function sumUp({ nodes, samples, timeDeltas }: CpuProfile, placeOf: (frame: Frame) => Place) {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const [itself, onBehalf, within] = [times(), times(), times()];
  const [functions, functionsWithin] = [times(), times()];
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const time = timeDeltas[index] ?? 0;
    const stack: Place[] = [];
    for (let node: number | undefined = id; node !== undefined; node = parents.get(node)) {
      const place = places.get(node);
      if (place) stack.push(place);
    }
    const [top] = stack;
    if (!top || top.package === '(idle)') continue;
    // Of what node does on its own behalf, such as reading from a socket, no package is above.
    const asked = stack.find(({ isNode }) => !isNode) ?? top;
    total += time;
    add(itself, top.package, time);
    add(onBehalf, asked.package, time);
    add(functions, nameOf(asked), time);
    const others = stack.filter(({ isNode }) => !isNode);
    for (const name of new Set(others.map((place) => place.package))) add(within, name, time);
    for (const name of new Set(others.map(nameOf))) add(functionsWithin, name, time);
  }
  return { itself, onBehalf, within, functions, functionsWithin, total };
}

const nameOf = (place: Place) => `${place.package}  ${place.where}`;

const times = () => new Map<string, number>();

const add = (all: Map<string, number>, name: string, time: number) =>
  all.set(name, (all.get(name) ?? 0) + time);

type Frame = CpuProfile['nodes'][number]['callFrame'];
