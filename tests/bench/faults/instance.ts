// One bot process of a fault run: the program itself, with a clock that goes faster than real.
import { setTimeout } from 'node:timers/promises';
import { createApp } from '../../../bot/app';
import type { Clock } from '../../../bot/runtime/clock';
import { readSettings } from '../../../bot/settings';

const speed = Number(process.env.CLOCK_SPEED);
/** Of all instances, for their clocks must say the same: one that starts later would be behind, and take a dead one's claim for new. */
const began = Number(process.env.CLOCK_BEGAN);

/** The services are no faster than real, and share the machine with everything else: a call may always take so long. */
const least = 2_000;

const clock: Clock = {
  now: () => began + (Date.now() - began) * speed,
  timeout: (ms) => AbortSignal.timeout(Math.max(least, Math.ceil(ms / speed))),
  sleep: (ms, signal) => setTimeout(ms / speed, undefined, signal ? { signal } : {}).catch(() => undefined),
};

const app = createApp({ settings: readSettings(process.env), clock });
app.listen(0).then((port) => process.send?.({ port }));
