import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dockerOptionsSchema } from '../../contract/index.ts';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../scripts/testDocker/index.ts';
import type { Engine } from './engine.ts';
import { getTask } from './history/index.ts';
import { copied, installTwoSteps, openCopyBench, patience } from '../../scripts/testCopies/index.ts';

const obstacle = await dockerObstacle();

/** Has what an application made in Docker removed, whatever becomes of the test. */
const removedAtEnd = (id: string) =>
  onTestFinished(() => removeLabelled(docker(), `dcm-processor.application=${id}`), 60_000);

async function prepared(engine: Engine, id: string): Promise<void> {
  const { init, context } = engine.application(id);
  const task = init.start(false);
  await expect
    .poll(() => getTask(context.history, task.id), { ...patience, timeout: 120_000 })
    .toMatchObject({ state: 'succeeded' });
}

it.skipIf(obstacle !== null)(
  'an application whose jobs run in containers is restored and cloned, builds images of its own and goes on with what had not ended',
  async () => {
    const here = openCopyBench();
    const { id } = here.create('In Docker', {
      runtime: 'docker',
      docker: dockerOptionsSchema.parse({ restartPolicy: 'no' }),
    });
    removedAtEnd(id);
    const folder = path.join(here.home, 'worker');
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, 'settings.json'),
      JSON.stringify({
        name: 'tools',
        image: await baseImage(),
        environments: [{ name: 'base', channels: ['default'], pythonVersion: '3.11' }],
      }),
    );
    await here.engine
      .application(id)
      .workers.install({ path: folder, replace: false, options: {}, build: false });
    await installTwoSteps(here.engine, id, here.home);
    await prepared(here.engine, id);
    expect(await here.engine.life.start(id)).toMatchObject({ state: 'running' });
    here.engine.application(id).control.pause('default', 'program', ['default']);
    await here.importAll(id, here.files(0, 2));
    await expect.poll(() => here.count(id, "job_run WHERE state = 'queued'"), patience).toBe(2);
    const file = path.join(here.home, 'docker.tar.gz');
    const include = { data: true, runs: true, trials: true };
    await copied(
      here.engine,
      here.engine.copies.backUp({ application: id, file, include, includeSecrets: false }),
    );

    const there = openCopyBench();
    const restored = await copied(
      there.engine,
      there.engine.copies.restore({ file, name: 'In Docker', folder: undefined, options: {} }),
    );
    const copy = restored.application ?? '';
    removedAtEnd(copy);
    expect(restored.findings).toContainEqual(expect.objectContaining({ code: 'images-to-prepare' }));
    const clone = await copied(
      there.engine,
      there.engine.copies.clone({
        application: copy,
        name: 'Clone',
        folder: undefined,
        with: 'workers',
        options: {},
      }),
    );
    const cloned = clone.application ?? '';
    removedAtEnd(cloned);
    expect(there.engine.application(cloned).workers.list()).toMatchObject([{ name: 'tools', image: null }]);

    await prepared(there.engine, copy);
    there.engine.application(copy).control.resume('default', ['default']);
    expect(await there.engine.life.start(copy)).toMatchObject({ state: 'running', reason: null });
    await expect
      .poll(() => there.count(copy, "run WHERE state = 'succeeded'"), { ...patience, timeout: 120_000 })
      .toBe(2);
    // Nothing of the original was touched by it.
    expect(here.count(id, "job_run WHERE state = 'queued'")).toBe(2);
    expect(here.engine.describeApplication(id).life).toMatchObject({ state: 'running', reason: null });
  },
  300_000,
);
