// What a run of the bundle never called, by package: read from the coverage that V8 writes when the process ends.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Covered {
  functionName: string;
  /** The first is the function itself; others are blocks of it. */
  ranges: { startOffset: number; endOffset: number; count: number }[];
}

interface Span {
  name: string;
  start: number;
  end: number;
  count: number;
}

/** A CommonJS module of a package. In the bundle it is a function, whose name is the module's path. */
interface Module {
  /** As it lies in node_modules/: a second copy is a package of its own. */
  package: string;
  bytes: number;
  evaluated: boolean;
  /** Whether anything inside was called. What has nothing to call, such as a table, is used when it is evaluated. */
  called: boolean;
}

/** Of each package how many bytes there are, and in how many of them nothing happened. */
export interface Use {
  package: string;
  bytes: number;
  /** In modules that were never run. */
  idle: number;
  called: boolean;
}

/** @param folder what NODE_V8_COVERAGE was, for one process that has ended */
export function readUse(folder: string): Use[] {
  const uses = new Map<string, Use>();
  for (const { package: name, bytes, evaluated, called } of readModules(folder)) {
    const use = uses.get(name) ?? { package: name, bytes: 0, idle: 0, called: false };
    use.bytes += bytes;
    use.idle += evaluated ? 0 : bytes;
    use.called ||= called;
    uses.set(name, use);
  }
  return [...uses.values()];
}

function readModules(folder: string): Module[] {
  const files = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const scripts: { url: string; functions: Covered[] }[] = files.flatMap(({ result }) => result);
  const bundle = scripts.find(({ url }) => url.endsWith('/bot.js'));
  if (!bundle) throw new Error('The bundle is not in the coverage');
  const spans = bundle.functions.map(spanOf).sort((a, b) => a.start - b.start || b.end - a.end);
  return spans.flatMap((span, index) => {
    const name = packageOf(span.name);
    return name ? [{ package: name, ...moduleOf(span, spans, index) }] : [];
  });
}

/** @param spans of all functions, by where they begin, so that those inside one come right after it */
function moduleOf({ start, end, count }: Span, spans: Span[], index: number): Omit<Module, 'package'> {
  let after = index + 1;
  while ((spans[after]?.start ?? end) < end) after += 1;
  const inside = spans.slice(index + 1, after);
  const evaluated = count > 0;
  const called = inside.length > 0 ? inside.some((span) => span.count > 0) : evaluated;
  return { bytes: end - start, evaluated, called };
}

/** @param path of a module, which may begin above the repository */
export function packageOf(path: string): string | undefined {
  const top = 'node_modules/';
  const below = path.includes(top) ? path.slice(path.indexOf(top) + top.length) : '';
  return /^(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/.exec(below)?.[0];
}

function spanOf({ functionName, ranges: [own] }: Covered): Span {
  return {
    name: functionName,
    start: own?.startOffset ?? 0,
    end: own?.endOffset ?? 0,
    count: own?.count ?? 0,
  };
}
