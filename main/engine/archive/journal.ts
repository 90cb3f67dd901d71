import { closeSync, fdatasync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { newId, shareFlush } from '../context/index.ts';
import { syncFolder } from './syncFolder.ts';

const flushFd = promisify(fdatasync);

export const journalSuffix = '.journal';

/** An instance that is about to get its final name, or to lose it. */
const journalEntrySchema = z.object({
  series: z.string(),
  instance: z.string(),
  SOPInstanceUID: z.string(),
  /**
   * Its sender is told that it was taken as soon as file and journal are flushed: should the row be lost, the next
   * start makes it anew. Without this the next start removes a file that has no row.
   */
  promised: z.object({ size: z.number(), contentHash: z.string(), sender: z.string().nullable() }).nullable(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** A journal file is left for a new one when it has grown to this size, in bytes. */
const fullAt = 1024 * 1024;

/** Entries that are not settled keep their file. */
interface JournalFile {
  path: string;
  fd: number;
  bytes: number;
  open: number;
  flushed: () => Promise<void>;
}

/** What was noted of one batch. */
export interface Noted {
  /** Makes the note outlive the power. */
  flush(): Promise<void>;
  /** To be called when rows and files agree again; until then the entries are kept. */
  settle(): void;
}

/** Writes down what is about to change in the archive, so that the next start can put files and rows right. */
export interface Journal {
  /** Notes entries before their files are renamed or removed. */
  note(entries: readonly JournalEntry[]): Noted;
  /** Removes what is settled. */
  close(): Promise<void>;
}

/** @param flushRows makes the rows durable that the settled entries stand for, before these are forgotten */
export function openJournal(stagingFolder: string, flushRows: () => Promise<void>): Journal {
  let current: JournalFile | null = null;
  const removals = new Set<Promise<void>>();

  function open(): JournalFile {
    const file = path.join(stagingFolder, `${newId()}${journalSuffix}`);
    const fd = openSync(file, 'ax');
    let named: Promise<void> | null = null;
    return {
      path: file,
      fd,
      bytes: 0,
      open: 0,
      flushed: shareFlush(async () => {
        named ??= syncFolder(stagingFolder);
        await Promise.all([flushFd(fd), named]);
      }),
    };
  }
  function writable(): JournalFile {
    if (current === null || current.bytes >= fullAt) {
      const full = current;
      current = open();
      if (full !== null && full.open === 0) remove(full);
    }
    return current;
  }
  function remove(file: JournalFile): void {
    const removal = forget(file).finally(() => removals.delete(removal));
    removals.add(removal);
  }
  async function forget(file: JournalFile): Promise<void> {
    try {
      await flushRows();
      rmSync(file.path, { force: true });
    } catch {
      // Kept: the next start goes through it and finds everything in order.
    }
    closeSync(file.fd);
  }

  return {
    note(entries) {
      const file = writable();
      file.bytes += writeSync(file.fd, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      file.open += 1;
      return {
        flush: file.flushed,
        settle() {
          file.open -= 1;
          if (file.open === 0 && file !== current) remove(file);
        },
      };
    },
    async close() {
      if (current !== null && current.open === 0) remove(current);
      current = null;
      await Promise.all(removals);
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
