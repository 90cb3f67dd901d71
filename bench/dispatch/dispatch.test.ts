import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const bench = fileURLToPath(new URL('../dispatch.ts', import.meta.url));
const percentiles = (...names: string[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, z.number()])));

describe('the benchmark of dispatch', () => {
  it('does not rot: every part of it still measures something against the engine of today', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [bench, '--json', '--rounds', '1', '--scale', '0.001'],
      { timeout: 110_000 },
    );
    const report = z
      .strictObject({
        // RQ is measured where it is installed.
        ratio: z.strictObject({
          jobsPerSecondVsRq: z.number().nullable(),
          jobsPerSecondVsRq2: z.number().nullable(),
        }),
        jobsPerSecond: z.number().positive(),
        dependencyToStart: percentiles('p50Ms', 'p99Ms'),
        completeToStart: percentiles('p50Ms', 'p95Ms'),
        claimFlatness: z.number().positive(),
        recoveryMs: z.number().positive(),
        peakRssMb: z.number().positive(),
      })
      .parse(JSON.parse(stdout));
    expect(report.dependencyToStart).not.toEqual({ p50Ms: 0, p99Ms: 0 });
  }, 120_000);
});
