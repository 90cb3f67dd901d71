import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { dockerOptionsSchema, orthancOptionsSchema } from '../../contract/index.ts';
import { docker, dockerObstacle, removeLabelled } from '../../scripts/testDocker/index.ts';
import {
  copied,
  filesBelow,
  installTwoSteps,
  openCopyBench,
  patience,
} from '../../scripts/testCopies/index.ts';

const obstacle = await dockerObstacle();
const settingsFile = z.looseObject({ options: z.looseObject({}) });
const everything = { data: true, runs: true, trials: true };

/** Encrypts as no key store does, but so that nobody reads it at a glance. */
const cipher = {
  name: async () => 'test keys',
  encrypt: async (text: string) => Buffer.from(text).reverse().toString('base64'),
  decrypt: async (text: string) => Buffer.from(text, 'base64').reverse().toString(),
};

it('the password of Orthanc that an opened workbench was given is in no backup without secrets, and in no clone', async () => {
  const bench = openCopyBench();
  const { id, folder } = bench.create('Workbench', {
    docker: dockerOptionsSchema.parse({
      restartPolicy: 'no',
      components: { orthanc: orthancOptionsSchema.parse({ image: 'dcm-processor.invalid/none:0' }) },
    }),
  });
  onTestFinished(async () => {
    if (obstacle === null) await removeLabelled(docker(), `dcm-processor.application=${id}`);
  });
  await installTwoSteps(bench.engine, id, bench.home);
  const { workbenches, services } = bench.engine.application(id);
  const service = await services.get('steps');
  // As soon as there is a Python.
  const opened = () => workbenches.openService(service, undefined).catch(() => null);
  await expect.poll(opened, patience).not.toBeNull();
  const { variables } = await workbenches.openService(service, undefined);
  const password = variables['ORTHANC_REST_PASSWORD'] ?? '';
  expect(password).toMatch(/^.{32}$/);
  writeFileSync(path.join(folder, 'workbench', 'service-steps', 'data', 'job.json'), 'of the researcher');

  const clone = { application: id, name: 'Clone', folder: undefined, with: 'data' as const, options: {} };
  const { application } = await copied(bench.engine, bench.engine.copies.clone(clone));
  const cloned = bench.engine.describeApplication(application ?? '').folder;
  expect(filesBelow(path.join(cloned, 'workbench'))).toEqual([
    'service-steps/data/job.json',
    'service-steps/job.py',
  ]);
  for (const name of filesBelow(cloned))
    expect([name, readFileSync(path.join(cloned, name)).includes(password)]).toEqual([name, false]);

  for (const includeSecrets of [false, true]) {
    const file = path.join(bench.home, `${includeSecrets}.tar.gz`);
    await copied(
      bench.engine,
      bench.engine.copies.backUp({ application: id, file, include: everything, includeSecrets }),
    );
    const bytes = gunzipSync(readFileSync(file));
    expect(bytes.includes(password)).toBe(includeSecrets);
    expect(bytes.includes('of the researcher')).toBe(true);
  }
}, 60_000);

it('passwords of peers are open in a backup with secrets, and stay sealed on the disk, also when the application is started anew meanwhile', async () => {
  const bench = openCopyBench(cipher);
  const { id, folder } = bench.create('Sealed', { quietSeconds: 3600 });
  await bench.importAll(id, bench.files(0, 30));
  const secrets = path.join(folder, 'peer-secrets');
  mkdirSync(secrets);
  for (const name of ['one', 'two']) writeFileSync(path.join(secrets, name), `word of ${name}\n`);
  const kept = () => readdirSync(secrets).map((name) => readFileSync(path.join(secrets, name), 'utf8'));
  const sealed = Array.from({ length: 2 }, () => expect.stringMatching(/^sealed:/));
  await bench.engine.life.restart(id, 'interrupt');
  await expect.poll(kept).toEqual(sealed);

  const file = path.join(bench.home, 'sealed.tar.gz');
  const made = await bench.engine.copies.backUp({
    application: id,
    file,
    include: everything,
    includeSecrets: true,
  });
  const restarted = bench.engine.life.restart(id, 'interrupt');
  while (bench.engine.tasks.get(made.id).state === 'running') {
    expect(kept()).toEqual(sealed);
    await new Promise(setImmediate);
  }
  await restarted;
  await copied(bench.engine, made);
  const bytes = gunzipSync(readFileSync(file));
  for (const name of ['one', 'two']) expect(bytes.includes(`word of ${name}\n`)).toBe(true);

  const restored = await copied(
    bench.engine,
    bench.engine.copies.restore({ file, name: 'Restored', folder: undefined, options: {} }),
  );
  const there = path.join(
    bench.engine.describeApplication(restored.application ?? '').folder,
    'peer-secrets',
  );
  expect(readdirSync(there).sort()).toEqual(['one', 'two']);
}, 60_000);

it('passwords in addresses of proxies are in no backup without secrets, however they are written', async () => {
  const bench = openCopyBench();
  const { id, folder } = bench.create('Proxies');
  await bench.engine.life.stop(id, 'interrupt');
  // As a version before left them, or a person who edited the file: the program itself refuses most.
  const file = path.join(folder, 'application.json');
  const build = { httpProxy: 'ada:first-word@proxy:3128', httpsProxy: 'http://ada:sec/ond-word@proxy:3129' };
  const given = settingsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify({ ...given, options: { ...given.options, build } }));

  const text = async (includeSecrets: boolean) => {
    const target = path.join(bench.home, `${includeSecrets}.tar.gz`);
    await copied(
      bench.engine,
      bench.engine.copies.backUp({ application: id, file: target, include: everything, includeSecrets }),
    );
    return gunzipSync(readFileSync(target)).toString('latin1');
  };
  const without = await text(false);
  for (const hidden of ['first-word', 'ond-word', 'ada']) expect(without).not.toContain(hidden);
  for (const kept of ['"proxy:3128"', '"http://proxy:3129"']) expect(without).toContain(kept);
  expect(await text(true)).toContain('ada:first-word@proxy:3128');
}, 60_000);
