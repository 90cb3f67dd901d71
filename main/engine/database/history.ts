import type Sqlite from 'better-sqlite3';
import { EngineError } from '../../../contract/index.ts';
import { createHoldWatch } from './holdWatch.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openSqlite } from './sqlite.ts';
import { historyError, isDamage } from './sqliteError.ts';
import { walFileOf } from './walFile.ts';

/**
 * Pages in the log before it is worked into the database. A checkpoint holds up the engine for a few milliseconds; with
 * SQLite's 1000 pages a stream of single instances would bring one every hundred commits, mostly for the same pages.
 */
const checkpointPages = 4000;
/**
 * How long a statement waits for another process that holds the write lock, in milliseconds: this thread stands still
 * meanwhile. Who is refused tries again later.
 */
const busyWait = 20;

/** A value that can be bound to a statement. */
export type SqlValue = string | number | bigint | Uint8Array | null;
type Parameters = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

/**
 * The history of one application: one SQLite file, one writer.
 *
 * Row types are given by the caller: only this program writes the file, and STRICT tables keep the column types.
 * JSON columns are parsed by who reads them.
 */
export interface History {
  readonly file: string;
  /** All rows. */
  all<Row>(sql: string, parameters?: Parameters): Row[];
  /** The first row, or undefined. */
  get<Row>(sql: string, parameters?: Parameters): Row | undefined;
  /** Runs a statement that changes data; must be inside `write` when several belong together. */
  run(sql: string, parameters?: Parameters): { changes: number; lastInsertRowid: number };
  /**
   * The one transaction helper: `BEGIN IMMEDIATE`, all or nothing. A nested call joins the outer transaction.
   * What `afterCommit` was given inside is called once the outermost one has been committed.
   */
  write<Result>(work: () => Result): Result;
  /** Inside `write`: wakes or announces only what is true. Outside: at once. */
  afterCommit(action: () => void): void;
  /**
   * Makes durable what was committed before the call: a commit alone survives the end of the process, but not of power.
   * @throws EngineError `database-failed`
   */
  flush(): Promise<void>;
  /** The same while everything else waits, for the start of an application. @throws EngineError `database-failed` */
  flushNow(): void;
  /**
   * Writes what changes nothing, and flushes it.
   * @throws EngineError `database-failed`, `database-busy`, `disk-full`
   */
  assertWritable(): Promise<void>;
  /** Another program has held it for a while: nothing can be written. */
  isHeld(): boolean;
  /** Lines of `EXPLAIN QUERY PLAN`, for tests of hot queries. */
  explain(sql: string, parameters?: Parameters): string[];
  close(): void;
}

/** Who is told what happens to a history while it is in use. */
export interface HistoryListeners {
  /** Called once when SQLite finds the file damaged. */
  onDamage?: (() => void) | undefined;
  /** Called when another program begins to hold it for long, and when that is over (`History.isHeld`). */
  onHeld?: (() => void) | undefined;
}

/**
 * Opens (and creates, and migrates) the history in `file`.
 * @throws EngineError `database-failed`, `database-newer`, `database-busy`, `database-damaged`
 */
export function openHistory(file: string, options: HistoryListeners = {}): History {
  let connection: Sqlite.Database | undefined;
  try {
    connection = openSqlite(file, { timeout: busyWait });
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
    connection.pragma('foreign_keys = ON');
    connection.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    migrate(connection, migrations);
  } catch (cause) {
    connection?.close();
    const error = historyError(file, cause);
    if (error instanceof EngineError && error.code !== 'database-failed') throw error;
    throw new EngineError('database-failed', `The history ${file} cannot be opened.`, { cause });
  }
  return wrap(connection, options);
}

function wrap(connection: Sqlite.Database, { onDamage, onHeld }: HistoryListeners): History {
  const statements = new Map<string, Sqlite.Statement>();
  const wal = walFileOf(connection.name);
  let pending: (() => void)[] | null = null;
  let isDamaged = false;
  const transaction = connection.transaction((work: () => unknown) => work());
  const hold = createHoldWatch(() => onHeld?.());

  function statement(sql: string): Sqlite.Statement {
    let prepared = statements.get(sql);
    if (prepared === undefined) {
      prepared = connection.prepare(sql);
      statements.set(sql, prepared);
    }
    return prepared;
  }
  function failing<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      if (isDamage(cause) && !isDamaged) {
        isDamaged = true;
        onDamage?.();
      }
      const error = historyError(connection.name, cause);
      if (error instanceof EngineError && error.code === 'database-busy') hold.refused();
      throw error;
    }
  }

  async function flush(): Promise<void> {
    try {
      await wal.flush();
    } catch (cause) {
      throw notFlushed(cause);
    }
  }

  return {
    file: connection.name,
    all<Row>(sql: string, parameters: Parameters = []) {
      return failing(() => statement(sql).all(parameters) as Row[]);
    },
    get<Row>(sql: string, parameters: Parameters = []) {
      return failing(() => statement(sql).get(parameters) as Row | undefined);
    },
    run(sql, parameters = []) {
      return failing(() => {
        const outcome = statement(sql).run(parameters);
        return { changes: outcome.changes, lastInsertRowid: Number(outcome.lastInsertRowid) };
      });
    },
    write<Result>(work: () => Result) {
      if (pending !== null) return work();
      const actions: (() => void)[] = [];
      pending = actions;
      let result;
      try {
        // It returns what the work returned.
        result = failing(() => transaction.immediate(work) as Result);
      } finally {
        pending = null;
      }
      hold.written();
      for (const action of actions) action();
      return result;
    },
    afterCommit(action) {
      if (pending === null) action();
      else pending.push(action);
    },
    flush,
    flushNow() {
      try {
        wal.flushNow();
      } catch (cause) {
        throw notFlushed(cause);
      }
    },
    async assertWritable() {
      // A page is written even where the number in it stays the same.
      failing(() => connection.pragma(`user_version = ${migrations.length}`));
      await flush();
    },
    isHeld: () => hold.isHeld(),
    explain(sql, parameters = []) {
      const rows = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters) as { detail: string }[];
      return rows.map((row) => row.detail);
    },
    close() {
      wal.close();
      try {
        connection.pragma('optimize');
      } catch {
        // Only statistics: not worth keeping a locked or damaged file open for.
      }
      connection.close();
    },
  };
}

function notFlushed(cause: unknown): EngineError {
  return new EngineError('database-failed', 'The history could not be written to disk.', { cause });
}
