import { removeStaged } from '../../archive/index.ts';
import type { Candidate } from './candidate.ts';
import type { NotedFile } from './protocol.ts';
import { takeCandidates } from './takeCandidates.ts';
import type { Work } from './work.ts';

/** Entries that are unpacked before they are handed over, by number and by size. */
const mostUnpacked = 32;
const mostUnpackedBytes = 64 * 1024 * 1024;

/** What was unpacked of an archive of files and waits to be handed over. */
export interface Unpacked {
  /** Adds an entry; hands over when enough are together. */
  add(seen: Candidate | NotedFile): Promise<void>;
  handOver(): Promise<void>;
  /** Removes what was not handed over. */
  discard(): void;
}

export function gatherUnpacked(work: Work): Unpacked {
  let results: NotedFile[] = [];
  let candidates: Candidate[] = [];
  let bytes = 0;

  async function handOver(): Promise<void> {
    const unpacked = candidates;
    try {
      await takeCandidates(work, unpacked, results);
    } finally {
      // Those that became instances have moved into the archive.
      for (const candidate of unpacked) removeStaged(candidate.file);
    }
    results = [];
    candidates = [];
    bytes = 0;
  }
  return {
    async add(seen) {
      if (seen.kind === 'candidate') {
        candidates.push(seen);
        bytes += seen.stamp.size;
      } else {
        results.push(seen);
      }
      if (candidates.length + results.length >= mostUnpacked || bytes >= mostUnpackedBytes) await handOver();
    },
    handOver,
    discard() {
      for (const candidate of candidates) removeStaged(candidate.file);
      // Those that were handed over have moved into quarantine.
      for (const { aside } of results) if (aside?.isStaged === true) removeStaged(aside.file);
    },
  };
}
