import { createContext, useContext } from 'react';
import type { Task } from '../../contract/index.ts';

/** What the views need of importing. */
export interface Importing {
  /** Imports at work, newest first. */
  running: Task[];
  /** Brings in files, folders, ZIP and tar archives by their absolute paths. */
  start: (paths: string[]) => void;
  /** Asks for them by the system's chooser. */
  choose: (what: 'dicom-files' | 'dicom-folder') => void;
}

export const ImportContext = createContext<Importing | null>(null);

/** Importing into the application on show. */
export function useImporting(): Importing {
  const importing = useContext(ImportContext);
  if (importing === null) throw new Error('useImporting outside of ImportProvider');
  return importing;
}
