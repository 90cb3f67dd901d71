import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startWatched } from '../../e2e/support/packaged.ts';
import type { PackagedProgram } from '../../e2e/support/packaged.ts';
import { electronEnvironment, ensureElectron } from '../../scripts/setup/index.mjs';
import { flushDisks, median, spread } from '../support/index.ts';
import { writeEmptyProgram } from './emptyWindow.ts';

/**
 * From the start of the process until the window can be used, beside an Electron window with one word in it: in turn,
 * by the same means. Milliseconds that the program takes longer.
 */
export async function measureStartUp(
  start: () => Promise<PackagedProgram>,
  { folder, rounds, say }: { folder: string; rounds: number; say(text: string): void },
): Promise<number> {
  const empty = path.join(folder, 'empty');
  await mkdir(empty);
  await writeEmptyProgram(empty);
  const { executable, ...toolchain } = await ensureElectron();
  const environment = electronEnvironment({ executable, ...toolchain });
  const times: { own: number[]; empty: number[] } = { own: [], empty: [] };
  // The first round fills the caches of the system and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    await flushDisks();
    const own = await timeUntil('Overview', start);
    await flushDisks();
    const other = await timeUntil('Empty', () =>
      startWatched({ executable, args: [empty], env: environment, cwd: folder, home: empty }),
    );
    if (round === 0) continue;
    times.own.push(own);
    times.empty.push(other);
  }
  say(`Start to interactive: ${spread(times.own)} ms; an empty Electron window: ${spread(times.empty)} ms`);
  return median(times.own) - median(times.empty);
}

/** Starts a program, and waits until its page shows that heading and answers. */
async function timeUntil(heading: string, start: () => Promise<PackagedProgram>): Promise<number> {
  const begun = performance.now();
  const program = await start();
  await program.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  const taken = performance.now() - begun;
  await program.close();
  return taken;
}
