import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openTestIntake } from '../testing/index.ts';
import { fuzzedFile, runFuzz } from './fuzz.ts';
import { seedFiles } from './seeds.ts';

/** Change it to look for more; what a run finds is found again with the same number. */
const seed = 20_261_122;

const reportSchema = z.object({
  outcomes: z.record(z.string(), z.number()),
  faults: z.array(z.string()),
  slowestMs: z.number(),
  peakBytes: z.number(),
});
const program = `
  import path from 'node:path';
  import { pathToFileURL } from 'node:url';
  const { runFuzz } = await import(pathToFileURL(path.resolve('fuzz.ts')).href);
  const { FOLDER, SEED, COUNT } = process.env;
  process.stdout.write(JSON.stringify(await runFuzz(FOLDER, Number(SEED), Number(COUNT))));
`;

function makeFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'fuzz-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('10,000 broken files are each stored, refused or quarantined with a reason, quickly and in small memory', async () => {
  const count = 10_000;
  const folder = makeFolder();
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, FOLDER: folder, SEED: String(seed), COUNT: String(count) },
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(code).toBe(0);
  const { outcomes, faults, slowestMs, peakBytes } = reportSchema.parse(JSON.parse(output));
  expect(faults).toEqual([]);
  expect(Object.values(outcomes).reduce((sum, one) => sum + one, 0)).toBe(count);
  for (const outcome of ['stored', 'not-dicom', 'quarantined: damaged', 'quarantined: missing-uid']) {
    expect({ outcome, count: outcomes[outcome] ?? 0 }).toEqual({ outcome, count: expect.any(Number) });
    expect(outcomes[outcome]).toBeGreaterThan(count / 100);
  }
  // Processor time, so that a busy machine is no fault.
  expect(slowestMs).toBeLessThan(1000);
  expect(peakBytes).toBeLessThan(300 * 1024 * 1024);
  expect(readdirSync(path.join(folder, 'staging'))).toEqual([]);
}, 300_000);

it('what a run finds is found again with the same number', async () => {
  const folder = makeFolder();
  const [first, again, other] = [seed, seed, seed + 1].map((number) => () => runFuzz(folder, number, 100));
  const { outcomes, faults } = await first!();
  expect(await again!()).toMatchObject({ outcomes, faults });
  expect((await other!()).outcomes).not.toEqual(outcomes);
});

it('broken files that are imported together are all accounted for, and none is lost or left behind', async () => {
  const count = 400;
  const base = makeFolder();
  const sources = path.join(base, 'sources');
  mkdirSync(sources);
  const seeds = seedFiles();
  for (let number = 0; number < count; number++) {
    writeFileSync(path.join(sources, `${number}`), fuzzedFile(seed + 1, number, seeds));
  }
  const test = openTestIntake(path.join(base, 'application'));
  onTestFinished(() => test.close());
  const task = await test.import(sources);
  expect(task).toMatchObject({ state: 'succeeded', done: count });
  expect(test.instances()).toBe(task.counts.new);
  expect(test.files()).toHaveLength(task.counts.new);
  const aside = test.quarantined().reduce((sum, one) => sum + one.times, 0);
  expect(aside).toBe(task.counts.damaged + task.counts.conflicting);
  expect(task.counts.refused).toBe(0);
  expect(test.leftovers()).toEqual([]);
}, 120_000);
