import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../scripts/phantom/index.ts';
import * as testDocker from '../../scripts/testDocker/index.ts';
import { silentLogger } from './context/index.ts';
import { startEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { listJobRuns } from './history/index.ts';
import { takenFromFolder } from './services/index.ts';

const obstacle = await testDocker.dockerObstacle();
const patience = { interval: 50, timeout: 90_000 };

// As services of the original are: paths by DATA, the module by its name, both kinds of logging.
const worker = `
import os, time
from dcm_processor_lib import get_logger
log = get_logger('scan')
def worker(jobName, headers, params, added_params):
    with open('begun', 'a') as stream:
        stream.write('x')
    files = [name for _, _, names in os.walk(os.environ['DATA']) for name in names]
    while os.path.basename(os.getcwd()) == 'data' and not os.path.exists('/gate/open'):
        time.sleep(0.05)
    log.info('seen')
    with open(os.path.join(os.environ['DATA'], 'count.txt'), 'w') as stream:
        stream.write(str(len(files)))
    return {'files': len(files), 'out': os.path.join(os.environ['DATA'], 'count.txt')}
`;

it.skipIf(obstacle !== null)(
  'an application whose runtime is Docker plans and runs in containers, and loses no job by a container that is killed or an engine that ends',
  async () => {
    const client = testDocker.docker();
    const image = await testDocker.baseImage();
    const home = mkdtempSync(path.join(os.tmpdir(), 'docker-application-'));
    const start = (): Engine =>
      startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
    let engine = start();
    let id = '';
    onTestFinished(async () => {
      await engine.close();
      await testDocker.removeLabelled(client, `dcm-processor.application=${id}`);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    });
    const gate = path.join(home, 'gate');
    const write = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
      writeFileSync(path.join(home, file), text);
    };
    mkdirSync(gate);
    write(
      'service/registry/settings.json',
      JSON.stringify({ jobName: 'scan', worker: 'scan.worker', callback: 'scan.callback' }),
    );
    write(
      'service/registry/__init__.py',
      'def callback(jobName, headers, params, added_params):\n    return True\n',
    );
    write('service/module/__init__.py', worker);
    write(
      'worker/settings.json',
      JSON.stringify({
        name: 'tools',
        image,
        environments: [{ name: 'base', channels: ['default'], pythonVersion: '3.11' }],
        mounts: [{ source: gate, target: '/gate' }],
      }),
    );
    ({ id } = engine.createApplication({
      name: 'In Docker',
      folder: undefined,
      options: { quietSeconds: 0, runtime: 'docker' },
    }));
    const application = () => engine.application(id);
    await application().workers.install({
      path: path.join(home, 'worker'),
      replace: false,
      options: {},
      build: true,
    });
    await expect.poll(() => application().workers.list()[0]?.state, patience).toBe('built');
    await engine.life.start(id);
    await application().services.install({
      from: takenFromFolder(path.join(home, 'service')),
      name: 'scan',
      replace: false,
    });
    await expect
      .poll(() => application().describe().runtime.environments[0]?.slots ?? 0, patience)
      .toBeGreaterThan(0);
    write('one.dcm', '');
    writeFileSync(path.join(home, 'one.dcm'), buildInstance({ SOPInstanceUID: '1.2.3' }));
    application().intake.imports.start([path.join(home, 'one.dcm')]);
    const job = () => listJobRuns(application().context.history, { limit: 9 }).rows[0];
    await expect.poll(() => job()?.state, patience).toBe('running');
    expect(application().workers.get('tools').atWork).toEqual({ isolation: 'landlock', problems: [] });

    const running = async () => {
      const label = [`dcm-processor.application=${id}`, 'dcm-processor.role=worker'];
      const found = await client.listContainers({ filters: JSON.stringify({ label }) });
      return found[0]?.Id ?? '';
    };
    // An attempt that found no container did not begin, and does not count.
    const begun = () => {
      const { runs } = application().context.folders;
      const file = path.join(runs, readdirSync(runs)[0] ?? '', 'data', 'begun');
      return existsSync(file) ? readFileSync(file, 'utf8').length : 0;
    };
    await expect.poll(begun, patience).toBe(1);
    await client.getContainer(await running()).kill();
    await expect.poll(begun, patience).toBe(2);
    const container = await running();
    await engine.close();
    engine = start();
    await expect.poll(begun, patience).toBe(3);
    expect(await running()).toBe(container);

    writeFileSync(path.join(gate, 'open'), '');
    await expect.poll(() => job()?.state, patience).toBe('succeeded');
    expect(application().describe().runtime).toMatchObject({ state: 'ready', problem: null });
  },
  300_000,
);
