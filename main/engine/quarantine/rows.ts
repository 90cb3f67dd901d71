import { quarantinedHeaderSchema } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import type { KeepRequest } from './types.ts';

/** How much lies in quarantine. */
export interface Usage {
  files: number;
  bytes: number;
}

export function usageOf(history: History): Usage {
  const row = history.get<Usage>('SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM quarantine');
  return row ?? { files: 0, bytes: 0 };
}

/** The same bytes for the same reason, where they lie there already. */
export function findSame(
  history: History,
  hash: Uint8Array,
  reason: KeepRequest['reason']['code'],
): string | null {
  const row = history.get<{ id: string }>('SELECT id FROM quarantine WHERE content_hash = ? AND reason = ?', [
    hash,
    reason,
  ]);
  return row?.id ?? null;
}

/** Whether the same bytes lie there, for whatever reason. */
export function hasContent(history: History, hash: Uint8Array): boolean {
  return history.get('SELECT 1 FROM quarantine WHERE content_hash = ?', [hash]) !== undefined;
}

/** Counts that it came once more. */
export function countAgain(history: History, id: string, at: number): void {
  history.run('UPDATE quarantine SET times = times + 1, last_at = ? WHERE id = ?', [at, id]);
}

/** What a row tells of its file. */
export type NewRow = Omit<KeepRequest, 'file' | 'copyOf'> & {
  /** SHA-256 over the data set, where only that can tell whether it conflicts with what the archive has or will have. */
  dataSetHash?: Uint8Array;
};

/** Stores something whose bytes lie in the folder. */
export function insertRow(
  history: History,
  row: { id: string; hash: Uint8Array; size: number; at: number },
  { origin, path, reason, header, dataSetHash }: NewRow,
): void {
  history.run(
    `INSERT INTO quarantine (id, reason, message, details, door, sender, source_path, size, content_hash, first_at,
       last_at, header, data_set_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      row.id,
      reason.code,
      reason.message,
      reason.details ?? null,
      origin.door,
      origin.sender,
      path ?? null,
      row.size,
      row.hash,
      row.at,
      row.at,
      // Without what the schema does not know.
      JSON.stringify(quarantinedHeaderSchema.parse(header ?? {})),
      dataSetHash ?? null,
    ],
  );
}

export function hasRow(history: History, id: string): boolean {
  return history.get('SELECT 1 FROM quarantine WHERE id = ?', [id]) !== undefined;
}

/** Removes the row; false when there was none. */
export function deleteRow(history: History, id: string): boolean {
  return history.run('DELETE FROM quarantine WHERE id = ?', [id]).changes > 0;
}

/** Marks that it is about to take the place of an archived instance, or not any more. */
export function markTaking(history: History, id: string, isTaking: boolean): void {
  history.run('UPDATE quarantine SET taking = ? WHERE id = ?', [isTaking ? 1 : 0, id]);
}

/** What was about to be taken when the engine ended. */
export function unfinishedTakings(history: History): string[] {
  return history
    .all<{ id: string }>('SELECT id FROM quarantine WHERE taking = 1 ORDER BY id')
    .map((row) => row.id);
}

/** Identifiers of everything in quarantine. */
export function allIds(history: History): Set<string> {
  return new Set(history.all<{ id: string }>('SELECT id FROM quarantine').map((row) => row.id));
}
