import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { copied, filesBelow, openCopyBench } from '../../scripts/testCopies/index.ts';

const everything = { data: true, runs: true, trials: true };

/** Has a folder be there and answer nothing about what is in it, as a damaged disk does; also for who may read all. */
function makeUnreadable(folder: string): void {
  renameSync(folder, `${folder}-kept`);
  symlinkSync(path.basename(folder), folder);
}

async function openFilled() {
  const bench = openCopyBench();
  const { id, folder } = bench.create('Filled', { quietSeconds: 3600 });
  await bench.importAll(id, bench.files(0, 2));
  const file = path.join(bench.home, 'filled.tar.gz');
  const backUp = () =>
    bench.engine.copies.backUp({ application: id, file, include: everything, includeSecrets: false });
  const remove = () =>
    bench.engine.removeApplication({
      application: id,
      keepData: false,
      keepImages: true,
      backup: file,
      includeSecrets: false,
    });
  return { bench, id, folder, file, backUp, remove };
}

it('an image that is there and cannot be read fails a backup, and is not told as one that was gone', async () => {
  const { bench, folder, file, backUp, remove } = await openFilled();
  const [first = ''] = filesBelow(path.join(folder, 'archive'));
  const damaged = path.join(folder, 'archive', first.split('/')[0] ?? '');
  makeUnreadable(damaged);
  const { id: task } = await backUp();
  expect(await bench.engine.tasks.ended(task)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('could not be copied'),
  });
  expect(existsSync(file)).toBe(false);

  await expect(remove()).rejects.toMatchObject({ code: 'disk-failed' });
  expect(existsSync(path.join(`${damaged}-kept`, ...first.split('/').slice(1)))).toBe(true);
  expect(bench.engine.listApplications()).toHaveLength(1);
}, 60_000);

it('an application is not removed after a backup that could not read all of it', async () => {
  const { bench, folder, file, backUp, remove } = await openFilled();
  mkdirSync(path.join(folder, 'golden', 'case'), { recursive: true });
  writeFileSync(path.join(folder, 'golden', 'case', 'accepted.txt'), 'precious');
  // A name that is no text: listed, and not to be asked for.
  writeFileSync(
    Buffer.concat([Buffer.from(path.join(folder, 'golden', 'case', 'x')), Buffer.from([0xff])]),
    'x',
  );

  await expect(remove()).rejects.toMatchObject({
    code: 'disk-failed',
    message: expect.stringMatching(/^1 file/),
  });
  expect(existsSync(path.join(folder, 'golden', 'case', 'accepted.txt'))).toBe(true);
  expect(existsSync(file)).toBe(false);
  expect(bench.engine.listApplications()).toHaveLength(1);

  // One that is made for itself tells what it leaves out.
  expect((await copied(bench.engine, backUp())).findings).toContainEqual(
    expect.objectContaining({ code: 'files-left-out' }),
  );
}, 60_000);

it('what cannot be read of services is told by a backup', async () => {
  const { bench, folder, backUp } = await openFilled();
  const name = Buffer.concat([Buffer.from(path.join(folder, 'registry', 'x')), Buffer.from([0xff])]);
  writeFileSync(name, 'x');
  expect((await copied(bench.engine, backUp())).findings).toContainEqual(
    expect.objectContaining({ code: 'files-left-out', message: expect.stringMatching(/^1 thing was/) }),
  );
}, 60_000);

/** A disk in memory, which is another one than that of temporary files. */
const otherDisk = '/dev/shm';
const hasOtherDisk = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(os.tmpdir()).dev;

it.skipIf(!hasOtherDisk)(
  'a clone with its data can be made on another disk',
  async () => {
    const { bench, id } = await openFilled();
    const elsewhere = mkdtempSync(path.join(otherDisk, 'clone-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
    const { application } = await copied(
      bench.engine,
      bench.engine.copies.clone({
        application: id,
        name: 'Elsewhere',
        folder: path.join(elsewhere, 'clone'),
        with: 'data',
        options: {},
      }),
    );
    expect(bench.count(application ?? '', 'instance')).toBe(2);
    const { folders } = bench.engine.application(id).context;
    expect(
      existsSync(folders.backups) && readdirSync(folders.backups).some((one) => one.startsWith('copy-')),
    ).toBe(false);
  },
  60_000,
);
