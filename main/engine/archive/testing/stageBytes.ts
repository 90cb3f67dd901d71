import { closeSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '../../context/index.ts';
import { readHeader } from '../../dicom/index.ts';
import { stageInstance, stampOf } from '../stage.ts';
import type { Source, StagedInstance } from '../types.ts';

/** Stages the bytes of a DICOM file as an import does; the file is written into `folder`. */
export async function stageBytes(
  bytes: Uint8Array,
  folder: string,
  stagingFolder: string,
  source?: Partial<Source>,
): Promise<StagedInstance> {
  const file = path.join(folder, `${newId()}.source`);
  writeFileSync(file, bytes);
  const fd = openSync(file, 'r');
  try {
    const stamp = stampOf(fd);
    const reading = await readHeader(fd, stamp.size);
    if (reading.kind !== 'instance') throw new Error(reading.reason);
    const staged = await stageInstance({ fd, path: file, stamp }, reading.form, stagingFolder, {
      aborted: false,
    });
    if ('unreadable' in staged) throw new Error(staged.unreadable);
    return { ...staged, header: reading.header, source: { taskId: null, path: file, stamp, ...source } };
  } finally {
    closeSync(fd);
  }
}
