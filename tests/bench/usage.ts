// What a process has used, from outside it, so that nothing is added to what is measured. Linux only.
import { readdirSync, readFileSync } from 'node:fs';

/** CPU time since the process began, all its threads', in milliseconds. The scheduler counts it in nanoseconds. */
export function cpuOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) => {
    const [time = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return Number(time);
  });
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
}

/** Resident memory, in megabytes of 1,024 × 1,024 bytes. */
export function residentOf(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
