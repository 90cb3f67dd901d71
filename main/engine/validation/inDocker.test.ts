import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import * as testDocker from '../../../scripts/testDocker/index.ts';
import { createEventBus, silentLogger } from '../context/index.ts';
import { openHistory } from '../database/index.ts';
import type { History } from '../database/index.ts';
import { createDockerSample } from '../runtimes/docker/jobs/fixtures/dockerSample.ts';
import type { DockerSample } from '../runtimes/docker/jobs/fixtures/dockerSample.ts';
import { createValidation } from './validation.ts';
import type { Validation } from './validation.ts';

const obstacle = await testDocker.dockerObstacle();

describe.skipIf(obstacle !== null)('services that are meant for containers', { timeout: 120_000 }, () => {
  let sample: DockerSample;
  let history: History;
  let validation: Validation;

  beforeAll(async () => {
    sample = await createDockerSample(testDocker);
    history = openHistory(sample.folders.historyFile);
    const { runtime } = sample.open();
    await runtime.reconcile();
    validation = createValidation(
      {
        id: 'in-docker',
        folders: sample.folders,
        history,
        events: createEventBus(),
        log: silentLogger,
        options: () => applicationOptionsSchema.parse({ runtime: 'docker' }),
      },
      { runtime, services: { list: () => [] }, networkVariables: async () => ({}) },
    );
  }, 180_000);
  afterAll(async () => {
    await validation?.close();
    history?.close();
    await sample?.remove();
  }, 60_000);

  /** Findings of a service whose module is this. */
  async function told(
    module: string,
    registry = 'def callback(**kwargs): return True\n',
    channel = 'default',
  ) {
    const folder = path.join(sample.folders.root, 'source');
    const job = { jobName: 'lungs', worker: 'lungs.worker', callback: 'lungs.callback', channel };
    for (const [file, text] of Object.entries({
      'registry/settings.json': JSON.stringify(job),
      'registry/__init__.py': registry,
      'module/__init__.py': module,
    })) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const found = await validation.inspect(folder, undefined, true, new AbortController().signal);
    expect(readdirSync(path.join(sample.folders.root, 'scratch'))).toEqual([]);
    return found;
  }
  const good = 'def worker(**kwargs): return 1\n';

  it('are imported in the container of their worker, and callbacks in theirs', async () => {
    const found = await told(good);
    expect(found.findings.filter((one) => one.severity === 'error')).toEqual([]);
    expect(found.environments).toMatchObject([
      { role: 'callbacks', problem: null },
      { role: 'jobs', channels: ['default'], environment: expect.any(String), problem: null },
    ]);
  });

  it('that need what the image does not have, or write into it, are told so', async () => {
    const missing = await told(
      `import no_such_library\n${good}`,
      'import neither_that\ndef callback(**k): pass\n',
    );
    expect(missing.findings.map((one) => [one.code, one.file, one.line])).toEqual([
      ['module-missing', 'registry/__init__.py', 1],
      ['module-missing', 'module/__init__.py', 1],
    ]);
    const writing = await told(`open('/modules/planted', 'w')\n${good}`);
    expect(writing.findings.map((one) => one.code)).toEqual(['import-failed']);
    expect(readdirSync(sample.folders.modules)).toEqual([]);
  });

  it('whose channel no worker serves are a warning, since it may be installed after them', async () => {
    const found = await told(good, undefined, 'gpu');
    expect(found.findings.map((one) => [one.severity, one.code])).toEqual([
      ['warning', 'channel-not-served'],
    ]);
    expect(found.environments[1]).toMatchObject({ environment: null, problem: 'No environment serves gpu.' });
  });
});
