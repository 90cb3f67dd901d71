import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { watchedFolderSchema } from '../../contract/index.ts';
import { getTask } from './history/index.ts';
import {
  copied,
  filesBelow,
  installTwoSteps,
  openCopyBench,
  patience,
} from '../../scripts/testCopies/index.ts';

it('an application whose data lie in a folder of their own works, is backed up and removed with all of it', async () => {
  const bench = openCopyBench();
  const { engine, home } = bench;
  const dataFolder = path.join(home, 'large disk', 'data');
  const { id, folder } = engine.createApplication({
    name: 'Large',
    folder: undefined,
    dataFolder,
    options: {
      quietSeconds: 0,
      watchedFolders: [watchedFolderSchema.parse({ id: 'w', path: home, pollSeconds: 0.2 })],
    },
  });
  expect(engine.listApplications()).toMatchObject([{ dataFolder }]);
  await installTwoSteps(engine, id, home);
  await bench.importAll(id, bench.files(0, 2));
  await expect.poll(() => bench.count(id, 'run WHERE delivered_at IS NOT NULL'), patience).toBe(2);
  expect(filesBelow(path.join(dataFolder, 'archive')).filter((name) => name.endsWith('.dcm'))).toHaveLength(
    2,
  );
  expect(filesBelow(path.join(dataFolder, 'runs')).some((name) => name.endsWith('result.txt'))).toBe(true);
  expect(filesBelow(path.join(dataFolder, 'runs')).some((name) => name.endsWith('between.txt'))).toBe(false);

  // Its own archive is nothing to import from, by whatever way.
  const { context, intake } = engine.application(id);
  const own = intake.imports.start([dataFolder, path.join(dataFolder, 'archive'), path.dirname(dataFolder)]);
  await expect.poll(() => getTask(context.history, own.id).state, patience).toBe('succeeded');
  expect(getTask(context.history, own.id).counts['already-there']).toBe(0);

  // The data home is watched here, and no place for what is written out.
  const beside = mkdtempSync(path.join(os.tmpdir(), 'beside-'));
  onTestFinished(() => rmSync(beside, { recursive: true, force: true }));
  const file = path.join(beside, 'large.tar.gz');
  const include = { data: true, runs: true, trials: true };
  const backUp = (target: string) =>
    engine.copies.backUp({ application: id, file: target, include, includeSecrets: false });
  await expect(backUp(path.join(dataFolder, 'inside.tar.gz'))).rejects.toMatchObject({
    code: 'folder-not-usable',
  });
  await copied(engine, backUp(file));
  const { application } = await copied(
    engine,
    engine.copies.restore({ file, name: 'Restored', folder: undefined, options: {} }),
  );
  const restored = engine.describeApplication(application ?? '');
  expect(restored.dataFolder).toBeNull();
  expect(filesBelow(path.join(restored.folder, 'archive'))).toHaveLength(2);

  writeFileSync(path.join(dataFolder, 'thesis.txt'), 'precious');
  const remove = { keepData: false, keepImages: true, backup: null, includeSecrets: false };
  expect(await engine.removeApplication({ application: id, ...remove })).toMatchObject({ left: [] });
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(dataFolder)).toEqual(['thesis.txt']);
}, 120_000);

it('a data folder that is away is told, and that of another application or with other things in it is refused', async () => {
  const bench = openCopyBench();
  const { engine, home } = bench;
  const dataFolder = path.join(home, 'data');
  const { id } = engine.createApplication({ name: 'Away', folder: undefined, dataFolder, options: {} });
  const full = path.join(home, 'full');
  mkdirSync(full);
  writeFileSync(path.join(full, 'thesis.txt'), 'precious');
  for (const wrong of [dataFolder, path.join(dataFolder, 'archive', 'x'), full, 'relative', home]) {
    expect((await engine.checkApplication({ name: 'New', dataFolder: wrong, options: {} })).findings).toEqual(
      [expect.objectContaining({ severity: 'error', field: 'dataFolder' })],
    );
    expect(() =>
      engine.createApplication({ name: 'New', folder: undefined, dataFolder: wrong, options: {} }),
    ).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(folder-not-usable|application-exists)$/) }),
    );
  }
  renameSync(dataFolder, `${dataFolder} elsewhere`);
  await engine.life.restart(id, 'interrupt');
  expect(engine.listApplications()).toMatchObject([
    { state: 'damaged', problem: `The data folder ${dataFolder} of the application is not there.` },
  ]);
  renameSync(`${dataFolder} elsewhere`, dataFolder);
  expect(await engine.life.start(id)).toMatchObject({ state: 'running' });
}, 60_000);

it('a folder that is linked by hand, or belongs to the application that another was copied from, is not removed with it', async () => {
  const bench = openCopyBench();
  const { engine, home } = bench;
  const remove = (id: string) =>
    engine.removeApplication({
      application: id,
      keepData: false,
      keepImages: true,
      backup: null,
      includeSecrets: false,
    });

  const disk = path.join(home, 'disk');
  for (const name of ['archive', 'quarantine', 'runs', 'dicom']) {
    mkdirSync(path.join(disk, name), { recursive: true });
    writeFileSync(path.join(disk, name, 'precious.dcm'), 'precious');
  }
  const byHand = bench.create('By hand');
  await engine.life.stop(byHand.id, 'interrupt');
  rmSync(path.join(byHand.folder, 'archive'), { recursive: true });
  symlinkSync(path.join(disk, 'dicom'), path.join(byHand.folder, 'archive'));
  expect((await remove(byHand.id)).left).toEqual([expect.stringContaining(`The data in ${disk} were not`)]);
  expect(existsSync(byHand.folder)).toBe(false);
  expect(filesBelow(disk)).toHaveLength(4);

  const dataFolder = path.join(home, 'data');
  const original = engine.createApplication({ name: 'Original', folder: undefined, dataFolder, options: {} });
  await bench.importAll(original.id, bench.files(0, 1));
  await engine.life.stop(original.id, 'interrupt');
  const copy = path.join(home, 'copy');
  cpSync(original.folder, copy, { recursive: true, verbatimSymlinks: true });
  const settings = path.join(copy, 'application.json');
  writeFileSync(
    settings,
    readFileSync(settings, 'utf8')
      .replace(original.id, `${original.id}-copy`)
      .replace('"Original"', '"Copy"'),
  );
  const taken = engine.createApplication({ name: 'Copy', folder: copy, options: {} });
  expect((await remove(taken.id)).left).toHaveLength(1);
  expect(existsSync(copy)).toBe(false);
  expect(await engine.life.start(original.id)).toMatchObject({ state: 'running' });
  expect(filesBelow(path.join(dataFolder, 'archive'))).toHaveLength(1);
}, 60_000);
