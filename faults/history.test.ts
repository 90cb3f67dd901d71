import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backupOptionsSchema } from '../contract/index.ts';
import { backupCrashPoints } from '../main/engine/context/index.ts';
import {
  faultsIn,
  noteOutcome,
  postOne,
  sendAll,
  setUp,
  smallPatients,
  startEngine,
  until,
  untilAtRest,
} from './support/index.ts';
import type { Bench } from './support/index.ts';

/** Overwrites the second quarter of the file with nonsense. */
function overwrite({ folders }: Bench): void {
  const { size } = statSync(folders.historyFile);
  const fd = openSync(folders.historyFile, 'r+');
  const bytes = Math.floor(size / 4);
  writeSync(fd, Buffer.alloc(bytes, 0x5a), 0, bytes, bytes);
  closeSync(fd);
}
function cutShort({ folders }: Bench): void {
  truncateSync(folders.historyFile, Math.floor(statSync(folders.historyFile).size / 2));
}

const damages: [string, (bench: Bench) => void][] = [
  ['cut short', cutShort],
  ['overwritten in the middle', overwrite],
  ['gone', ({ folders }) => rmSync(folders.historyFile)],
];

describe('the history', () => {
  it.for(damages)('a database file %s, found at the start', async ([, damage], context) => {
    const bench = await setUp();
    const sent = smallPatients(0, 6);
    const first = await startEngine(bench.home);
    await sendAll(bench, sent.slice(0, 6));
    await untilAtRest(bench, sent.slice(0, 6));
    await first.request('backups.create', { application: bench.application });
    await sendAll(bench, sent.slice(6));
    await untilAtRest(bench, sent);
    await first.stop();
    damage(bench);

    const next = await startEngine(bench.home);
    await untilAtRest(bench, sent);
    const [application] = await next.request('applications.list', {});
    await next.stop();
    expect(faultsIn(bench, sent)).toEqual([]);
    expect(application?.restored?.message).toMatch(/restored from the backup of .*6 images/);
    noteOutcome(context, bench, sent, 'restored, 6 images found again and processed again');
  });

  it.for(backupCrashPoints)(
    'kill -9 of the engine at the step "%s" of a backup, and the database file is cut short',
    async (step, context) => {
      const backups = backupOptionsSchema.parse({ keep: 1 });
      const bench = await setUp({ options: { backups } });
      const { application } = bench;
      const sent = smallPatients(0, 4);
      const first = await startEngine(bench.home);
      await sendAll(bench, sent.slice(0, 4));
      await untilAtRest(bench, sent.slice(0, 4));
      await first.request('backups.create', { application });
      await sendAll(bench, sent.slice(4));
      await untilAtRest(bench, sent);
      await first.stop();

      const dying = await startEngine(bench.home, { variables: { DCM_PROCESSOR_CRASH_AT: step } });
      const asked = dying.request('backups.create', { application }).catch(() => undefined);
      expect(await dying.ended).toBe('SIGKILL');
      await asked;
      cutShort(bench);
      const next = await startEngine(bench.home);
      await untilAtRest(bench, sent);
      const { restored } = await next.request('backups.list', { application });
      expect(restored).toMatchObject([{ found: 0 }]);
      await next.request('backups.create', { application });
      expect((await next.request('backups.list', { application })).backups).toHaveLength(1);
      await next.stop();
      expect(faultsIn(bench, sent)).toEqual([]);
      noteOutcome(context, bench, sent, 'restored from what was made, with all images');
    },
  );

  it('a database file overwritten in the middle while the engine uses it', async (context) => {
    const bench = await setUp();
    const sent = smallPatients(0, 40);
    const engine = await startEngine(bench.home);
    await sendAll(bench, sent.slice(0, 60));
    await untilAtRest(bench, sent.slice(0, 60));
    // The end of an engine works its log into the file.
    await engine.stop();
    const next = await startEngine(bench.home);
    await next.request('backups.create', { application: bench.application });
    overwrite(bench);
    const sending = sendAll(bench, sent.slice(60));
    await until('the damage is noticed', async () => {
      await next.request('studies.list', { application: bench.application }).catch(() => undefined);
      await next.request('backups.create', { application: bench.application }).catch(() => undefined);
      const [application] = await next.request('applications.list', {});
      return application?.restored != null;
    });
    await sending;
    await untilAtRest(bench, sent);
    await next.stop();
    expect(faultsIn(bench, sent)).toEqual([]);
    noteOutcome(context, bench, sent, 'restored without a restart');
  });

  it('locked by another process while instances come and jobs run', async (context) => {
    const bench = await setUp();
    const sent = smallPatients(0, 6);
    const engine = await startEngine(bench.home);
    await sendAll(bench, sent.slice(0, 6));
    const other = new Sqlite(bench.folders.historyFile);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const [refused] = sent.slice(6);
    if (refused === undefined) throw new Error('There is nothing to send');
    // Refused after a while, and the engine answers others meanwhile.
    const asked = postOne(bench, refused);
    await engine.request('studies.list', { application: bench.application });
    expect(await asked).toBe(503);
    const sending = sendAll(bench, sent.slice(6));
    const problem = async () => (await engine.request('applications.list', {}))[0]?.problem ?? null;
    await until('somebody is told', async () => (await problem())?.includes('Another program') === true);
    other.exec('COMMIT');
    await sending;
    await until('that is over', async () => (await problem()) === null);
    await untilAtRest(bench, sent);
    await engine.stop();
    expect(faultsIn(bench, sent)).toEqual([]);
    noteOutcome(context, bench, sent, 'refused meanwhile, went on by itself');
  });

  it('locked by another process when the engine starts', async (context) => {
    const bench = await setUp();
    const sent = smallPatients(0, 2);
    const other = new Sqlite(bench.folders.historyFile);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const engine = await startEngine(bench.home);
    const [held] = await engine.request('applications.list', {});
    expect(held).toMatchObject({ state: 'damaged' });
    expect(held?.problem).toMatch(/Another program holds the history/);
    const sending = sendAll(bench, sent);
    other.exec('COMMIT');
    await sending;
    await untilAtRest(bench, sent);
    await engine.stop();
    expect(faultsIn(bench, sent)).toEqual([]);
    noteOutcome(context, bench, sent, 'opened by itself when it was free');
  });
});
