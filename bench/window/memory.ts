import { readFileSync } from 'node:fs';
import type { PackagedProgram } from '../../e2e/support/packaged.ts';

/** Memory of a process, in MB of 1,000,000 bytes (Linux). */
export interface Memory {
  /** All that lies in memory for it, also what it shares with other processes of Electron: code, fonts. */
  rss: number;
  /** The same, with shared memory divided among those that share it. */
  pss: number;
}

/**
 * Measures the process that draws the page. That process alone is the "window memory" of the figures: an Electron that
 * shows one word has the others (main, GPU, network) as well, and the engine is a program of its own.
 */
export async function openMemoryMeter(program: PackagedProgram): Promise<() => Memory> {
  const session = await program.page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('The program gives no way to ask for its processes.');
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderer = processInfo.find(({ type }) => type === 'renderer');
  if (renderer === undefined) throw new Error('The program has no process that draws its page.');
  return () => memoryOf(renderer.id);
}

/** Memory of any process. */
export function memoryOf(pid: number): Memory {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const field = (name: string) =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1]) * 1024) / 1e6;
  return { rss: field('Rss'), pss: field('Pss') };
}
