import path from 'node:path';
import { z } from 'zod';
import { linkToEngine } from '../main/link/index.ts';
import {
  baseImage,
  docker,
  dockerObstacle,
  imagingImage,
  removeLabelled,
} from '../scripts/testDocker/index.ts';
import {
  environments,
  expect,
  importedIn,
  importer,
  niftiWorker,
  runCommand,
  test,
  writePrebuilt,
  writeService,
  writeSmallPatient,
  writeTwoEnvironments,
} from './support/index.ts';

/** Building and the first start of containers take their time on a busy machine. */
test.setTimeout(300_000);

const created = z.object({ application: z.object({ id: z.string() }) });
const listed = z.object({ rows: z.array(z.object({ id: z.string(), jobName: z.string() })) });
const shown = z.object({ jobRun: z.object({ result: z.unknown(), error: z.unknown() }) });
const containers = z.object({
  containers: z.array(z.object({ name: z.string(), role: z.string(), state: z.string() })),
});

test('from nothing to removed by the command line: two environments of one worker, and a real service with dcm2niix and numpy', async ({
  scratch,
}) => {
  const obstacle = await dockerObstacle();
  test.skip(obstacle !== null, obstacle ?? '');
  const image = await imagingImage();
  const base = await baseImage();
  const home = path.join(scratch, 'home');
  const run = (...words: string[]) => runCommand(home, words);
  // One engine for all commands: each would start its own otherwise.
  const link = await linkToEngine(home);
  const application = created.parse(
    await run('create', 'app', '--name', 'Real', '--quiet-seconds', '3600', '--runtime', 'docker'),
  ).application.id;
  try {
    await run('init', 'app', '--name', 'Real');
    await run('start', 'app', '--name', 'Real');
    await run('create', 'worker', '--name', 'twofold', '--path', scratch, '--image', base);
    await writeTwoEnvironments(path.join(scratch, 'twofold'), base);
    await writePrebuilt(path.join(scratch, 'imaging'), image);
    for (const worker of ['twofold', 'imaging'])
      await run('install', 'worker', '--app', 'Real', '--path', path.join(scratch, worker));
    const services = [
      { name: 'to_nifti', worker: niftiWorker, settings: { channel: 'imaging' } },
      ...environments.map((name) => ({
        name: `uses_${name}`,
        worker: importer,
        settings: { channel: name },
      })),
    ];
    for (const service of services) {
      const folder = await writeService(path.join(scratch, 'services'), service);
      await run('install', 'service', '--app', 'Real', '--path', folder);
    }
    await writeSmallPatient(path.join(scratch, 'patient'));
    await run('import', path.join(scratch, 'patient'), '--app', 'Real', '--now', '--wait');

    const results: Record<string, unknown> = {};
    for (const { id, jobName } of listed.parse(await run('list', 'jobs', '--app', 'Real')).rows) {
      const { error, result } = shown.parse(await run('show', 'job', id)).jobRun;
      results[jobName] = error ?? result;
    }
    const volume = { shape: [32, 32, 4], voxels: 32 * 32 * 4, varies: true };
    expect(results).toEqual({
      to_nifti: { volumes: [volume, volume, volume] },
      uses_alpha: importedIn('alpha'),
      uses_beta: importedIn('beta'),
    });

    const { containers: alive } = containers.parse(await run('list', 'containers', '--app', 'Real'));
    const worker = alive.find(({ name }) => name.endsWith('-twofold-1'));
    expect(worker?.state).toBe('running');
    const log = await run('logs', 'container', worker?.name ?? '', '--app', 'Real');
    expect(log).toMatchObject({ atEnd: true });

    await run('stop', 'app', '--name', 'Real', '--wait');
    expect(containers.parse(await run('list', 'containers', '--app', 'Real')).containers).toEqual([]);
    await run('start', 'app', '--name', 'Real');
    await run('remove', 'worker', 'imaging', '--app', 'Real', '--keep-image');
    await run('remove', 'app', '--name', 'Real', '--delete-data', '--delete-images');
    expect(await run('list', 'app')).toMatchObject({ applications: [] });
    const ofIt = [`dcm-processor.application=${application}`];
    expect(await docker().listImages({ all: true, filters: { label: ofIt } })).toEqual([]);
  } finally {
    // A running one would make its containers again.
    for (const { id } of await link.client.request('applications.list', {}))
      await link.client.request('applications.stop', { application: id, jobs: 'interrupt' });
    await link.close();
    await removeLabelled(docker(), `dcm-processor.application=${application}`);
  }
});
