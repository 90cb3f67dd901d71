import type { HistoryRestored, RouteOutput } from '../../../contract/index.ts';
import type { BackupFile } from '../database/index.ts';

/** What going through the archive found (`Archive.reindex`). */
interface FoundAgain {
  found: number;
  notUnderstood: number;
  gone: number;
}

/** What the composition of the engine hands to this room. */
export interface BackupsOptions {
  /** Makes rows for the files of archive and quarantine that have none. */
  reindex: (signal: AbortSignal) => Promise<FoundAgain>;
  /** The history was found damaged while it was being copied. */
  onDamage: () => void;
}

/** Copies of the history, and what became of the history when one was needed. */
export interface Backups {
  list(): RouteOutput<'backups.list'>;
  /** @throws EngineError `disk-full`, `disk-failed`, `database-damaged` */
  make(): Promise<BackupFile>;
  /** When the next one is due follows from the options as they are now. */
  optionsChanged(): void;
  /** The last time that a backup was needed, until somebody has read about it. */
  unread(): HistoryRestored | null;
  acknowledge(): void;
  close(): Promise<void>;
}
