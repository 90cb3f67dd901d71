import path from 'node:path';
import { z } from 'zod';
import { linkToEngine } from '../main/link/index.ts';
import { docker, dockerObstacle, imagingImage, removeLabelled } from '../scripts/testDocker/index.ts';
import {
  expect,
  niftiWorker,
  runCommand,
  test,
  writePrebuilt,
  writeService,
  writeSmallPatient,
} from './support/index.ts';

/** The first container of an image takes its time on a busy machine. */
test.setTimeout(240_000);

const created = z.object({ application: z.object({ id: z.string() }) });
const listed = z.object({ rows: z.array(z.object({ id: z.string(), state: z.string() })) });
const shown = z.object({ jobRun: z.object({ result: z.unknown(), error: z.unknown() }) });
const containers = z.object({
  containers: z.array(z.object({ name: z.string(), role: z.string(), state: z.string() })),
});

test('from nothing to removed by the command line: a real service turns the sample patient into NIfTI with dcm2niix and numpy', async ({
  scratch,
}) => {
  const obstacle = await dockerObstacle();
  test.skip(obstacle !== null, obstacle ?? '');
  const image = await imagingImage();
  const home = path.join(scratch, 'home');
  const run = (...words: string[]) => runCommand(home, words);
  // One engine for all commands: each would start its own otherwise.
  const link = await linkToEngine(home);
  const application = created.parse(
    await run('create', 'app', '--name', 'Real', '--quiet-seconds', '3600', '--runtime', 'docker'),
  ).application.id;
  try {
    await writePrebuilt(path.join(scratch, 'imaging'), image);
    const service = await writeService(scratch, { name: 'to_nifti', worker: niftiWorker });
    await run('init', 'app', '--name', 'Real');
    await run('start', 'app', '--name', 'Real');
    await run('install', 'worker', '--app', 'Real', '--path', path.join(scratch, 'imaging'));
    await run('install', 'service', '--app', 'Real', '--path', service);
    await writeSmallPatient(path.join(scratch, 'patient'));
    await run('import', path.join(scratch, 'patient'), '--app', 'Real', '--now', '--wait');

    const [job] = listed.parse(await run('list', 'jobs', '--app', 'Real')).rows;
    const volume = { shape: [32, 32, 4], voxels: 32 * 32 * 4, varies: true };
    const { jobRun } = shown.parse(await run('show', 'job', job?.id ?? ''));
    expect(jobRun).toMatchObject({ error: null, result: { volumes: [volume, volume, volume] } });

    const { containers: alive } = containers.parse(await run('list', 'containers', '--app', 'Real'));
    const worker = alive.find(({ role }) => role === 'worker');
    expect(worker?.state).toBe('running');
    const log = await run('logs', 'container', worker?.name ?? '', '--app', 'Real');
    expect(log).toMatchObject({ atEnd: true });

    await run('stop', 'app', '--name', 'Real', '--wait');
    expect(containers.parse(await run('list', 'containers', '--app', 'Real')).containers).toEqual([]);
    await run('remove', 'worker', 'imaging', '--app', 'Real', '--keep-image');
    await run('remove', 'app', '--name', 'Real', '--delete-data', '--keep-images');
    expect(await run('list', 'app')).toMatchObject({ applications: [] });
  } finally {
    await link.close();
    await removeLabelled(docker(), `dcm-processor.application=${application}`);
  }
});
