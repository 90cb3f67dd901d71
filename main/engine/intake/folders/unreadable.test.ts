import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { watchedFolderSchema } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { openTestIntake } from '../testing/index.ts';
import type { TestIntake } from '../testing/index.ts';
import { packTar } from '../testing/packTar.ts';
import { packZip } from '../testing/packZip.ts';

const size = 64 * 1024 * 1024;
/** What can still be read of the disk; archives begin with something longer. */
const readable = 8 * 1024 * 1024;
const contents = (...numbers: number[]): [name: string, bytes: Uint8Array][] => [
  ['notes.bin', randomBytes(readable + 4 * 1024 * 1024)],
  ...numbers.map((number): [string, Uint8Array] => [
    `${number}.dcm`,
    buildInstance({ InstanceNumber: number }),
  ]),
];

let base: string;
let inbox: string;
let test: TestIntake | undefined;
beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'unreadable-'));
  inbox = path.join(base, 'inbox');
  mkdirSync(inbox);
});
afterEach(async () => {
  await test?.close();
  spawnSync('umount', ['-l', inbox]);
  rmSync(base, { recursive: true, force: true });
});

it('archives of files on a disk that could not be read for a while are tried again, and taken whole', async (context) => {
  const image = path.join(base, 'disk');
  /** A file system in a file. */
  const mountDisk = (...options: string[]) =>
    spawnSync('mount', ['-o', ['loop', ...options].join(), image, inbox]).status === 0;
  writeFileSync(image, '');
  truncateSync(image, size);
  const isMade = spawnSync('mkfs.ext2', ['-q', '-F', image]).status === 0;
  if (!isMade || !mountDisk()) context.skip('this process may not mount a small disk');
  await packZip(path.join(inbox, 'study.zip'), Object.fromEntries(contents(1, 2)));
  packTar(
    path.join(inbox, 'study.tar'),
    contents(3, 4).map(([name, bytes]) => ({ name, bytes })),
  );
  // Mounted anew, so that nothing of it is in memory.
  expect(spawnSync('umount', [inbox]).status).toBe(0);
  expect(mountDisk('ro')).toBe(true);
  const whole = readFileSync(image);
  // What lies behind is an error to whoever reads it, as of a share whose server is away.
  truncateSync(image, readable);

  test = openTestIntake(path.join(base, 'application'), {
    watchedFolders: [watchedFolderSchema.parse({ id: 'f', path: inbox, pollSeconds: 0.1, settleSeconds: 0 })],
  });
  const door = () => test?.intake.doors().doors.find((one) => one.door === 'folder');
  await expect.poll(() => door()?.counts.refused, { timeout: 20_000 }).toBe(2);
  expect(test.instances()).toBe(0);

  writeFileSync(image, whole, { flag: 'r+' });
  await expect.poll(() => test?.instances(), { timeout: 60_000 }).toBe(4);
}, 120_000);
