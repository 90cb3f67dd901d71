import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { dockerOptionsSchema, orthancOptionsSchema } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../scripts/testDocker/index.ts';
import { builtOrthancImage } from './components/testing/index.ts';
import { composeFile } from './composeFile.ts';
import { silentLogger } from './context/index.ts';
import { startEngine } from './engine.ts';
import { getJobRun, listJobRuns } from './history/index.ts';
import { takenFromFolder } from './services/index.ts';

const patience = { interval: 50, timeout: 90_000 };
const obstacle = await dockerObstacle();
const hasCompose = spawnSync('docker-compose', ['version']).status === 0;
const composeSchema = z.object({
  services: z.record(z.string(), z.unknown()),
  networks: z.record(z.string(), z.unknown()),
});

// As services of the original do: a series is derived in Orthanc, by the variables of the job.
const worker = `
import base64, json, os, time, urllib.request
def ask(path, body=None):
    request = urllib.request.Request(os.environ['ORTHANC_REST_URL'] + path, data=body)
    login = '%s:%s' % (os.environ['ORTHANC_REST_USERNAME'], os.environ['ORTHANC_REST_PASSWORD'])
    request.add_header('Authorization', 'Basic ' + base64.b64encode(login.encode()).decode())
    return json.load(urllib.request.urlopen(request))
def worker(jobName, headers, params, added_params):
    series = headers['seriesIds'][0]
    for _ in range(300):
        if series in ask('/series'):
            break
        time.sleep(0.1)
    return ask('/series/%s/modify' % series, json.dumps({'Replace': {'SeriesDescription': 'derived'}}).encode())
`;

it.skipIf(obstacle !== null)(
  'a job in a container reaches the Orthanc of its application by its name, and both run under Docker Compose as well',
  async () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'orthanc-in-docker-'));
    const image = await builtOrthancImage(await baseImage());
    const engine = startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
    const options = dockerOptionsSchema.parse({
      restartPolicy: 'no',
      network: { subnet: '10.213.77.0/24' },
      components: { orthanc: orthancOptionsSchema.parse({ image }) },
    });
    const { id } = engine.createApplication({
      name: 'Both',
      folder: undefined,
      options: { quietSeconds: 0, runtime: 'docker', docker: options },
    });
    onTestFinished(async () => {
      await engine.close();
      await removeLabelled(docker(), `dcm-processor.application=${id}`);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    });
    const write = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
      writeFileSync(path.join(home, file), text);
    };
    write(
      'service/registry/settings.json',
      JSON.stringify({ jobName: 'derive', worker: 'derive.worker', callback: 'derive.callback' }),
    );
    write('service/registry/__init__.py', 'def callback(**kwargs):\n    return True\n');
    write('service/module/__init__.py', worker);
    write(
      'worker/settings.json',
      JSON.stringify({
        name: 'tools',
        image: await baseImage(),
        network: true,
        replicas: 2,
        environments: [{ name: 'base', channels: ['default'], pythonVersion: '3.11' }],
      }),
    );
    const application = () => engine.application(id);
    await application().workers.install({
      path: path.join(home, 'worker'),
      replace: false,
      options: {},
      build: false,
    });
    await application().services.install({
      from: takenFromFolder(path.join(home, 'service')),
      name: 'derive',
      replace: false,
    });
    const task = application().init.start(false);
    await expect
      .poll(
        () => application().context.history.get('SELECT state FROM task WHERE id = ?', [task.id]),
        patience,
      )
      .toEqual({ state: 'succeeded' });
    expect(await engine.life.start(id)).toMatchObject({ state: 'running', reason: null });
    writeFileSync(path.join(home, 'one.dcm'), buildInstance({ SOPInstanceUID: '1.2.3' }));
    application().intake.imports.start([path.join(home, 'one.dcm')]);
    const job = () => {
      const { history, folders } = application().context;
      const [one] = listJobRuns(history, { limit: 9 }).rows;
      return one === undefined ? undefined : getJobRun(history, folders, one.id);
    };
    await expect.poll(() => ['succeeded', 'failed'].includes(job()?.state ?? ''), patience).toBe(true);
    expect(job()).toMatchObject({ state: 'succeeded', error: null });
    await expect.poll(() => application().components.list()[0]?.exchange?.takenBack, patience).toBe(1);

    const { text } = await composeFile(application(), engine.docker);
    const parsed = composeSchema.parse(parse(text));
    expect(Object.keys(parsed.services).sort()).toEqual(['orthanc', 'planning', 'tools']);
    expect(parsed.services['tools']).toMatchObject({ scale: 2, cap_drop: ['ALL'] });
    expect(parsed.services['planning']).toMatchObject({ network_mode: 'none' });
    await engine.life.stop(id, 'interrupt');
    const label = JSON.stringify({ label: [`dcm-processor.application=${id}`] });
    expect(await docker().listContainers({ all: true, filters: label })).toEqual([]);
    if (!hasCompose) return;

    const file = path.join(home, 'docker-compose.yml');
    writeFileSync(file, text);
    const project = Object.keys(parsed.networks)[0] ?? '';
    const compose = (...given: string[]) =>
      spawnSync('docker-compose', ['-p', project, '-f', file, ...given], { encoding: 'utf8' });
    onTestFinished(() => void compose('down', '-t', '1'));
    const up = compose('up', '-d');
    expect(up.stderr).not.toMatch(/error|invalid/i);
    expect(up.status).toBe(0);
    const running = async () => {
      const mine = JSON.stringify({ label: [`com.docker.compose.project=${project}`] });
      const found = await docker().listContainers({ filters: mine });
      return found.map(({ Labels }) => Labels['com.docker.compose.service'] ?? '').toSorted();
    };
    await expect.poll(running, patience).toEqual(['orthanc', 'planning', 'tools', 'tools']);
  },
  300_000,
);
