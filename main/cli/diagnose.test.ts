import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { linkToEngine } from '../link/index.ts';
import { run } from './testing/run.ts';

const answer = z.looseObject({
  ok: z.boolean(),
  error: z.looseObject({ code: z.string(), message: z.string() }).optional(),
  failed: z.number(),
  checks: z.array(z.looseObject({ number: z.number(), check: z.string(), state: z.string() })),
});

test.skipIf(process.platform === 'win32')(
  'what is wrong ends with 1 and is mended by its name, and a report takes no other file’s place',
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'cli-diagnose-'));
    const home = path.join(folder, 'home');
    const link = await linkToEngine(home);
    onTestFinished(async () => {
      await link.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    const diagnose = async (...words: string[]) => {
      const { code, output } = await run(['--json', 'diagnose', ...words, '--home', home]);
      return { code, output };
    };
    const well = await diagnose();
    const { checks, failed, ok, error } = answer.parse(JSON.parse(well.output));
    expect({ code: well.code, failed, ok, error }).toEqual({
      code: 0,
      failed: 0,
      ok: true,
      error: undefined,
    });
    expect(checks.map(({ number }) => number)).toEqual(checks.map((_, index) => index + 1));

    chmodSync(home, 0o777);
    const wrong = await diagnose();
    expect(wrong.code).toBe(1);
    const told = answer.parse(JSON.parse(wrong.output));
    expect(told).toMatchObject({ ok: false, error: { code: 'check-failed' }, failed: 1 });
    expect(told.checks.find(({ check }) => check === 'home')).toMatchObject({
      state: 'failed',
      command: null,
    });
    const { output, errors } = await run(['diagnose', '--home', home]);
    expect(output).toMatch(/^ 2\. FAILED {2}home: /m);
    // Said once: with its check.
    expect(output).toContain(told.error?.message ?? 'nobody said why');
    expect(errors).toMatch(/^Error: 1 check failed\.$/m);
    expect(errors).not.toContain(told.error?.message ?? '');
    expect((await diagnose('--fix', 'clock', 'home')).code).toBe(0);
    expect(statSync(home).mode & 0o022).toBe(0);

    const report = path.join(folder, 'report.txt');
    writeFileSync(report, 'mine');
    expect((await diagnose('--report', report)).code).toBe(1);
    expect(readFileSync(report, 'utf8')).toBe('mine');
    const other = path.join(folder, 'other.txt');
    expect((await diagnose('--report', other)).code).toBe(0);
    expect(existsSync(other)).toBe(true);
    expect(readFileSync(other, 'utf8')).toContain('DCM Processor');
  },
  90_000,
);
