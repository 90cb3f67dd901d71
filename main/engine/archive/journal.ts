import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { newId } from '../context/index.ts';

export const journalSuffix = '.journal';

/** An instance that is about to get its final name. */
const journalEntrySchema = z.object({ series: z.string(), instance: z.string(), SOPInstanceUID: z.string() });
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** A journal file is left for a new one when it has grown to this size, in bytes. */
const fullAt = 1024 * 1024;

/** Entries that are not settled keep their file. */
interface JournalFile {
  path: string;
  fd: number;
  bytes: number;
  open: number;
}

/**
 * Writes down what is about to be put into the archive. The next start finds by it the files that got their final
 * names but no row. It is not flushed: should the power fail, a file that no row knows stays at worst, until the same
 * instance comes again.
 */
export interface Journal {
  /**
   * Notes entries before their files are renamed.
   * @returns to be called when rows and files agree again; until then the entries are kept
   */
  note(entries: readonly JournalEntry[]): () => void;
  /** Removes what is settled. */
  close(): void;
}

export function openJournal(stagingFolder: string): Journal {
  let current: JournalFile | null = null;

  function remove(file: JournalFile): void {
    closeSync(file.fd);
    rmSync(file.path, { force: true });
  }
  function writable(): JournalFile {
    if (current !== null && current.bytes < fullAt) return current;
    if (current !== null && current.open === 0) {
      ftruncateSync(current.fd, 0);
      current.bytes = 0;
      return current;
    }
    const file = path.join(stagingFolder, `${newId()}${journalSuffix}`);
    current = { path: file, fd: openSync(file, 'ax'), bytes: 0, open: 0 };
    return current;
  }

  return {
    note(entries) {
      const file = writable();
      file.bytes += writeSync(file.fd, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      file.open += 1;
      return () => {
        file.open -= 1;
        if (file.open === 0 && file !== current) remove(file);
      };
    },
    close() {
      if (current !== null && current.open === 0) remove(current);
      current = null;
    },
  };
}

/** Entries of a journal that was left behind; a line that was cut off by the end of the process is none. */
export function parseJournal(text: string): JournalEntry[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [journalEntrySchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
