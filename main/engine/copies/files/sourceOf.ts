import { applicationFolders } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';
import type { CopiedFile } from './walk.ts';
import { installedFiles, receivedFiles, runFiles, trialFiles } from './copiedFiles.ts';
import type { CopyNotes, CopySource } from './copiedFiles.ts';
import type { CopiedParts } from './parts.ts';

/** Opens what is copied; `close` when all is read. */
export function openSource(order: {
  root: string;
  parts: CopiedParts;
  snapshot: string | null;
  openSecrets: Readonly<Record<string, string>>;
}): CopySource & { close(): void } {
  const history = order.snapshot === null ? null : openHistory(order.snapshot);
  return {
    folders: applicationFolders(order.root),
    parts: order.parts,
    history,
    openSecrets: order.openSecrets,
    close: () => history?.close(),
  };
}

/** Everything but the history itself. */
export async function* allFiles(source: CopySource, notes: CopyNotes): AsyncGenerator<CopiedFile> {
  yield* installedFiles(source, notes);
  yield* dataFiles(source, notes);
}

/** Everything that comes with the history; runs first, since they change. */
export async function* dataFiles(source: CopySource, notes: CopyNotes): AsyncGenerator<CopiedFile> {
  yield* runFiles(source, notes);
  yield* receivedFiles(source, notes);
  yield* trialFiles(source, notes);
}
