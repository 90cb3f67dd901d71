import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { checkIdSchema, scpOptionsSchema } from '../../contract/index.ts';
import type { ApplicationOptions, CheckFix, CheckId } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { silentLogger } from './context/index.ts';
import { lockHome } from './database/index.ts';
import { startEngine } from './engine.ts';

const isRoot = process.getuid?.() === 0;

/** An engine with one application. */
function open(options: Partial<ApplicationOptions> = {}) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'diagnostics-'));
  const engine = startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
  onTestFinished(async () => {
    await engine.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  const { id, folder } = engine.createApplication({ name: 'Demo', folder: undefined, options });
  const { signal } = new AbortController();
  const of = (check: CheckId) => ({
    check,
    application: engine.diagnostics.list().find((one) => one.check === check)?.application ?? null,
  });
  return {
    home,
    engine,
    id,
    folder,
    check: (check: CheckId) => engine.diagnostics.check(of(check), signal),
    fix: (check: CheckId, fix: CheckFix) => engine.diagnostics.fix({ ...of(check), fix }, signal),
  };
}

test('every check is there once, answers, and finds nothing wrong with a machine that is well', async () => {
  const { engine, check } = open();
  const listed = engine.diagnostics.list();
  expect(listed.map((one) => one.check)).toEqual(checkIdSchema.options);
  const found = await Promise.all(listed.map((one) => check(one.check)));
  expect(found.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(found.map(({ check: id }) => id)).toEqual(checkIdSchema.options);
});

test('a data home that others may write to is told, and closed to them by its fix', async () => {
  const { home, check, fix } = open();
  chmodSync(home, 0o777);
  expect(await check('home')).toMatchObject({ state: 'failed', fix: 'close-home' });
  expect(await fix('home', 'close-home')).toMatchObject({ state: 'ok', fix: null });
});

test('folders that are missing or closed are named with their reason, and mended', async () => {
  const { folder, check, fix } = open();
  rmSync(path.join(folder, 'quarantine'), { recursive: true });
  chmodSync(path.join(folder, 'logs'), 0o000);
  const broken = await check('folders');
  expect(broken).toMatchObject({ state: 'failed', fix: 'make-folders' });
  expect(broken.facts.join('\n')).toContain(`${path.join(folder, 'quarantine')}: it is not there`);
  // Root may read what is closed.
  const closed = isRoot ? [] : [`${path.join(folder, 'logs')}: your user may not`];
  expect(broken.facts).toEqual(expect.arrayContaining(closed));
  expect(await fix('folders', 'make-folders')).toMatchObject({ state: 'ok' });
  expect(existsSync(path.join(folder, 'quarantine'))).toBe(true);
});

test(
  'a port that another program has is told with that program, and the door gets one that is free',
  { timeout: 90_000 },
  async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const { engine, id, check, fix } = open({ scp: scpOptionsSchema.parse({ enabled: true, port }) });
    const doorIs = (state: string) =>
      vi.waitFor(
        () =>
          expect(
            engine
              .application(id)
              .intake.doors()
              .doors.find(({ door }) => door === 'scp')?.state,
          ).toBe(state),
        { timeout: 30_000, interval: 50 },
      );
    await doorIs('failed');
    const broken = await check('ports');
    expect(broken).toMatchObject({ state: 'failed', fix: 'change-port' });
    expect(broken.found).toContain(`Port ${port} is used by`);
    await fix('ports', 'change-port');
    expect(engine.describeApplication(id).options.scp.port).toBeGreaterThan(port);
    await doorIs('open');
    expect(await check('ports')).toMatchObject({ state: 'ok', fix: null });
  },
);

test('only what is old and ours counts as left over, and only that is removed', async () => {
  const { home, check, fix } = open();
  const names = ['.check-aB3xY9', '.check-new456', 'kept'];
  for (const name of names) mkdirSync(path.join(home, name));
  for (const name of ['.check-aB3xY9', 'kept']) age(path.join(home, name));
  const found = await check('leftovers');
  expect(found).toMatchObject({ state: 'warning', fix: 'remove-leftovers' });
  expect(found.facts).toContain(home);
  await fix('leftovers', 'remove-leftovers');
  expect(names.filter((name) => existsSync(path.join(home, name)))).toEqual(['.check-new456', 'kept']);
});

/** A port that nobody has now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

test('a door that is open works, though a stopped application has its port as well: that is no failure', async () => {
  const scp = scpOptionsSchema.parse({ enabled: true, port: await freePort() });
  const { engine, id, check, fix } = open({ scp });
  const state = () =>
    engine
      .application(id)
      .intake.doors()
      .doors.find(({ door }) => door === 'scp')?.state;
  await expect.poll(state, { timeout: 30_000 }).toBe('open');
  const other = engine.createApplication({ name: 'Other', folder: undefined, options: { scp } });
  await engine.life.stop(other.id, 'interrupt');
  const found = await check('ports');
  expect(found).toMatchObject({ state: 'warning', fix: null });
  expect(found.found).toContain('"Other", which is stopped now');
  await fix('ports', 'change-port');
  expect(engine.describeApplication(id).options.scp.port).toBe(scp.port);
}, 60_000);

test('a door stays at the address that senders know when this machine has it not at the moment', async () => {
  // For documentation (RFC 5737): no machine has it.
  const scp = scpOptionsSchema.parse({ enabled: true, bindAddress: '192.0.2.7', port: await freePort() });
  const { engine, id, check, fix } = open({ scp });
  expect(await check('ports')).toMatchObject({ state: 'failed', fix: null });
  await fix('ports', 'change-port');
  expect(engine.describeApplication(id).options.scp).toMatchObject({ bindAddress: '192.0.2.7' });
});

/** As if nothing had changed there for two days. */
function age(file: string): void {
  const then = Date.now() / 1000 - 2 * 24 * 3600;
  utimesSync(file, then, then);
}

test('what an archive has open is not left over, however long nothing came', async () => {
  const { engine, id, folder, check, fix } = open();
  const source = path.join(mkdtempSync(path.join(os.tmpdir(), 'source-')), 'one.dcm');
  onTestFinished(() => rmSync(path.dirname(source), { recursive: true }));
  writeFileSync(source, buildInstance({}));
  engine.application(id).intake.imports.start([source]);
  const staging = path.join(folder, 'archive', 'staging');
  const journals = () => readdirSync(staging).filter((name) => name.endsWith('.journal'));
  await expect.poll(() => journals().length, { timeout: 30_000 }).toBe(1);
  for (const name of readdirSync(staging)) age(path.join(staging, name));
  expect((await check('leftovers')).facts).not.toContain(staging);
  await fix('leftovers', 'remove-leftovers');
  expect(journals()).toHaveLength(1);
}, 60_000);

test('what is removed as left over has a name of ours to the letter, and nobody works in it', async () => {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'tmp-'));
  vi.stubEnv('TMPDIR', temporary);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  });
  const { folder, check, fix } = open();
  const beside = path.dirname(folder);
  const task = '0199b3a1-7c11-7aaa-8bbb-0123456789ab';
  const gone = [
    path.join(temporary, 'dcm-processor-aB3xY9'),
    path.join(temporary, 'dcm-processor-worker-aB3xY9'),
    path.join(temporary, 'dcm-processor-run-aB3xY9'),
    path.join(beside, `.copy.${task}.part`),
  ];
  const kept = [
    // The folder of a socket, folders of others, a run that is still at work.
    path.join(temporary, 'dcm-processor-0123456789abcdef'),
    path.join(temporary, 'dcm-processor-notes'),
    path.join(temporary, 'dcm-processor-run-inUse1'),
    path.join(beside, '.film.mkv.part'),
  ];
  for (const one of [...gone, ...kept]) mkdirSync(one);
  const unlock = lockHome(path.join(temporary, 'dcm-processor-run-inUse1'));
  onTestFinished(unlock);
  lockHome(path.join(temporary, 'dcm-processor-run-aB3xY9'))();
  for (const one of [...gone, ...kept]) age(one);
  expect(await check('leftovers')).toMatchObject({
    state: 'warning',
    found: expect.stringMatching(/^4 temporary/),
  });
  expect(await fix('leftovers', 'remove-leftovers')).toMatchObject({ state: 'ok' });
  expect([...gone, ...kept].filter((one) => existsSync(one))).toEqual(kept);
});

test('a damaged history is found while it is in use, and its backup takes its place', async () => {
  const { engine, id, folder, check, fix } = open();
  await engine.application(id).backups.make();
  const { history } = engine.application(id).context;
  history.write(() =>
    history.run("INSERT INTO pause (channel, since, asked_from) VALUES ('x', 1, 'window')"),
  );
  expect(await check('history')).toMatchObject({ state: 'ok' });
  history.get('PRAGMA wal_checkpoint(TRUNCATE)');
  const fd = openSync(path.join(folder, 'history.sqlite'), 'r+');
  // Pages behind the first ones, so that it still opens.
  for (let page = 3; page < 40; page += 1) writeSync(fd, Buffer.alloc(4000, 0xa5), 0, 4000, page * 4096 + 20);
  closeSync(fd);
  expect(await check('history')).toMatchObject({ state: 'failed', fix: 'restore-history' });
  const mended = await fix('history', 'restore-history');
  expect(mended).toMatchObject({ state: 'ok' });
  expect(engine.describeApplication(id).restored).not.toBeNull();
}, 60_000);

test('a chosen Python that is none and a watched folder that is away are told with what they are', async () => {
  const { home, check } = open({
    python: path.join(os.tmpdir(), 'no-such-python'),
    watchedFolders: [
      {
        id: 'away',
        path: path.join(os.tmpdir(), 'no-such-share'),
        enabled: true,
        recursive: true,
        watch: 'poll',
        pollSeconds: 60,
        settleSeconds: 5,
        after: 'keep',
        moveTo: null,
        pattern: null,
      },
    ],
  });
  expect(await check('python')).toMatchObject({ state: 'failed', fix: 'find-python' });
  const watched = await check('watched-folders');
  expect(watched).toMatchObject({ state: 'failed' });
  expect(watched.found).toContain('no-such-share: it is not there');
  rmSync(path.join(home, 'logs'), { recursive: true, force: true });
});

test('looking for Python again does not start an application that somebody stopped', async () => {
  const { engine, id, check, fix } = open({ python: path.join(os.tmpdir(), 'no-such-python') });
  expect((await check('python')).advice).toContain('interrupts jobs');
  await engine.life.stop(id, 'interrupt');
  const found = await check('python');
  expect(found).toMatchObject({ state: 'failed', fix: null });
  expect(found.advice ?? '').not.toContain('interrupts jobs');
  await expect(fix('python', 'find-python')).rejects.toMatchObject({ code: 'check-without-fix' });
  expect(engine.listApplications()[0]?.life.state).toBe('stopped');
});

test('a stopped application is told as such and started by its fix', async () => {
  const { engine, id, check, fix } = open();
  await engine.life.stop(id, 'interrupt');
  expect(await check('application')).toMatchObject({ state: 'warning', fix: 'open-application' });
  expect(await fix('application', 'open-application')).toMatchObject({ state: 'ok' });
});

test('a fix that does not belong to a check is refused, as is a check of an application that is not there', async () => {
  const { engine, fix } = open();
  await expect(fix('clock', 'remove-leftovers')).rejects.toMatchObject({ code: 'check-without-fix' });
  const { signal } = new AbortController();
  for (const which of [
    { check: 'folders', application: 'none' },
    { check: 'folders', application: null },
    { check: 'clock', application: engine.listApplications()[0]?.id ?? '' },
  ] as const)
    await expect(engine.diagnostics.check(which, signal)).rejects.toMatchObject({
      code: 'application-not-found',
    });
});
