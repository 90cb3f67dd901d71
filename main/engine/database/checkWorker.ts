/** Entry of the thread that reads one history from end to end. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openSqlite } from './sqlite.ts';
import { isDamage } from './sqliteError.ts';

/** What the thread says at its end: what is wrong, or null. */
export type CheckAnswer = { damage: string | null } | { failure: string };

const { file } = z.object({ file: z.string() }).parse(workerData);

function look(): CheckAnswer {
  try {
    const connection = openSqlite(file, { readonly: true, timeout: 1000 });
    try {
      const found = String(connection.pragma('quick_check(1)', { simple: true }));
      return { damage: found === 'ok' ? null : found };
    } finally {
      connection.close();
    }
  } catch (cause) {
    return isDamage(cause) ? { damage: 'it cannot be read' } : { failure: String(cause) };
  }
}

parentPort?.postMessage(look());
