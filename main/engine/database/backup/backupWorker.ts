/** Entry of the thread that makes one backup. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openSqlite } from '../sqlite.ts';
import { isDamage, isFull } from '../sqliteError.ts';
import type { BackupAnswer } from './protocol.ts';

const { source, target } = z.object({ source: z.string(), target: z.string() }).parse(workerData);
const part = `${target}.part`;

/** Copies what is committed now, in one reading transaction that keeps nobody from writing. */
function copy(): void {
  rmSync(part, { force: true });
  const connection = openSqlite(source, { readonly: true, timeout: 1000 });
  try {
    connection.prepare('VACUUM INTO ?').run(part);
  } finally {
    connection.close();
  }
}

/** A copy of a damaged history must not take the place of a good one. */
function isSound(): boolean {
  const connection = openSqlite(part, { readonly: true });
  try {
    return connection.pragma('quick_check(1)', { simple: true }) === 'ok';
  } finally {
    connection.close();
  }
}

function flush(file: string): void {
  // Windows flushes only what is open for writing, and no folder.
  const isFolder = file === path.dirname(target);
  if (isFolder && process.platform === 'win32') return;
  const fd = openSync(file, isFolder ? 'r' : 'r+');
  fsyncSync(fd);
  closeSync(fd);
}

function make(): BackupAnswer {
  try {
    copy();
    if (!isSound()) return { kind: 'damaged', details: 'quick_check found the copy damaged' };
    flush(part);
    renameSync(part, target);
    flush(path.dirname(target));
    return { kind: 'made' };
  } catch (cause) {
    return { kind: isDamage(cause) ? 'damaged' : isFull(cause) ? 'full' : 'failed', details: String(cause) };
  } finally {
    rmSync(part, { force: true });
  }
}

parentPort?.postMessage(make());
