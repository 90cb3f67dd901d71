import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks of `/proc` per second, the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** A process and all below it, parents first (Linux). */
export function processTree(pid: number): number[] {
  const parents = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? statusOf(Number(name)) : null;
    if (fields === null) continue;
    const parent = Number(fields[1]);
    parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
  }
  const found = [pid];
  // It grows while it is walked.
  for (const one of found) found.push(...(parents.get(one) ?? []));
  return found;
}

/** Processor time of a process and all below it, ended children included, in milliseconds (Linux). */
export function cpuTime(pid: number): number {
  let ticks = 0;
  for (const one of processTree(pid)) {
    // utime, stime, cutime, cstime
    for (const time of statusOf(one)?.slice(11, 15) ?? []) ticks += Number(time);
  }
  return (ticks / ticksPerSecond) * 1000;
}

/** Fields of `/proc/<pid>/stat` from the state on; null where the process has ended. */
function statusOf(pid: number): string[] | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before may hold spaces and brackets.
    return status.slice(status.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
