import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestApplication } from '../dispatch/testing/index.ts';

const lateProcess = fileURLToPath(new URL('../archive/testing/lateProcess.ts', import.meta.url));
/** Steps that are tried in each mode; with TEST_EVERY_STEP=1 it is every one. */
const triedSteps = 4;

interface WalkEnd {
  signal: NodeJS.Signals | null;
  code: number | null;
  output: string;
}
/** A folder in which three images of two patients wait, in turn. */
function makeFolder(home: string, name: string): string {
  const input = path.join(home, name, 'input');
  mkdirSync(input, { recursive: true });
  for (const InstanceNumber of [1, 2, 3]) {
    for (const PatientID of ['P1', 'P2']) {
      const bytes = buildInstance({ PatientID, InstanceNumber });
      writeFileSync(path.join(input, `${InstanceNumber}-${PatientID}.dcm`), bytes);
    }
  }
  return path.join(home, name);
}
function walk(folder: string, mode: string, killAt: number): Promise<WalkEnd> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [lateProcess, folder, mode, String(killAt)],
      (_error, stdout, stderr) => {
        resolve({ signal: child.signalCode, code: child.exitCode, output: stdout + stderr });
      },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
  });
}

interface RunRow {
  entity: string;
  version: number;
  state: string;
  instances: number;
  ended: number;
}

/** Everything was archived once, and the newest run of each patient has all of it. */
function checkEnd(folder: string, mode: string): void {
  const application = openTestApplication(folder);
  const { history } = application.context;
  try {
    expect(history.all('SELECT 1 FROM instance')).toHaveLength(6);
    expect(history.all("SELECT 1 FROM arrival WHERE state IN ('collecting', 'complete')")).toEqual([]);
    for (const { id } of history.all<{ id: string }>('SELECT id FROM patient')) {
      const runs = history.all<RunRow>(
        `SELECT entity_id AS entity, version, state, instance_count AS instances,
           (SELECT count(*) FROM job_run WHERE run_id = run.id AND state = 'succeeded') AS ended
         FROM run WHERE entity_id = ? ORDER BY version`,
        [id],
      );
      expect(runs.map((run) => run.version)).toEqual(runs.map((_, index) => index + 1));
      for (const run of runs) {
        expect(run.state === 'succeeded' ? run.ended : run.state).toBe(
          run.state === 'succeeded' ? 1 : 'replaced',
        );
      }
      const aside = history.get<{ n: number }>(
        "SELECT coalesce(sum(instance_count), 0) AS n FROM arrival WHERE state = 'put-aside' AND entity_id = ?",
        [id],
      );
      expect(runs.at(-1)?.state).toBe('succeeded');
      // An instance that is put aside may still have come in time for the run.
      expect((runs.at(-1)?.instances ?? 0) + (aside?.n ?? 0)).toBeGreaterThanOrEqual(3);
      expect(aside?.n === 0 || mode === 'ignore').toBe(true);
    }
  } finally {
    application.close();
  }
}

it.each(['new-version', 'merge', 'ignore'])(
  'a kill at any step while instances come late (%s) loses none of them and processes none by half',
  async (mode) => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'late-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const whole = makeFolder(home, 'whole');
    const undisturbed = await walk(whole, mode, 0);
    expect(undisturbed).toMatchObject({ signal: null, code: 0 });
    checkEnd(whole, mode);

    const steps = Number(undisturbed.output);
    const reach = process.env['TEST_EVERY_STEP'] === '1' ? 1 : 0.6;
    const tried = reach === 1 ? steps : triedSteps;
    // How many runs there are depends on how far the first is when more comes, so the last steps may not be reached.
    const upcoming = Array.from({ length: tried }, (_, index) =>
      Math.round(1 + (index * (steps * reach - 1)) / (tried - 1)),
    ).values();
    let kills = 0;
    async function killOneAfterTheOther(): Promise<void> {
      for (const at of upcoming) {
        const folder = makeFolder(home, `killed-${at}`);
        const killed = await walk(folder, mode, at);
        kills += Number(killed.signal === 'SIGKILL');
        const again = await walk(folder, mode, 0);
        expect(again, `after a kill at step ${at}`).toMatchObject({ signal: null, code: 0 });
        checkEnd(folder, mode);
      }
    }
    await Promise.all([killOneAfterTheOther(), killOneAfterTheOther()]);
    expect(kills).toBeGreaterThanOrEqual(tried / 2);
  },
  300_000,
);
