import type { History } from '../../database/index.ts';
import type { DoorIntake } from '../doors/index.ts';
import type { CommitmentItem, CommitmentRequest, CommitmentResult } from './protocol.ts';

/** Failure reasons (PS3.3 C.14.1.1). */
const noSuchInstance = 0x0112;
const classInstanceConflict = 0x0119;
const processingFailure = 0x0110;

/** What is known of a SOP Instance UID. */
interface Stored {
  SOPInstanceUID: string;
  SOPClassUID: string;
  /** 1: other content under its UID lies in quarantine. */
  isConflicting: number;
}

/** What is reported, and how many of the failed ones have other content in quarantine. */
export interface CheckedCommitment {
  result: CommitmentResult;
  conflicting: number;
}

/** Instances that are looked up in one query. */
const batchSize = 1000;

/**
 * Tells which instances are safely stored: those with a row that nobody is just taking, because what is taken lies
 * flushed in the archive. One of which other content lies in quarantine is reported as failed: nobody can tell which
 * of the two who asks would delete. That holds as well for content of which it is not known any more why it lies there.
 * Other requests of the engine get their turn between batches.
 */
export async function checkCommitment(
  { history, doors }: { history: Pick<History, 'all'>; doors: Pick<DoorIntake, 'untilSettled'> },
  request: CommitmentRequest,
): Promise<CheckedCommitment> {
  const result: CommitmentResult = { transactionUid: request.transactionUid, stored: [], failed: [] };
  let conflicting = 0;
  for (let at = 0; at < request.items.length; at += batchSize) {
    const items = request.items.slice(at, at + batchSize);
    await doors.untilSettled(items.map((item) => item.SOPInstanceUID));
    const known = storedOf(history, items);
    if (known === null) {
      result.failed.push(...items.map((item) => ({ ...item, reason: processingFailure })));
      continue;
    }
    for (const item of items) {
      const reason = failureOf(item, known.get(item.SOPInstanceUID));
      if (reason === null) result.stored.push(item);
      else result.failed.push({ ...item, reason });
      if (reason === processingFailure) conflicting += 1;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { result, conflicting };
}

function failureOf(item: CommitmentItem, stored: Stored | undefined): number | null {
  if (stored === undefined) return noSuchInstance;
  if (stored.SOPClassUID !== item.SOPClassUID) return classInstanceConflict;
  return stored.isConflicting === 1 ? processingFailure : null;
}

/** What is stored, by SOP Instance UID; null when the history cannot be read. */
function storedOf(
  history: Pick<History, 'all'>,
  items: readonly CommitmentItem[],
): Map<string, Stored> | null {
  try {
    const rows = history.all<Stored>(
      `SELECT SOPInstanceUID, SOPClassUID, EXISTS (
         SELECT 1 FROM quarantine
         WHERE reason IN ('conflicting', 'unknown') AND header ->> 'SOPInstanceUID' = wanted.value
           AND data_set_hash IS NOT instance.content_hash
       ) AS isConflicting
       FROM json_each(?) AS wanted JOIN instance ON instance.SOPInstanceUID = wanted.value`,
      [JSON.stringify(items.map((item) => item.SOPInstanceUID))],
    );
    return new Map(rows.map((row) => [row.SOPInstanceUID, row]));
  } catch {
    // The sender is told of each that it could not be found out, and asks again.
    return null;
  }
}
