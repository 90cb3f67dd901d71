import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { expect, it } from 'vitest';
import { watchedFolderSchema } from '../../contract/index.ts';
import { trailerOf } from './copies/testing/index.ts';
import { copied, filesBelow, openCopyBench, patience } from '../../scripts/testCopies/index.ts';

const everything = { data: true, runs: true, trials: true };

async function backedUp(includeSecrets = false) {
  const bench = openCopyBench();
  const { id, folder } = bench.create('Original', { quietSeconds: 3600 });
  await bench.importAll(id, bench.files(0, 3));
  writeFileSync(path.join(folder, 'http-token'), 'the-token');
  mkdirSync(path.join(folder, 'peer-secrets'));
  writeFileSync(path.join(folder, 'peer-secrets', 'one'), 'the-password');
  const file = path.join(bench.home, 'backup.tar.gz');
  const backUp = () =>
    bench.engine.copies.backUp({ application: id, file, include: everything, includeSecrets });
  await copied(bench.engine, backUp());
  const restore = (name: string, folderOf?: string) =>
    bench.engine.copies.restore({ file, name, folder: folderOf, options: {} });
  return { bench, id, folder, file, backUp, restore };
}

/** A backup file with entries of somebody else's making behind those of a real one. */
async function forged(
  file: string,
  change: (tar: ReturnType<typeof pack>) => void,
  unpacked = 1024 ** 3,
): Promise<void> {
  // Without the two empty blocks at its end.
  const real = gunzipSync(readFileSync(file)).subarray(0, -1024);
  const more = pack();
  change(more);
  more.finalize();
  const bytes: Buffer[] = [];
  for await (const block of more) bytes.push(block);
  const body = gzipSync(Buffer.concat([real, ...bytes]));
  const hash = createHash('sha256').update(body).digest();
  writeFileSync(file, Buffer.concat([body, trailerOf({ bytes: body.length, unpacked, hash })]));
}

it('a backup that was cut short or altered anywhere is refused, and nothing is left of the try', async () => {
  const { bench, file, restore } = await backedUp();
  const bytes = readFileSync(file);
  const applications = path.join(bench.home, 'applications');
  for (const length of [0, 10, bytes.length >> 1, bytes.length - 1]) {
    writeFileSync(file, bytes.subarray(0, length));
    await expect(restore('Cut')).rejects.toMatchObject({ code: 'backup-invalid' });
  }
  for (const place of [bytes.length >> 2, bytes.length >> 1, bytes.length - 200]) {
    const altered = Buffer.from(bytes);
    altered[place] = (altered[place] ?? 0) ^ 0xff;
    writeFileSync(file, altered);
    const { id } = await restore('Altered', path.join(bench.home, 'new', 'deep', 'Altered'));
    expect(await bench.engine.tasks.ended(id)).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/^The backup .* was altered after it was made; nothing was restored\./),
    });
  }
  expect(readdirSync(applications)).toEqual(['Original']);
  expect(existsSync(path.join(bench.home, 'new'))).toBe(false);
  expect(bench.engine.listApplications()).toHaveLength(1);
}, 60_000);

it('a backup with paths, links or devices in it that lead out is refused, and nothing is written outside', async () => {
  const { bench, file, restore } = await backedUp();
  const good = readFileSync(file);
  const forgeries: ((tar: ReturnType<typeof pack>) => void)[] = [
    ...[
      '/tmp/dcmp-absolute',
      'archive/../../dcmp-out',
      'dcmp-unknown',
      'history.sqlite-wal',
      'logs//dcmp',
      '..\\dcmp',
    ].map((name) => (tar: ReturnType<typeof pack>) => void tar.entry({ name }, 'mischief')),
    ...['../../..', '/etc'].map((linkname) => (tar: ReturnType<typeof pack>) => {
      tar.entry({ name: 'modules/dcmp-link', type: 'symlink', linkname });
      tar.entry({ name: 'modules/dcmp-link/dcmp-through' }, 'mischief');
    }),
    (tar) =>
      void tar.entry({ name: 'modules/dcmp-device', type: 'character-device', devmajor: 1, devminor: 3 }),
    (tar) => void tar.entry({ name: 'modules/dcmp-hard', type: 'link', linkname: '/etc/passwd' }),
  ];
  for (const change of forgeries) {
    writeFileSync(file, good);
    await forged(file, change);
    const { id } = await restore('Forged');
    expect(await bench.engine.tasks.ended(id)).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/nothing was restored/),
    });
  }
  expect(readdirSync(path.join(bench.home, 'applications'))).toEqual(['Original']);
  expect(existsSync('/tmp/dcmp-absolute')).toBe(false);
  expect(filesBelow(bench.home).filter((one) => one.includes('dcmp'))).toEqual([]);
}, 120_000);

it('a backup that unpacks to more than it says, or than there is space, is given up before it fills the disk', async () => {
  const { bench, file, restore } = await backedUp();
  const good = readFileSync(file);
  const change = (tar: ReturnType<typeof pack>) =>
    void tar.entry({ name: 'logs/bomb' }, Buffer.alloc(4_000_000));
  for (const [unpacked, problem] of [
    [1_000_000, /unpacks|altered/],
    [Number.MAX_SAFE_INTEGER, /too little space/],
  ] as const) {
    writeFileSync(file, good);
    await forged(file, change, unpacked);
    const { id } = await restore('Bomb');
    expect(await bench.engine.tasks.ended(id)).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(problem),
    });
  }
  expect(readdirSync(path.join(bench.home, 'applications'))).toEqual(['Original']);
}, 60_000);

it('a backup is not given a name of other archives, and one that is not there is said to be missing', async () => {
  const { bench, id, restore, file } = await backedUp();
  const zip = path.join(bench.home, 'copy.ZIP');
  const request = { application: id, include: everything, includeSecrets: false };
  await expect(bench.engine.copies.backUp({ ...request, file: zip })).rejects.toMatchObject({
    code: 'folder-not-usable',
    message: expect.stringContaining('ends in .zip'),
  });
  expect(await bench.engine.copies.plan({ application: id, include: everything, file: zip })).toMatchObject({
    file: zip,
    findings: [{ severity: 'error', code: 'file-is-zip' }, { severity: 'warning' }],
  });
  expect(readdirSync(bench.home).filter((name) => /zip/i.test(name))).toEqual([]);

  rmSync(file);
  await expect(restore('Nothing')).rejects.toMatchObject({
    code: 'not-found',
    message: `There is no file ${file}.`,
    details: undefined,
  });
  // Where a part of the path is a file the system says so, in one line.
  writeFileSync(file, '');
  await expect(bench.engine.copies.inspect({ file: path.join(file, 'x') })).rejects.toMatchObject({
    details: expect.stringMatching(/^E[A-Z]+: [^\n]+$/),
  });
}, 60_000);

it('nothing that exists is ever written over, by a backup or by what is restored', async () => {
  const { bench, id, folder, file, backUp, restore } = await backedUp();
  const bytes = readFileSync(file);
  await expect(backUp()).rejects.toMatchObject({ code: 'file-exists' });
  expect(readFileSync(file).equals(bytes)).toBe(true);
  const precious = path.join(bench.home, 'precious');
  mkdirSync(precious);
  writeFileSync(path.join(precious, 'thesis.txt'), 'precious');
  for (const target of [
    precious,
    path.join(precious, 'thesis.txt'),
    folder,
    path.join(folder, 'inside'),
    'relative',
  ])
    await expect(restore('Other', target)).rejects.toMatchObject({
      code: expect.stringMatching(/^(folder-not-usable|application-exists)$/),
    });
  await expect(restore('ORIGINAL')).rejects.toMatchObject({ code: 'application-exists' });
  const watched = path.join(bench.home, 'watched');
  mkdirSync(watched);
  const other = bench.create('Watching', {
    watchedFolders: [watchedFolderSchema.parse({ id: 'one', path: watched })],
  });
  symlinkSync(folder, path.join(bench.home, 'link'));
  for (const wanted of [
    path.join(folder, 'inside.tar.gz'),
    path.join(other.folder, 'inside.tar.gz'),
    path.join(bench.home, 'link', 'inside.tar.gz'),
    path.join(watched, 'inside.tar.gz'),
    'relative.tar.gz',
    path.join(file, 'below.tar.gz'),
  ])
    await expect(
      bench.engine.copies.backUp({
        application: id,
        file: wanted,
        include: everything,
        includeSecrets: false,
      }),
    ).rejects.toMatchObject({ code: 'folder-not-usable' });
  expect(readdirSync(precious)).toEqual(['thesis.txt']);
}, 60_000);

it('secrets are in a backup only when they are asked for', async () => {
  for (const includeSecrets of [false, true]) {
    const { bench, file, restore } = await backedUp(includeSecrets);
    expect(gunzipSync(readFileSync(file)).includes('the-password')).toBe(includeSecrets);
    expect(gunzipSync(readFileSync(file)).includes('the-token')).toBe(includeSecrets);
    const { application } = await copied(bench.engine, restore('Copy'));
    const { root } = bench.engine.application(application ?? '').context.folders;
    expect(existsSync(path.join(root, 'peer-secrets', 'one'))).toBe(includeSecrets);
  }
}, 60_000);

it('a copy that is cancelled, or whose engine ends, leaves nothing behind', async () => {
  const { bench, id, file } = await backedUp();
  const before = filesBelow(bench.home).filter((name) => !/sqlite|tasks\.json|engine\.log/.test(name));
  const target = path.join(bench.home, 'new', 'folder', 'second.tar.gz');
  const tasks = [
    await bench.engine.copies.backUp({
      application: id,
      file: target,
      include: everything,
      includeSecrets: false,
    }),
    await bench.engine.copies.restore({ file, name: 'Restored', folder: undefined, options: {} }),
    bench.engine.copies.clone({
      application: id,
      name: 'Cloned',
      folder: path.join(bench.home, 'other', 'Cloned'),
      with: 'data',
      options: {},
    }),
  ];
  for (const task of tasks) bench.engine.tasks.cancel(task.id);
  for (const task of tasks)
    expect(await bench.engine.tasks.ended(task.id)).toMatchObject({ state: 'cancelled', problem: null });
  expect(filesBelow(bench.home).filter((name) => !/sqlite|tasks\.json|engine\.log/.test(name))).toEqual(
    before,
  );
  expect(readdirSync(bench.home)).not.toContain('new');
  expect(readdirSync(bench.home)).not.toContain('other');
  expect(bench.engine.listApplications()).toHaveLength(1);
}, 60_000);

it('links to elsewhere and what cannot be read are left out of a backup and told', async () => {
  const bench = openCopyBench();
  const { id, folder } = bench.create('Odd', { quietSeconds: 3600 });
  await bench.importAll(id, bench.files(0, 1));
  const logs = path.join(folder, 'logs');
  symlinkSync('/etc/passwd', path.join(logs, 'out'));
  symlinkSync('inner.txt', path.join(logs, 'in'));
  writeFileSync(path.join(logs, 'inner.txt'), 'inner');
  const odd = `"$(touch x)'\n\\${'é'.repeat(50)}😀.txt`;
  writeFileSync(path.join(logs, odd), 'odd');
  chmodSync(path.join(logs, 'inner.txt'), 0o755);
  const file = path.join(bench.home, 'odd.tar.gz');
  const made = await copied(
    bench.engine,
    bench.engine.copies.backUp({ application: id, file, include: everything, includeSecrets: false }),
  );
  expect(made.findings).toContainEqual(expect.objectContaining({ code: 'links-left-out' }));
  const { application } = await copied(
    bench.engine,
    bench.engine.copies.restore({ file, name: 'Restored', folder: undefined, options: {} }),
  );
  const restored = path.join(bench.engine.application(application ?? '').context.folders.logs);
  expect(readFileSync(path.join(restored, 'in'), 'utf8')).toBe('inner');
  expect(readdirSync(restored).sort()).toEqual([odd, 'in', 'inner.txt'].sort());
}, 60_000);

it('an instance whose file is gone is told, and the backup can be restored all the same', async () => {
  const bench = openCopyBench();
  const { id } = bench.create('Gone', { quietSeconds: 3600 });
  await bench.importAll(id, bench.files(0, 3));
  const { folders } = bench.engine.application(id).context;
  const [first = ''] = filesBelow(folders.archive);
  rmSync(path.join(folders.archive, first));
  const file = path.join(bench.home, 'gone.tar.gz');
  const made = await copied(
    bench.engine,
    bench.engine.copies.backUp({ application: id, file, include: everything, includeSecrets: false }),
  );
  expect(made.findings).toContainEqual(expect.objectContaining({ code: 'instances-missing' }));
  const { application } = await copied(
    bench.engine,
    bench.engine.copies.restore({ file, name: 'Restored', folder: undefined, options: {} }),
  );
  expect(bench.count(application ?? '', 'instance')).toBe(3);
  await expect.poll(() => bench.engine.listApplications().length, patience).toBe(2);
}, 60_000);
