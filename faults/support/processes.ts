import { readFileSync, readdirSync } from 'node:fs';

/** A process and what started it, as Linux tells. */
interface Seen {
  pid: number;
  parent: number;
  command: string;
}

/** The warm Python processes that start an engine's jobs; each is the child of a keeper. Linux only. */
export function pythonHosts(enginePid: number): number[] {
  const all = seen().filter(({ command }) => command.includes('dcm_processor_runtime'));
  const keepers = new Set(all.filter(({ parent }) => parent === enginePid).map(({ pid }) => pid));
  return all.filter(({ parent }) => keepers.has(parent)).map(({ pid }) => pid);
}

function seen(): Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The name of a process stands in brackets and may hold anything.
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}
