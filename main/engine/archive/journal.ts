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

/** A line of a journal; they count in their order. */
const journalLineSchema = z.union([
  journalEntrySchema,
  /** The first line: the largest row key of an instance when the file was begun. */
  z.object({ lastKey: z.number() }),
  /** Instances of entries above whose rows and files are there, the files flushed. */
  z.object({ settled: z.array(z.string()) }),
]);
export type JournalLine = z.infer<typeof journalLineSchema>;

/** A journal file is left for a new one when it has grown to this size, in bytes. */
const fullAt = 1024 * 1024;

/** Entries that are not settled keep their file. */
interface JournalFile {
  path: string;
  fd: number;
  bytes: number;
  open: number;
  flushed: () => Promise<void>;
  /** Its first line is flushed. */
  isBegun: boolean;
  /** Settled since something was written last. */
  settled: string[];
}

/** What was noted of one batch. */
export interface Noted {
  /** Makes the note outlive the power. */
  flush(): Promise<void>;
  /**
   * Rows may be committed before their files are flushed: should the power fail in between, the next start finds these
   * rows by their keys.
   */
  readonly findsRows: boolean;
  /** Files and rows are as the entries say: until then these are kept. `whole`: and the files are flushed. */
  settle(whole: boolean): void;
}

/** Writes down what is about to change in the archive, so that the next start can put files and rows right. */
export interface Journal {
  /** Notes entries before their files are renamed or removed. */
  note(entries: readonly JournalEntry[]): Noted;
  /** Removes what is settled. */
  close(): Promise<void>;
}

/**
 * @param rows.flush makes the rows durable that the settled entries stand for, before these are forgotten
 * @param rows.lastKey the largest row key of an instance; those to come are larger
 */
export function openJournal(
  stagingFolder: string,
  rows: { flush(): Promise<void>; lastKey(): number },
): Journal {
  let current: JournalFile | null = null;
  const removals = new Set<Promise<void>>();

  function open(): JournalFile {
    const file = path.join(stagingFolder, `${newId()}${journalSuffix}`);
    const fd = openSync(file, 'ax');
    let named: Promise<void> | null = null;
    const opened: JournalFile = {
      path: file,
      fd,
      bytes: writeSync(fd, `${JSON.stringify({ lastKey: rows.lastKey() })}\n`),
      open: 0,
      isBegun: false,
      settled: [],
      flushed: shareFlush(async () => {
        named ??= syncFolder(stagingFolder);
        await Promise.all([flushFd(fd), named]);
        opened.isBegun = true;
      }),
    };
    return opened;
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
      await rows.flush();
      rmSync(file.path, { force: true });
    } catch {
      // Kept: the next start goes through it and finds everything in order.
    }
    closeSync(file.fd);
  }

  return {
    note(entries) {
      const file = writable();
      const marks = file.settled.length > 0 ? [{ settled: file.settled }] : [];
      const lines: JournalLine[] = [...marks, ...entries];
      file.settled = [];
      file.bytes += writeSync(file.fd, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      file.open += 1;
      return {
        flush: file.flushed,
        findsRows: file.isBegun,
        settle(whole) {
          file.open -= 1;
          if (whole) file.settled.push(...entries.map(({ instance }) => instance));
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

/** Lines of a journal that was left behind; one that was cut off by the end of the process is none. */
export function parseJournal(text: string): JournalLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [journalLineSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
