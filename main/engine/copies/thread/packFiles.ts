import { stat } from 'node:fs/promises';
import type { BackupDescription } from '../../../../contract/index.ts';
import { headName, headSchema, tailName, tailSchema } from '../archive/format.ts';
import type { History } from '../../database/index.ts';
import { openWriter } from '../archive/writer.ts';
import type { CopySource } from '../files/copiedFiles.ts';
import { allFiles, openSource } from '../files/sourceOf.ts';
import type { CopiedFile } from '../files/walk.ts';
import { copyData } from './copyData.ts';
import { copyInstalled } from './copyInstalled.ts';
import type { CopyNotesTold, CopyOrder } from './order.ts';
import { createNotes, noNotes } from './progress.ts';
import type { CopyProgress } from './progress.ts';

/** Writes a backup. */
export async function packFiles(
  order: Extract<CopyOrder, { kind: 'pack' }>,
  progress: CopyProgress,
): Promise<CopyNotesTold> {
  const source = openSource(order.source);
  try {
    const size = await sizeOf(source, order.source.snapshot);
    const description: BackupDescription = {
      ...order.description,
      bytes: size.bytes,
      counts: { files: size.files, ...countsOf(source.history) },
    };
    const writer = openWriter(order.target);
    const head = headSchema.parse({ format: 'dcm-processor-backup', version: 1, description });
    await writer.addText(headName, JSON.stringify(head));
    await writer.addText('application.json', order.settings);

    let done = 0;
    const counted = async (file: CopiedFile): Promise<boolean> => {
      const isThere = await writer.addFile(file);
      if (file.kind === 'file') done += 1;
      progress({ done: Math.min(done, size.files), total: size.files, bytes: writer.bytes });
      return isThere;
    };
    const notes = createNotes();
    const installed = await copyInstalled(source, notes, counted);
    for (const [name, text] of Object.entries(source.openSecrets)) {
      await writer.addText(name, text);
      installed.push(name);
    }
    const { snapshot } = order.source;
    if (snapshot !== null) {
      const { mtime } = await stat(snapshot);
      await counted({
        name: 'history.sqlite',
        path: snapshot,
        kind: 'file',
        size: 0,
        mode: 0o600,
        modifiedAt: mtime,
      });
    }
    const instances = await copyData(source, notes, counted);
    const told = notes.told();
    const tail = tailSchema.parse({ instances, missing: told.missing, installed });
    await writer.addText(tailName, JSON.stringify(tail));
    await writer.finish();
    progress({ done: size.files, total: size.files, bytes: writer.bytes });
    return told;
  } finally {
    source.close();
  }
}

function countsOf(history: History | null): Omit<BackupDescription['counts'], 'files'> {
  const rowsOf = (table: string) => history?.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
  return {
    patients: rowsOf('patient'),
    studies: rowsOf('study'),
    instances: rowsOf('instance'),
    runs: rowsOf('run'),
  };
}

/** Files and bytes to come. */
async function sizeOf(
  source: CopySource,
  snapshot: string | null,
): Promise<{ files: number; bytes: number }> {
  const sum = { files: 0, bytes: 0 };
  const add = (bytes: number) => {
    sum.files += 1;
    sum.bytes += bytes;
  };
  if (snapshot !== null) add((await stat(snapshot)).size);
  for await (const { kind, size } of allFiles(source, noNotes)) if (kind === 'file') add(size);
  return sum;
}
