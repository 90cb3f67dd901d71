import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { lockHome, openHistory } from './index.ts';
import { openSqlite } from './sqlite.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'database-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => path.join(folder, 'history.sqlite');

describe('migrations', () => {
  it('are numbered without gaps, so that no step can be skipped or run twice', () => {
    expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('leave a database untouched when one of the pending steps fails', () => {
    const connection = openSqlite(file());
    const broken = [
      { version: 1, sql: 'CREATE TABLE first (a)' },
      { version: 2, sql: 'CREATE NONSENSE' },
    ];
    expect(() => migrate(connection, broken)).toThrow();
    expect(connection.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = 'first'").get()).toEqual({
      n: 0,
    });
    expect(connection.pragma('user_version', { simple: true })).toBe(0);
    connection.close();
  });

  it('refuse a database of a newer program instead of writing into it', () => {
    const connection = openSqlite(file());
    connection.pragma('user_version = 9999');
    connection.close();
    expect(() => openHistory(file())).toThrow(expect.objectContaining({ code: 'database-newer' }));
  });

  it('are not run again when the history is opened a second time', () => {
    openHistory(file()).close();
    const again = openHistory(file());
    expect(again.get<{ n: number }>('SELECT count(*) AS n FROM run')).toEqual({ n: 0 });
    again.close();
  });
});

describe('write', () => {
  it('undoes everything and calls nothing when the work throws', () => {
    const history = openHistory(file());
    let called = 0;
    expect(() =>
      history.write(() => {
        history.run("INSERT INTO patient (id, PatientID, PatientName, tags) VALUES ('a', '1', 'A', '{}')");
        history.afterCommit(() => called++);
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(history.all('SELECT * FROM patient')).toEqual([]);
    expect(called).toBe(0);
    history.close();
  });

  it('calls what waits for the commit after the outermost transaction only', () => {
    const history = openHistory(file());
    const order: string[] = [];
    history.write(() => {
      history.write(() => history.afterCommit(() => order.push('after')));
      order.push('inside');
    });
    expect(order).toEqual(['inside', 'after']);
    history.close();
  });

  it('turns errors of SQLite into one a person understands', () => {
    const history = openHistory(file());
    expect(() => history.run('INSERT INTO nowhere VALUES (1)')).toThrow(EngineError);
    history.close();
  });
});

describe('hot queries', () => {
  it('claim the next job run by its index, however long the queue is', () => {
    const history = openHistory(file());
    const plan = history.explain(
      `SELECT key FROM job_run WHERE state = 'queued' AND not_before IS NULL AND channel = ? AND (gpus > 0) = 0
       ORDER BY priority DESC, key LIMIT 1`,
      ['default'],
    );
    expect(plan.join('\n')).toContain('job_run_queue');
    expect(plan.join('\n')).not.toContain('TEMP B-TREE');
    history.close();
  });
});

describe('the lock of a data home', () => {
  it('keeps a second engine out and is free again after the first', () => {
    const release = lockHome(folder);
    expect(() => lockHome(folder)).toThrow(expect.objectContaining({ code: 'engine-busy' }));
    release();
    lockHome(folder)();
  });
});
