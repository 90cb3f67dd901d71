import type { KnownInstance, StagedInstance, TakenInstance } from './types.ts';

/**
 * What becomes of each instance of a batch, by SOP Instance UID and content; the first of a batch counts as known for
 * those behind it.
 */
export function decide(
  batch: readonly StagedInstance[],
  archived: ReadonlyMap<string, KnownInstance>,
): TakenInstance[] {
  const known = new Map(archived);
  return batch.map((staged) => {
    const uid = staged.header.SOPInstanceUID;
    const first = known.get(uid);
    if (first === undefined) {
      const { contentHash, header, source } = staged;
      known.set(uid, { contentHash, TransferSyntaxUID: header.TransferSyntaxUID, source });
      return { staged, outcome: 'new', first: null };
    }
    const isSame = Buffer.compare(first.contentHash, staged.contentHash) === 0;
    return { staged, outcome: isSame ? 'already-there' : 'conflicting', first };
  });
}

/** True when the known instance was taken from this file, or entry, by this task: before it was interrupted. */
export function isSameSource(
  known: KnownInstance,
  source: { taskId: string | null; path: string | null },
): boolean {
  return (
    source.taskId !== null &&
    source.path !== null &&
    known.source.taskId === source.taskId &&
    known.source.path === source.path
  );
}
