import { look } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { lookUpFiles } from './dicomDirFiles.ts';
import type { FileResult } from './protocol.ts';
import { takeCandidates } from './takeCandidates.ts';
import { breathe } from './work.ts';
import type { Work } from './work.ts';

/**
 * Looks at a batch of files and stages those that the archive may want.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function examineFiles(work: Work): Promise<void> {
  const results: FileResult[] = [];
  const candidates: Candidate[] = [];
  for (const file of work.paths) {
    await breathe(work.signal);
    const seen = await look(file, file, false);
    if (seen.kind === 'candidate') candidates.push(seen);
    // Those it names lie beside it and are found themselves.
    else if (seen.outcome === 'dicomdir') results.push(...(await lookUpFiles(file)).notes);
    else results.push(seen);
  }
  await takeCandidates(work, candidates, results);
}
