import { statSync } from 'node:fs';
import { stampFrom } from '../../archive/index.ts';
import type { StampedFile } from '../../archive/index.ts';
import { look } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { lookUpFiles } from './dicomDirFiles.ts';
import type { FileResult } from './protocol.ts';
import { takeCandidates, takenBefore } from './takeCandidates.ts';
import { breathe } from './work.ts';
import type { Work } from './work.ts';

/**
 * Looks at a batch of files and stages those that the archive may want.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function examineFiles(work: Work): Promise<void> {
  const results: FileResult[] = [];
  const candidates: Candidate[] = [];
  const known = await work.engine.lookUpFiles(work.paths.flatMap(stamped));
  for (const file of work.paths) {
    await breathe(work.signal);
    const before = known.get(file);
    if (before !== undefined) {
      results.push(takenBefore(work, file, before));
      continue;
    }
    const seen = await look(file, file, false);
    if (seen.kind === 'candidate') candidates.push(seen);
    // Those it names lie beside it and are found themselves.
    else if (seen.outcome === 'dicomdir') results.push(...(await lookUpFiles(file)).notes);
    else results.push(seen);
  }
  await takeCandidates(work, candidates, results);
}

/** The file as it is now. */
function stamped(path: string): StampedFile[] {
  try {
    const stats = statSync(path);
    return stats.isFile() ? [{ path, stamp: stampFrom(stats) }] : [];
  } catch {
    // Why it cannot be seen is told when it is opened.
    return [];
  }
}
