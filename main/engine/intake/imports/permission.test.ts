import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildInstance } from '../../../../scripts/phantom/index.ts';

/** Root may read everything, so as root the import runs in a process of the user `nobody`. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

let base: string;
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'permission-'));
});
afterEach(() => {
  for (const locked of ['locked', 'open/locked.dcm']) chmodSync(path.join(base, 'sources', locked), 0o755);
  rmSync(base, { recursive: true, force: true });
});

const program = `
  import path from 'node:path';
  import { pathToFileURL } from 'node:url';
  const { openTestIntake } = await import(pathToFileURL(path.resolve('../testing/index.ts')).href);
  const test = openTestIntake(path.join(process.env.BASE, 'application'));
  const task = await test.import(path.join(process.env.BASE, 'sources'));
  process.stdout.write(JSON.stringify({ task, notes: test.notes(task) }));
  await test.close();
`;
const outputSchema = z.object({
  task: z.object({ state: z.string(), counts: z.record(z.string(), z.number()) }),
  notes: z.array(z.object({ path: z.string(), outcome: z.string(), reason: z.string() })),
});

describe.skipIf(process.platform === 'win32')('a folder and a file without permission', () => {
  it('are refused with what to do, and everything beside them is taken', () => {
    const sources = path.join(base, 'sources');
    for (const folder of ['open', 'locked']) mkdirSync(path.join(sources, folder), { recursive: true });
    writeFileSync(path.join(sources, 'open', '1.dcm'), buildInstance({ InstanceNumber: 1 }));
    writeFileSync(path.join(sources, 'open', 'locked.dcm'), buildInstance({ InstanceNumber: 2 }));
    writeFileSync(path.join(sources, 'locked', '3.dcm'), buildInstance({ InstanceNumber: 3 }));
    chmodSync(base, 0o755);
    if (isRoot) chownSync(base, nobody, nobody);
    chmodSync(path.join(sources, 'open', 'locked.dcm'), 0o000);
    chmodSync(path.join(sources, 'locked'), 0o000);

    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, BASE: base },
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      encoding: 'utf8',
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    expect(child.stderr).toBe('');
    const { task, notes } = outputSchema.parse(JSON.parse(child.stdout));
    expect(task).toMatchObject({ state: 'succeeded', counts: { new: 1, refused: 2 } });
    expect(notes).toEqual([
      {
        path: path.join(sources, 'locked'),
        outcome: 'refused',
        reason: 'The folder may not be read. Give yourself read permission and import it again.',
      },
      {
        path: path.join(sources, 'open', 'locked.dcm'),
        outcome: 'refused',
        reason: 'The file may not be read. Give yourself read permission and import it again.',
      },
    ]);
  });
});
