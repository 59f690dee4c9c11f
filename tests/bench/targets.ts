// What the bot is held to. `npm run bench` and `npm run bench -- growth` end with 1 when one of these is missed.

interface Target {
  what: string;
  atMost: number;
  /** The major version of Node it is for. Other versions print the figure only. */
  node?: number;
}

/** Node 20 is the oldest version the bot runs on. Node 24 is what Azure runs. */
export const targets = {
  cpuOverFloor: { what: 'CPU of a profile turn / floor', atMost: 6.5, node: 20 },
  cpuOverBaseline: { what: 'CPU of a profile turn / baseline', atMost: 0.5, node: 24 },
  firstAnswerOverBaseline: { what: 'first answer / baseline', atMost: 0.6 },
  resident: { what: 'resident after the first profile, MB', atMost: 100 },
  artifact: { what: 'dist/, MB', atMost: 14 },
  profileCalls: { what: 'calls of a profile turn, storage aside', atMost: 3 },
  formCalls: { what: 'calls to open the mail form, storage aside', atMost: 2 },
  sendCalls: { what: 'calls of a send, storage aside', atMost: 3 },
  heapGrowth: { what: 'growth of the heap over 10,000 turns, MB', atMost: 5 },
} satisfies Record<string, Target>;

export type Measured = Partial<Record<keyof typeof targets, number>>;

/** Holds what was measured against the targets. */
export function judge(measured: Measured): { rows: string[][]; good: boolean } {
  const major = Number(process.versions.node.split('.')[0]);
  const judged = Object.entries<Target>(targets).flatMap(([name, { what, atMost, node = major }]) => {
    const value = measured[name as keyof Measured];
    if (value === undefined) return [];
    const missed = node === major && value > atMost;
    const verdict = node === major ? (missed ? 'MISSED' : 'met') : `for Node ${node}`;
    return [{ missed, row: [what, value.toFixed(2), `at most ${atMost}`, verdict] }];
  });
  return { rows: judged.map(({ row }) => row), good: !judged.some(({ missed }) => missed) };
}
