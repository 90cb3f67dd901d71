import type { SourceStamp } from '../../archive/index.ts';
import { isSameStamp } from '../../archive/index.ts';
import type { History } from '../../database/index.ts';

/**
 * What became of a file of a watched folder:
 * - `taken`: it is in the archive, or in quarantine
 * - `partly`: all DICOM of it is, but it holds other things as well: an archive of files, a DICOMDIR
 * - `left`: it is neither, and is not looked at again before it changes
 */
export type FileFate = 'taken' | 'partly' | 'left';

interface RememberedRow extends SourceStamp {
  name: string;
  fate: FileFate;
}

/** Files that were seen to before, by the folder they lie in. Survives restarts. */
export interface Remembered {
  /** Of one folder: what became of the file, or null when it is new or has changed. */
  inDirectory(directory: string): {
    fateOf(name: string, stamp: SourceStamp): FileFate | null;
    /** Forgets those that are gone. */
    keepOnly(names: ReadonlySet<string>): void;
  };
  /** Inside a transaction. */
  remember(directory: string, name: string, stamp: SourceStamp, fate: FileFate): void;
  forget(directory: string, name: string): void;
  /** Forgets what lies in folders that are gone. */
  keepOnlyDirectories(directories: readonly string[]): void;
  isEmpty(): boolean;
}

/** @param root real path of the watched folder */
export function createRemembered(history: History, root: string): Remembered {
  return {
    inDirectory(directory) {
      const rows = new Map(
        history
          .all<RememberedRow>(
            `SELECT name, size, modified_at AS modifiedAt, changed_at AS changedAt, fate FROM watched_file
             WHERE root = ? AND directory = ?`,
            [root, directory],
          )
          .map((row) => [row.name, row]),
      );
      return {
        fateOf(name, stamp) {
          const row = rows.get(name);
          return row !== undefined && isSameStamp(row, stamp) ? row.fate : null;
        },
        keepOnly(names) {
          const gone = [...rows.keys()].filter((name) => !names.has(name));
          if (gone.length === 0) return;
          history.run(
            `DELETE FROM watched_file WHERE root = ? AND directory = ?
               AND name IN (SELECT value FROM json_each(?))`,
            [root, directory, JSON.stringify(gone)],
          );
        },
      };
    },
    remember(directory, name, stamp, fate) {
      history.run(
        `INSERT INTO watched_file (root, directory, name, size, modified_at, changed_at, fate)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (root, directory, name) DO UPDATE SET size = excluded.size,
           modified_at = excluded.modified_at, changed_at = excluded.changed_at, fate = excluded.fate`,
        [root, directory, name, stamp.size, stamp.modifiedAt, stamp.changedAt, fate],
      );
    },
    forget(directory, name) {
      history.run('DELETE FROM watched_file WHERE root = ? AND directory = ? AND name = ?', [
        root,
        directory,
        name,
      ]);
    },
    keepOnlyDirectories(directories) {
      history.run(
        `DELETE FROM watched_file WHERE root = ? AND directory NOT IN (SELECT value FROM json_each(?))`,
        [root, JSON.stringify(directories)],
      );
    },
    isEmpty: () => history.get('SELECT 1 FROM watched_file WHERE root = ? LIMIT 1', [root]) === undefined,
  };
}
