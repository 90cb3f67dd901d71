import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { watchedFolderSchema } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';

/** Root may read everything, so as root the folder is watched in a process of the user `nobody`. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** Watches until two looks are over and tells how the folder is doing then. */
const program = `
  import path from 'node:path';
  import { pathToFileURL } from 'node:url';
  const { openTestIntake } = await import(pathToFileURL(path.resolve('../testing/index.ts')).href);
  const test = openTestIntake(path.join(process.env.BASE, 'application'), {
    watchedFolders: [JSON.parse(process.env.FOLDER)],
  });
  let looks = new Set();
  const timer = setInterval(async () => {
    const [state] = test.intake.folders.list();
    if (state.lookedAt !== null) looks.add(state.lookedAt);
    if (looks.size < 3) return;
    clearInterval(timer);
    const door = test.intake.doors().doors.find((one) => one.door === 'folder');
    process.stdout.write(JSON.stringify({ state, counts: door.counts, instances: test.instances() }));
    await test.close();
  }, 10);
`;
const outputSchema = z.object({
  state: z.object({ state: z.string(), problem: z.string() }),
  counts: z.record(z.string(), z.number()),
  instances: z.number(),
});

it.skipIf(process.platform === 'win32')(
  'what may not be read or deleted is told, once, and everything beside it is taken',
  async () => {
    const base = mkdtempSync(path.join(os.tmpdir(), 'folders-permission-'));
    const inbox = path.join(base, 'inbox');
    const locked = ['no-entry', 'locked.dcm', 'no-delete'].map((name) => path.join(inbox, name));
    onTestFinished(() => {
      for (const one of locked) chmodSync(one, 0o755);
      rmSync(base, { recursive: true, force: true });
    });
    for (const name of ['no-entry', 'no-delete']) mkdirSync(path.join(inbox, name), { recursive: true });
    const put = (name: string, InstanceNumber: number) =>
      writeFileSync(path.join(inbox, name), buildInstance({ InstanceNumber }));
    put('1.dcm', 1);
    put('locked.dcm', 2);
    put('no-entry/3.dcm', 3);
    put('no-delete/4.dcm', 4);
    chmodSync(base, 0o755);
    if (isRoot)
      for (const one of [base, inbox, path.join(inbox, 'no-delete')]) chownSync(one, nobody, nobody);
    chmodSync(path.join(inbox, 'locked.dcm'), 0o000);
    chmodSync(path.join(inbox, 'no-entry'), 0o000);
    chmodSync(path.join(inbox, 'no-delete'), 0o555);

    const folder = watchedFolderSchema.parse({
      id: 'f',
      path: inbox,
      pollSeconds: 0.1,
      settleSeconds: 0,
      after: 'delete',
    });
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, BASE: base, FOLDER: JSON.stringify(folder) },
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const { state, counts, instances } = outputSchema.parse(JSON.parse(output));
    expect(instances).toBe(2);
    expect(state.state).toBe('open');
    expect(state.problem).toMatch(
      /(no-entry may not be read|4\.dcm is taken but could not be deleted).*\(and 1 more\)/,
    );
    // Tried again later, told once.
    expect(counts).toMatchObject({ new: 2, alreadyThere: 0, refused: 1 });
    expect(existsSync(path.join(inbox, '1.dcm'))).toBe(false);
    expect(existsSync(path.join(inbox, 'no-delete', '4.dcm'))).toBe(true);
  },
  60_000,
);
