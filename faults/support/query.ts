import Sqlite from 'better-sqlite3';
import type { Bench } from './bench.ts';

/** Reads the history beside the engine. */
export function query<Row>(bench: Bench, sql: string): Row[] {
  const connection = new Sqlite(bench.folders.historyFile, { readonly: true });
  try {
    return connection.prepare<[], Row>(sql).all();
  } finally {
    connection.close();
  }
}

/** What a query counted as `n`. */
export function count(bench: Bench, sql: string): number {
  return query<{ n: number }>(bench, sql)[0]?.n ?? 0;
}
