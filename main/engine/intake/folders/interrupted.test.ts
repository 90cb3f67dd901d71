import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { watchedFolderSchema } from '../../../../contract/index.ts';
import { buildInstance, truncated } from '../../../../scripts/phantom/index.ts';
import { openTestIntake } from '../testing/index.ts';

const files = 240;

/** Watches the folder and kills itself when so many instances are archived and so few files are left in it. */
const program = `
  import { readdirSync } from 'node:fs';
  import path from 'node:path';
  import { pathToFileURL } from 'node:url';
  const { openTestIntake } = await import(pathToFileURL(path.resolve('../testing/index.ts')).href);
  const folder = JSON.parse(process.env.FOLDER);
  const moment = JSON.parse(process.env.MOMENT);
  const test = openTestIntake(process.env.ROOT, { watchedFolders: [folder] });
  setInterval(() => {
    if (test.instances() < moment.archived) return;
    if (readdirSync(folder.path).length <= moment.left) process.kill(process.pid, 'SIGKILL');
  }, 1);
`;

/** Each is reached whatever the kills before it left to do. */
const moments = [
  { archived: 1, left: files + 1 },
  { archived: files / 2, left: files + 1 },
  { archived: files, left: files / 2 },
] as const;

async function killedAt(moment: (typeof moments)[number], root: string, folder: unknown): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ROOT: root, FOLDER: JSON.stringify(folder), MOMENT: JSON.stringify(moment) },
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

it.each(['delete', 'move'] as const)(
  'a kill while files are taken and then subject to "%s" loses none and takes none twice',
  async (after) => {
    const base = mkdtempSync(path.join(os.tmpdir(), 'folders-killed-'));
    onTestFinished(() => rmSync(base, { recursive: true, force: true }));
    const [root, inbox, done] = ['application', 'inbox', 'done'].map((name) => path.join(base, name));
    for (const folder of [inbox!, done!]) mkdirSync(folder);
    const bytesOf = (number: number) => buildInstance({ InstanceNumber: number, Rows: 4, Columns: 4 });
    for (let number = 1; number <= files; number++) {
      writeFileSync(path.join(inbox!, `${number}.dcm`), bytesOf(number));
    }
    writeFileSync(path.join(inbox!, 'cut.dcm'), truncated(bytesOf(999)));
    const folder = watchedFolderSchema.parse({
      id: 'f',
      path: inbox,
      pollSeconds: 0.1,
      settleSeconds: 0,
      after,
      moveTo: done,
    });
    for (const moment of moments) await killedAt(moment, root!, folder);

    const test = openTestIntake(root!, { watchedFolders: [folder] });
    onTestFinished(() => test.close());
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (readdirSync(inbox!).length > 0) return;
        clearInterval(timer);
        resolve();
      }, 20);
    });
    expect(test.instances()).toBe(files);
    expect(test.files()).toHaveLength(files);
    expect(test.quarantined()).toMatchObject([{ reason: 'damaged' }]);
    const door = test.intake.doors().doors.find((one) => one.door === 'folder');
    expect(door?.counts).toMatchObject({ new: files, conflicting: 0 });
    // A kill between the second name of a file and the end of its first one leaves a file that looks changed.
    expect(door?.counts.alreadyThere).toBeLessThanOrEqual(after === 'move' ? 1 : 0);
    if (after === 'delete') return;
    const moved = readdirSync(done!).sort();
    expect(moved).toEqual(
      ['cut.dcm', ...Array.from({ length: files }, (_, index) => `${index + 1}.dcm`)].sort(),
    );
    expect(readFileSync(path.join(done!, '17.dcm')).equals(bytesOf(17))).toBe(true);
  },
  60_000,
);
