import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  applicationOptionsSchema,
  dockerOptionsSchema,
  httpOptionsSchema,
  scpOptionsSchema,
  watchedFolderSchema,
} from '../../contract/index.ts';
import type { RouteRequest } from '../../contract/index.ts';
import {
  copied,
  filesBelow,
  installTwoSteps,
  openCopyBench,
  patience,
} from '../../scripts/testCopies/index.ts';

it('a clone has what its depth says, no door of its own, nothing under way, and harms the original in nothing', async () => {
  const { engine, home, ...bench } = openCopyBench();
  const watched = path.join(home, 'watched');
  mkdirSync(watched);
  const secretFile = (folder: string) => path.join(folder, 'peer-secrets', 'one');
  const { id, folder } = bench.create('Original', {
    grouping: 'study',
    scp: scpOptionsSchema.parse({ enabled: true, port: 0, aeTitle: 'FIRST' }),
    watchedFolders: [watchedFolderSchema.parse({ id: 'w', path: watched })],
    peers: applicationOptionsSchema.parse({
      peers: [
        {
          kind: 'dicomweb',
          name: 'Web',
          url: 'https://pacs.example/dicom-web',
          authorization: {
            kind: 'bearer',
            secretFile: secretFile(path.join(home, 'applications', 'Original')),
          },
        },
      ],
    }).peers,
  });
  mkdirSync(path.join(folder, 'peer-secrets'));
  writeFileSync(secretFile(folder), 'the-password');
  await installTwoSteps(engine, id, home);
  await bench.importAll(id, bench.files(0, 3));
  await expect.poll(() => bench.count(id, 'run WHERE delivered_at IS NOT NULL'), patience).toBe(3);
  mkdirSync(path.join(folder, 'workers', 'w', 'source'), { recursive: true });
  engine.application(id).control.pause(undefined, 'program', []);
  await bench.importAll(id, bench.files(3, 5));
  await expect.poll(() => bench.count(id, 'run'), patience).toBe(5);

  const made: Record<string, { id: string; folder: string }> = {};
  for (const depth of ['settings', 'services', 'workers', 'data'] as const) {
    const { application, findings } = await copied(
      engine,
      engine.copies.clone({
        application: id,
        name: `With ${depth}`,
        folder: undefined,
        with: depth,
        options: {},
      }),
    );
    const copy = engine.describeApplication(application ?? '');
    made[depth] = copy;
    expect(copy.life.state).toBe('stopped');
    expect(copy.options).toMatchObject({
      grouping: 'study',
      scp: { enabled: false, aeTitle: 'FIRST' },
      watchedFolders: [{ enabled: false }],
      peers: [{ authorization: { secretFile: secretFile(copy.folder) } }],
    });
    expect(filesBelow(copy.folder)).toContain('peer-secrets/one');
    expect(filesBelow(copy.folder).some((name) => name.startsWith('http-token'))).toBe(false);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'doors-closed' }));
  }
  const services = (depth: string) => engine.application(made[depth]?.id ?? '').services.list().length;
  expect(['settings', 'services', 'workers', 'data'].map(services)).toEqual([0, 1, 1, 1]);
  const hasWorker = (depth: string) => filesBelow(made[depth]?.folder ?? '');
  expect(hasWorker('services').some((name) => name.startsWith('archive/'))).toBe(false);
  const data = made['data']?.id ?? '';
  expect(bench.count(data, 'instance')).toBe(5);

  // What had not ended is the original's to do.
  await engine.life.start(data);
  expect(engine.application(data).control.channels([]).paused).not.toBeNull();
  engine.application(id).control.resume(undefined, []);
  await expect.poll(() => bench.count(id, "run WHERE state = 'succeeded'"), patience).toBe(5);
  expect(bench.count(data, "run WHERE state = 'succeeded'")).toBe(3);
  engine.application(data).control.resume(undefined, []);
  await expect.poll(() => bench.count(data, "run WHERE state = 'succeeded'"), patience).toBe(5);
}, 120_000);

/** Codes of what is found, with their fields. */
async function found(
  bench: ReturnType<typeof openCopyBench>,
  request: Partial<RouteRequest<'applications.check'>>,
): Promise<string[]> {
  const { findings } = await bench.engine.checkApplication({ options: {}, ...request });
  return findings.map(({ severity, code, field }) => `${severity} ${code} ${field}`);
}

it('names and folders that cannot be are found while they are typed, and nothing is made', async () => {
  const bench = openCopyBench();
  const { folder } = bench.create('Taken');
  const full = path.join(bench.home, 'full');
  mkdirSync(full);
  writeFileSync(path.join(full, 'thesis.txt'), 'precious');
  const before = filesBelow(bench.home).filter((name) => !name.includes('sqlite'));
  for (const name of ['', ' ', '..', '../x', 'NUL', 'com1.txt', 'a\nb', 'x'.repeat(300), 'a/b', 'end.'])
    expect(await found(bench, { name })).toEqual(['error name-invalid name']);
  expect(await found(bench, { name: 'tAKEN' })).toContain('error name-taken name');
  for (const name of ["O'Brien", '$(touch x)', '😀', '"; rm -rf ~'.replaceAll('"', "'")])
    expect(await found(bench, { name })).toEqual([]);
  const folders: [string, string | null][] = [
    ['relative', 'error folder-not-absolute folder'],
    ['/nul\0', 'error folder-not-absolute folder'],
    [folder, 'error folder-taken folder'],
    [path.join(folder, 'archive', 'x'), 'error folder-inside-application folder'],
    [path.dirname(folder), 'error folder-around-application folder'],
    [bench.home, 'error folder-around-application folder'],
    [path.join(bench.home, 'logs', 'x'), 'error folder-in-home folder'],
    [full, 'error folder-not-empty folder'],
    [path.join(full, 'thesis.txt'), 'error folder-is-file folder'],
    [path.join(full, 'thesis.txt', 'x'), 'error folder-is-file folder'],
    [path.join(full, 'x'.repeat(300)), 'error folder-too-long folder'],
    [path.join(full, 'new', 'folder'), null],
  ];
  const told = [];
  for (const [given] of folders)
    told.push([given, (await found(bench, { name: 'New', folder: given })).join() || null]);
  expect(told).toEqual(folders);
  // The engine itself refuses what is an error here.
  for (const [given] of folders.filter(([, code]) => code !== null))
    expect(() => bench.engine.createApplication({ name: 'New', folder: given, options: {} })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(folder-not-usable|application-exists)$/) }),
    );
  expect(filesBelow(bench.home).filter((name) => !name.includes('sqlite'))).toEqual(before);
}, 60_000);

it.skipIf(process.getuid?.() === 0)(
  'a folder that may not be written is found while it is typed',
  async () => {
    const bench = openCopyBench();
    expect(await found(bench, { name: 'New', folder: '/proc/new' })).toEqual([
      'error folder-not-writable folder',
    ]);
  },
);

it('options that are wrong are found by their field, and ports by who uses them', async () => {
  const bench = openCopyBench();
  const taken = net.createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const scp = (more: object) => ({ scp: { ...scpOptionsSchema.parse({ enabled: true }), ...more } });

  expect(
    await found(bench, {
      options: { ...scp({ port: 70_000, aeTitle: 'far too long a title' }), nonsense: 1 },
    }),
  ).toEqual(
    expect.arrayContaining([
      'error option-invalid options.scp.port',
      'error option-invalid options.scp.aeTitle',
      'error option-unknown options.nonsense',
    ]),
  );
  const { findings } = await bench.engine.checkApplication({ options: scp({ port }) });
  expect(findings).toEqual([expect.objectContaining({ code: 'port-in-use', field: 'options.scp.port' })]);
  expect(findings[0]?.message).toMatch(
    process.platform === 'linux' ? /another program \(.+\)/ : /another program/,
  );
  expect(
    await found(bench, {
      options: { ...scp({ port }), http: httpOptionsSchema.parse({ port, enabled: true }) },
    }),
  ).toEqual(['warning port-in-use options.scp.port', 'warning port-in-use options.http.port']);
  expect(await found(bench, { options: scp({ port: 0, bindAddress: '192.0.2.1' }) })).toEqual([]);
  expect(await found(bench, { options: scp({ bindAddress: '192.0.2.1' }) })).toEqual([
    'warning address-not-here options.scp.bindAddress',
  ]);
  expect(await found(bench, { options: { python: '/nowhere/python' } })).toEqual([
    'warning file-missing options.python',
  ]);

  taken.close();
  await once(taken, 'close');
  const { id } = bench.create('Listens', scp({ port, bindAddress: '127.0.0.1' }));
  await expect
    .poll(
      () =>
        bench.engine
          .application(id)
          .intake.doors()
          .doors.some(({ state }) => state === 'open'),
      patience,
    )
    .toBe(true);
  expect(await found(bench, { application: id, options: scp({ port }) })).toEqual([]);
  const other = await bench.engine.checkApplication({ options: scp({ port, bindAddress: '0.0.0.0' }) });
  expect(other.findings[0]?.message).toBe(`Port ${port} is used by the application "Listens".`);
  await bench.engine.life.stop(id, 'interrupt');
  const stopped = await bench.engine.checkApplication({ options: scp({ port }) });
  expect(stopped.findings[0]?.message).toMatch(/"Listens", which is stopped now/);
}, 60_000);

it('an application is renamed while it runs, and keeps its name and what it has in Docker over a restart', async () => {
  const bench = openCopyBench();
  const { id, folder } = bench.create('Before', { docker: dockerOptionsSchema.parse({}) });
  bench.create('Other');
  expect(() => bench.engine.renameApplication(id, 'OTHER')).toThrow(
    expect.objectContaining({ code: 'application-exists' }),
  );
  expect(bench.engine.renameApplication(id, 'BEFORE')).toMatchObject({ name: 'BEFORE', folder });
  expect(bench.engine.renameApplication(id, 'After')).toMatchObject({ name: 'After', folder });
  await bench.engine.life.restart(id, 'interrupt');
  expect(bench.engine.listApplications().map(({ name }) => name)).toEqual(['After', 'Other']);
  expect(bench.engine.application(id).settings()).toMatchObject({ name: 'After', nameInDocker: 'Before' });
  // Its old name is free again.
  expect(bench.create('Before').folder).not.toBe(folder);
}, 60_000);
