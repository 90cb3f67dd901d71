import { mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { Logger } from './context/index.ts';

/** Size at which the log of the engine begins anew at the next start, in bytes; one older file is kept. */
const largestLog = 10 * 1024 * 1024;

/** The engine's own log in the data home: JSON lines, synchronous, so that the last words of a crash are there. */
export function openEngineLog(home: string): { log: Logger; file: string } {
  const folder = path.join(home, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'engine.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(file, `${file}.1`);
  const level = process.env['DCM_PROCESSOR_LOG_LEVEL'] ?? 'info';
  const log = pino(
    { level: level in pino.levels.values ? level : 'info' },
    pino.destination({ dest: file, sync: true }),
  );
  return { log, file };
}
