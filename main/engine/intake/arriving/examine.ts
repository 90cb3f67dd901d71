import { close, open } from 'node:fs';
import { promisify } from 'node:util';
import { adoptStaged, archiveFailure, removeStaged, stampOf } from '../../archive/index.ts';
import { readHeader } from '../../dicom/index.ts';
import type { Arrived } from './protocol.ts';

const neverStopped = { aborted: false };

/**
 * Finds out what a file is that lies whole in the staging folder. Reads and hashes without giving other work a turn, so
 * it belongs into a thread.
 * @throws EngineError `disk-failed`, `disk-full`; then the file is gone
 */
export async function examine(file: string, path: string): Promise<Arrived> {
  let fd: number | null = null;
  try {
    fd = await promisify(open)(file, 'r+');
    const stamp = stampOf(fd);
    const reading = await readHeader(fd, stamp.size);
    if (reading.kind === 'not-dicom') {
      removeStaged(file);
      return { kind: 'not-dicom', message: reading.reason };
    }
    if (reading.kind === 'damaged') {
      const { code, reason, part } = reading;
      return { kind: 'damaged', file, code, message: reason, header: part?.header ?? null };
    }
    const staged = await adoptStaged({ fd, path: file, stamp }, reading.form, neverStopped);
    if ('unreadable' in staged) throw new Error(staged.unreadable);
    if (staged.stagingFile !== file) removeStaged(file);
    const source = { taskId: null, path: null, stamp: null };
    return { kind: 'instance', staged: { ...staged, header: reading.header, source } };
  } catch (cause) {
    removeStaged(file);
    throw archiveFailure(path, cause);
  } finally {
    if (fd !== null) await promisify(close)(fd);
  }
}
