import { EngineError } from '../../../../contract/index.ts';
import { installedFiles } from '../files/copiedFiles.ts';
import type { CopyNotes, CopySource } from '../files/copiedFiles.ts';
import type { CopiedFile, LeftOut } from '../files/walk.ts';

/** Services that are installed again and again meanwhile are not waited for longer than that. */
const mostRounds = 5;

/**
 * Copies services, workers and secrets as they are at one moment: what was replaced while it was copied is copied again.
 * @param copy takes the place of what it copied before under that name
 * @returns names of those that count in the end; what else was copied was replaced meanwhile
 * @throws EngineError `application-busy`
 */
export async function copyInstalled(
  source: CopySource,
  notes: CopyNotes,
  copy: (file: CopiedFile) => Promise<unknown>,
): Promise<string[]> {
  let before = new Map<string, string>();
  for (let round = 0; round < mostRounds; round += 1) {
    const now = new Map<string, string>();
    const leftOut: Parameters<LeftOut>[] = [];
    let changed = 0;
    const look = { ...notes, leftOut: (...one: Parameters<LeftOut>) => void leftOut.push(one) };
    for await (const file of installedFiles(source, look)) {
      const stamp = `${file.kind} ${file.size} ${file.modifiedAt.getTime()}`;
      now.set(file.name, stamp);
      if (before.get(file.name) === stamp) continue;
      changed += 1;
      await copy(file);
    }
    if (changed === 0 && now.size === before.size) {
      for (const one of leftOut) notes.leftOut(...one);
      return [...now.keys()];
    }
    before = now;
  }
  throw new EngineError(
    'application-busy',
    'The services of the application are being changed all the time.',
    { advice: 'Try again when nothing is being installed.' },
  );
}
