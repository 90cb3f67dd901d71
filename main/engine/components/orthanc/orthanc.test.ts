import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { dockerOptionsSchema, orthancOptionsSchema } from '../../../../contract/index.ts';
import type { Component, OrthancOptions } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../../../scripts/testDocker/index.ts';
import { silentLogger } from '../../context/index.ts';
import { startEngine } from '../../engine.ts';
import { listArrivals } from '../../history/index.ts';
import { builtOrthancImage } from '../testing/index.ts';

const patience = { interval: 50, timeout: 60_000 };
const obstacle = await dockerObstacle();

let image: string;

/** An engine with one application that has an Orthanc of its own. */
async function open(orthanc: Partial<OrthancOptions> = {}) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'orthanc-component-'));
  const start = () => startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
  const state = { engine: start() };
  const applications: string[] = [];
  onTestFinished(async () => {
    await state.engine.close();
    for (const id of applications) await removeLabelled(docker(), `dcm-processor.application=${id}`);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  function create(name: string, more: Partial<OrthancOptions> = orthanc): string {
    const options = orthancOptionsSchema.parse({ image, ...more });
    const { id } = state.engine.createApplication({
      name,
      folder: undefined,
      options: {
        quietSeconds: 0,
        docker: dockerOptionsSchema.parse({ restartPolicy: 'no', components: { orthanc: options } }),
      },
    });
    applications.push(id);
    return id;
  }
  const component = (id: string): Component => {
    const [one] = state.engine.application(id).components.list();
    if (one === undefined) throw new Error('There is no component.');
    return one;
  };
  const importThem = (id: string, instances: readonly string[], tags = {}) => {
    for (const uid of instances)
      writeFileSync(path.join(home, `${uid}.dcm`), buildInstance({ SOPInstanceUID: uid, ...tags }));
    state.engine.application(id).intake.imports.start(instances.map((uid) => path.join(home, `${uid}.dcm`)));
  };
  return {
    home,
    create,
    component,
    import: importThem,
    engine: () => state.engine,
    application: (id: string) => state.engine.application(id),
    async restartEngine() {
      await state.engine.close();
      state.engine = start();
    },
    /** Asks Orthanc as a service does, by the variables of its job. */
    async ask(id: string, what: string, init: RequestInit = {}): Promise<unknown> {
      const variables = state.engine.application(id).components.variables();
      const { ORTHANC_REST_URL, ORTHANC_REST_USERNAME, ORTHANC_REST_PASSWORD } = variables;
      const authorization = `Basic ${btoa(`${ORTHANC_REST_USERNAME}:${ORTHANC_REST_PASSWORD}`)}`;
      const response = await fetch(`${ORTHANC_REST_URL}${what}`, { ...init, headers: { authorization } });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      return response.json();
    },
    container: (id: string) => docker().getContainer(component(id).container),
  };
}

describe.skipIf(obstacle !== null)('the Orthanc of an application', () => {
  beforeAll(async () => {
    image = await builtOrthancImage(await baseImage());
  }, 300_000);

  it('gets what is received, keeps its access to itself, and gives back what jobs store in it, without a new arrival', async () => {
    const test = await open({ clean: true });
    const id = test.create('Archive');
    await expect.poll(() => test.component(id).state, patience).toBe('running');
    test.import(id, ['1.2.3.1', '1.2.3.2', '1.2.3.3']);
    await expect.poll(() => test.component(id).exchange, patience).toMatchObject({ sent: 3, waiting: 0 });
    expect(await test.ask(id, '/statistics')).toMatchObject({ CountInstances: 3 });

    expect(test.application(id).components.variables()).toEqual({
      ORTHANC_REST_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      ORTHANC_REST_USERNAME: 'dcm-processor',
      ORTHANC_REST_PASSWORD: expect.stringMatching(/^[\w-]{32}$/),
      ORTHANC_DEFUALT_STORE: 'pac',
      CLEAN_ORTHANC: '1',
    });
    const { url, file } = test.application(id).components.access();
    expect((await fetch(`${url}/system`)).status).toBe(401);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(path.join(path.dirname(file), 'orthanc.json')).mode & 0o077).toBe(0);

    await expect.poll(() => listArrivals(test.application(id).context.history, 'open'), patience).toEqual([]);
    const runs = () =>
      test.application(id).context.history.get<{ n: number }>('SELECT count(*) AS n FROM run')?.n;
    const before = runs();
    // As a job does that derives a series from another one.
    const [series] = (await test.ask(id, '/series')) as string[];
    await test.ask(id, `/series/${series}/modify`, {
      method: 'POST',
      body: JSON.stringify({ Replace: { SeriesDescription: 'derived' } }),
    });
    await expect.poll(() => test.component(id).exchange?.takenBack, patience).toBe(3);
    const described = test
      .application(id)
      .context.history.all("SELECT 1 FROM series WHERE SeriesDescription = 'derived' AND instance_count = 3");
    expect(described).toHaveLength(1);
    expect(listArrivals(test.application(id).context.history, 'open')).toEqual([]);
    expect(runs()).toBe(before);
  }, 180_000);

  it('misses nothing of what came while it was away or killed, and sends nothing twice over restarts of the engine', async () => {
    const test = await open();
    const id = test.create('Away');
    await expect.poll(() => test.component(id).state, patience).toBe('running');
    test.import(id, ['1.2.4.1']);
    await expect.poll(() => test.component(id).exchange?.sent, patience).toBe(1);
    await test.container(id).kill();
    test.import(id, ['1.2.4.2', '1.2.4.3']);
    // It is started again by itself.
    await expect.poll(() => test.component(id).exchange, patience).toMatchObject({ sent: 3, waiting: 0 });

    await test.container(id).remove({ force: true });
    test.import(id, ['1.2.4.4']);
    await test.restartEngine();
    await expect
      .poll(() => test.component(id).exchange, patience)
      .toMatchObject({ sent: 4, waiting: 0, takenBack: 0 });
    expect(await test.ask(id, '/statistics')).toMatchObject({ CountInstances: 4 });
    const changes = (await test.ask(id, '/changes?limit=1000')) as { Changes: { ChangeType: string }[] };
    expect(changes.Changes.filter(({ ChangeType }) => ChangeType === 'NewInstance')).toHaveLength(4);
  }, 180_000);

  it('tells which instance it refuses and why, goes on with the others, and tries again when asked', async () => {
    const test = await open();
    const id = test.create('Refusing');
    await expect.poll(() => test.component(id).state, patience).toBe('running');
    test.import(id, ['1.2.5.1']);
    await expect.poll(() => test.component(id).exchange?.sent, patience).toBe(1);
    const { history, folders } = test.application(id).context;
    const [file] = spawnSync('find', [folders.archive, '-name', '*.dcm'], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n');
    writeFileSync(file!, 'no DICOM at all');
    history.run('UPDATE instance SET size = 15');
    history.run('UPDATE orthanc_exchange SET sent_to = 0');
    test.import(id, ['1.2.5.2']);
    await expect
      .poll(() => test.component(id).exchange, patience)
      .toMatchObject({ sent: 2, waiting: 0, refused: 1, lastProblem: expect.stringContaining('refused') });
    expect(test.application(id).components.retry()).toBe(1);
  }, 180_000);

  it('two applications have one each; a wanted port that is taken is told with who has it', async () => {
    const test = await open();
    const first = test.create('First');
    await expect.poll(() => test.component(first).state, patience).toBe('running');
    const port = Number(new URL(test.component(first).url!).port);
    const second = test.create('Second', { port });
    await expect.poll(() => test.component(second).state, patience).toBe('failed');
    expect(test.component(second).problem).toBe(
      `Port ${port}, which the application's Orthanc is to have, is used by the container ${test.component(first).container}.`,
    );
    const { docker: options } = test.application(second).settings().options;
    test.engine().setOptions(second, {
      docker: {
        ...options,
        components: { ...options.components, orthanc: orthancOptionsSchema.parse({ image }) },
      },
    });
    await expect.poll(() => test.component(second).state, patience).toBe('running');
    expect(test.component(second).url).not.toBe(test.component(first).url);

    await test.engine().life.stop(second, 'interrupt');
    expect(test.component(second).state).toBe('stopped');
    expect(test.component(first).state).toBe('running');
    await expect(docker().getContainer(test.component(second).container).inspect()).rejects.toThrow('404');
  }, 180_000);
});
