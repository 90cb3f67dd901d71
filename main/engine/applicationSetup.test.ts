import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { dockerOptionsSchema, orthancOptionsSchema } from '../../contract/index.ts';
import type { ApplicationOptions, RouteRequest } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../scripts/testDocker/index.ts';
import { builtOrthancImage } from './components/testing/index.ts';
import { composeFile } from './composeFile.ts';
import { silentLogger } from './context/index.ts';
import { startEngine } from './engine.ts';
import { getTask, listStudies } from './history/index.ts';

const patience = { interval: 50, timeout: 60_000 };
const obstacle = await dockerObstacle();
const composeCommand = [['docker-compose'], ['docker', 'compose']].find(
  ([program = '', ...first]) => spawnSync(program, [...first, 'version']).status === 0,
);

function open() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'setup-'));
  const start = () => startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
  let engine = start();
  const made: string[] = [];
  onTestFinished(async () => {
    await engine.close();
    if (obstacle === null)
      for (const id of made) await removeLabelled(docker(), `dcm-processor.application=${id}`);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    home,
    get engine() {
      return engine;
    },
    async restartEngine(meanwhile: () => void) {
      await engine.close();
      meanwhile();
      engine = start();
    },
    create(name: string, options: Partial<ApplicationOptions> = {}) {
      const application = engine.createApplication({ name, folder: undefined, options });
      made.push(application.id);
      return application;
    },
    remove: (application: string, more: Partial<RouteRequest<'applications.remove'>> = {}) =>
      engine.removeApplication({
        application,
        keepData: false,
        keepImages: true,
        backup: null,
        includeSecrets: false,
        ...more,
      }),
  };
}

describe('removing an application', () => {
  it('removes its folder and forgets it, or keeps the folder, from which it can be taken in again', async () => {
    const test = open();
    const gone = test.create('Gone');
    expect(await test.remove(gone.id)).toEqual({ folder: null, backup: null, left: [] });
    expect(existsSync(gone.folder)).toBe(false);
    expect(() => test.engine.application(gone.id)).toThrow(
      expect.objectContaining({ code: 'application-not-found' }),
    );

    const kept = test.create('Kept');
    expect(await test.remove(kept.id, { keepData: true })).toMatchObject({ folder: kept.folder });
    expect(test.engine.listApplications()).toEqual([]);
    const again = test.engine.createApplication({ name: 'Other', folder: kept.folder, options: {} });
    expect(again).toMatchObject({ id: kept.id, life: { state: 'stopped' } });
    expect(await test.engine.life.start(kept.id)).toMatchObject({ state: 'running' });
  });

  it('backs it up first, whole, or removes nothing when that cannot be done', async () => {
    const test = open();
    const one = test.create('Backed up', { quietSeconds: 1000 });
    const file = path.join(test.home, 'one.dcm');
    writeFileSync(file, buildInstance({ SOPInstanceUID: '1.2.3' }));
    const application = test.engine.application(one.id);
    const task = application.intake.imports.start([file]);
    await expect.poll(() => getTask(application.context.history, task.id).state, patience).toBe('succeeded');

    const precious = path.join(test.home, 'thesis.tar.gz');
    writeFileSync(precious, 'precious');
    for (const backup of [
      precious,
      path.join(one.folder, 'inside.tar.gz'),
      'relative',
      path.join(file, 'below a file'),
    ]) {
      await expect(test.remove(one.id, { backup })).rejects.toMatchObject({
        code: expect.stringMatching(/^(folder-not-usable|file-exists)$/),
      });
      expect(existsSync(path.join(one.folder, 'history.sqlite'))).toBe(true);
    }
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    expect(listStudies(test.engine.application(one.id).context.history, { limit: 9 }).rows).toHaveLength(1);

    const backup = path.join(test.home, 'backups', 'one.tar.gz');
    expect(await test.remove(one.id, { backup })).toEqual({ folder: null, backup, left: [] });
    expect(existsSync(one.folder)).toBe(false);
    const { id } = await test.engine.copies.restore({
      file: backup,
      name: 'Again',
      folder: undefined,
      options: {},
    });
    expect(await test.engine.tasks.ended(id)).toMatchObject({ state: 'succeeded' });
    const [again] = test.engine.listApplications();
    const { history } = test.engine.application(again?.id ?? '').context;
    expect(listStudies(history, { limit: 9 }).rows).toHaveLength(1);
  }, 60_000);

  it('takes one away that is damaged, and one that is just being started', async () => {
    const test = open();
    const damaged = test.create('Damaged');
    await test.restartEngine(() =>
      writeFileSync(path.join(damaged.folder, 'application.json'), '{"version"'),
    );
    expect(await test.engine.life.start(damaged.id)).toMatchObject({ state: 'failed' });
    expect(await test.remove(damaged.id)).toMatchObject({ left: [] });

    const starting = test.create('Starting');
    await test.engine.life.stop(starting.id, 'interrupt');
    const started = test.engine.life.start(starting.id);
    expect(await test.remove(starting.id)).toMatchObject({ left: [] });
    await started.catch(() => undefined);
    expect(existsSync(starting.folder)).toBe(false);
  }, 60_000);
});

const composeSchema = z.object({
  services: z.record(z.string(), z.looseObject({ image: z.string(), ports: z.array(z.string()) })),
  networks: z.record(z.string(), z.unknown()),
});

describe.skipIf(obstacle !== null)('an application with containers', () => {
  let image: string;
  beforeAll(async () => {
    image = await builtOrthancImage(await baseImage());
  }, 300_000);

  const withOrthanc = () =>
    dockerOptionsSchema.parse({
      restartPolicy: 'no',
      components: { orthanc: orthancOptionsSchema.parse({ image }) },
    });

  it('is prepared as often as one likes, started, stopped and removed with all that it had in Docker', async () => {
    const test = open();
    const { id, folder } = test.create('All of it', { runtime: 'docker', docker: withOrthanc() });
    const state = () => test.engine.listApplications()[0]?.life.state;
    const orthanc = () => test.engine.application(id).components.list()[0];
    expect(state()).toBe('stopped');
    for (let time = 0; time < 2; time += 1) {
      const { history } = test.engine.application(id).context;
      const task = test.engine.application(id).init.start(false);
      await expect
        .poll(() => getTask(history, task.id), patience)
        .toMatchObject({ state: 'succeeded', done: 2, total: 2 });
    }
    const changes: unknown[] = [];
    const stopListening = test.engine.events.listen(
      () => void (changes.at(-1) !== state() && changes.push(state())),
    );
    expect(await test.engine.life.start(id)).toMatchObject({ state: 'running' });
    expect(changes[0]).toBe('starting');
    expect(orthanc()?.state).toBe('running');
    const container = orthanc()?.container ?? '';
    expect(await docker().getContainer(container).inspect()).toMatchObject({ State: { Running: true } });

    await test.engine.life.stop(id, 'interrupt');
    stopListening();
    await expect(docker().getContainer(container).inspect()).rejects.toThrow('404');
    expect(await docker().listNetworks({ filters: { label: [`dcm-processor.application=${id}`] } })).toEqual(
      [],
    );

    expect(await test.engine.life.restart(id, 'interrupt')).toMatchObject({ state: 'running' });
    expect(await test.remove(id)).toEqual({ folder: null, backup: null, left: [] });
    expect(existsSync(folder)).toBe(false);
    await expect(docker().getContainer(container).inspect()).rejects.toThrow('404');
  }, 180_000);

  it('says that it failed while Docker cannot be reached, and what to do, and can be read, stopped and removed', async () => {
    const before = process.env['DOCKER_HOST'];
    const test = open();
    process.env['DOCKER_HOST'] = 'unix:///nowhere/docker.sock';
    // Before what `open` does then, which needs Docker.
    onTestFinished(() => {
      if (before === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = before;
    });
    const { id, folder } = test.create('Alone', { runtime: 'docker', docker: withOrthanc() });
    const life = await test.engine.life.start(id);
    expect(life).toMatchObject({ state: 'failed', reason: expect.any(String), advice: expect.any(String) });
    expect(test.engine.application(id).components.list()).toMatchObject([{ state: 'failed' }]);
    expect(await test.engine.life.stop(id, 'interrupt')).toMatchObject({ state: 'stopped', reason: null });
    const { left } = await test.remove(id);
    expect(left).toEqual([expect.stringContaining('Its containers could not be removed')]);
    expect(existsSync(folder)).toBe(false);
  }, 60_000);

  it.skipIf(composeCommand === undefined)(
    'runs under plain Docker Compose from the exported file, with the same access and data',
    async () => {
      const test = open();
      const { id } = test.create('Composed $HOME', { docker: withOrthanc() });
      await expect
        .poll(() => test.engine.application(id).components.list()[0]?.state, patience)
        .toBe('running');
      const { username, password, url } = test.engine.application(id).components.access();
      const { text, notes } = await composeFile(test.engine.application(id), test.engine.docker);
      expect(notes.join(' ')).toContain('Stop the application');
      expect(text).not.toContain(password);
      const parsed = composeSchema.parse(parse(text));
      expect(Object.keys(parsed.services)).toEqual(['orthanc']);
      await test.engine.life.stop(id, 'interrupt');

      const file = path.join(test.home, 'docker-compose.yml');
      writeFileSync(file, text);
      const [program = '', ...first] = composeCommand ?? [];
      const compose = (...given: string[]) => {
        const { status, stderr } = spawnSync(
          program,
          [...first, '-p', Object.keys(parsed.networks)[0] ?? '', '-f', file, ...given],
          {
            encoding: 'utf8',
          },
        );
        return { status, stderr };
      };
      onTestFinished(() => void compose('down'));
      expect(compose('up', '-d')).toMatchObject({ status: 0, stderr: expect.any(String) });
      const authorization = `Basic ${btoa(`${username}:${password}`)}`;
      await expect
        .poll(
          () =>
            fetch(`${url}/system`, { headers: { authorization } }).then(
              ({ status }) => status,
              () => 0,
            ),
          patience,
        )
        .toBe(200);
    },
    180_000,
  );
});
