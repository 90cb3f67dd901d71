import { stat } from 'node:fs/promises';
import { EngineError } from '../../../../contract/index.ts';
import type { BackupDescription } from '../../../../contract/index.ts';
import { headName, headSchema, tailName, tailSchema } from '../archive/format.ts';
import type { History } from '../../database/index.ts';
import { openWriter } from '../archive/writer.ts';
import type { BackupWriter } from '../archive/writer.ts';
import { installedFiles, receivedFiles, runFiles, trialFiles } from '../files/copiedFiles.ts';
import type { CopySource } from '../files/copiedFiles.ts';
import { allFiles, openSource } from '../files/sourceOf.ts';
import type { CopiedFile } from '../files/walk.ts';
import type { CopyNotesTold, CopyOrder } from './order.ts';
import { createNotes } from './progress.ts';
import type { CopyProgress } from './progress.ts';

/** Services that are installed again and again meanwhile are not waited for longer than that. */
const mostRounds = 5;

const ignored = { leftOut: () => undefined, missing: () => undefined };

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
    const told = { leftOut: notes.leftOut, missing: notes.count };
    const installed = await packInstalled(source, counted);
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
    for await (const file of runFiles(source, told)) await counted(file);
    let instances = 0;
    for await (const file of receivedFiles(source, told)) {
      const isThere = await counted(file);
      if (!file.name.startsWith('archive/') || file.kind !== 'file') continue;
      if (isThere) instances += 1;
      else notes.count();
    }
    for await (const file of trialFiles(source, told)) await counted(file);
    const tail = tailSchema.parse({ instances, missing: notes.missing, installed });
    await writer.addText(tailName, JSON.stringify(tail));
    await writer.finish();
    progress({ done: size.files, total: size.files, bytes: writer.bytes });
    return { missing: notes.missing, links: notes.links, unreadable: notes.unreadable, settings: null };
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
  for await (const { kind, size } of allFiles(source, ignored)) if (kind === 'file') add(size);
  return sum;
}

/**
 * Packs services and workers as they are at one moment: what was replaced while it was packed is packed again.
 * @returns names of those that count in the end
 */
async function packInstalled(
  source: CopySource,
  add: (file: CopiedFile) => ReturnType<BackupWriter['addFile']>,
): Promise<string[]> {
  const packed = new Map<string, string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const now: string[] = [];
    let changed = 0;
    for await (const file of installedFiles(source, ignored)) {
      const stamp = `${file.size} ${file.modifiedAt.getTime()}`;
      now.push(file.name);
      if (packed.get(file.name) === stamp) continue;
      packed.set(file.name, stamp);
      changed += 1;
      await add(file);
    }
    if (changed === 0) return now;
  }
  throw new EngineError(
    'application-busy',
    'The services of the application are being changed all the time.',
    {
      advice: 'Try again when nothing is being installed.',
    },
  );
}
