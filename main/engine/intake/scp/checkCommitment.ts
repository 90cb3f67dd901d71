import type { History } from '../../database/index.ts';
import type { DoorIntake } from '../doors/index.ts';
import type { CommitmentItem, CommitmentRequest, CommitmentResult } from './protocol.ts';

/** Failure reasons (PS3.3 C.14.1.1). */
const noSuchInstance = 0x0112;
const classInstanceConflict = 0x0119;
const processingFailure = 0x0110;

/** Instances that are looked up in one query. */
const batchSize = 1000;

/**
 * Tells which instances are safely stored: those with a row that nobody is just taking, because what is taken lies
 * flushed in the archive. Other requests of the engine get their turn between batches.
 */
export async function checkCommitment(
  { history, doors }: { history: Pick<History, 'all'>; doors: Pick<DoorIntake, 'untilSettled'> },
  request: CommitmentRequest,
): Promise<CommitmentResult> {
  const result: CommitmentResult = { transactionUid: request.transactionUid, stored: [], failed: [] };
  for (let at = 0; at < request.items.length; at += batchSize) {
    const items = request.items.slice(at, at + batchSize);
    await doors.untilSettled(items.map((item) => item.SOPInstanceUID));
    const classes = storedClasses(history, items);
    if (classes === null) {
      result.failed.push(...items.map((item) => ({ ...item, reason: processingFailure })));
      continue;
    }
    for (const item of items) {
      const storedClass = classes.get(item.SOPInstanceUID);
      if (storedClass === item.SOPClassUID) result.stored.push(item);
      else {
        const reason = storedClass === undefined ? noSuchInstance : classInstanceConflict;
        result.failed.push({ ...item, reason });
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return result;
}

/** SOP classes by SOP Instance UID; null when the history cannot be read. */
function storedClasses(
  history: Pick<History, 'all'>,
  items: readonly CommitmentItem[],
): Map<string, string> | null {
  try {
    const rows = history.all<CommitmentItem>(
      `SELECT SOPInstanceUID, SOPClassUID
       FROM json_each(?) AS wanted JOIN instance ON instance.SOPInstanceUID = wanted.value`,
      [JSON.stringify(items.map((item) => item.SOPInstanceUID))],
    );
    return new Map(rows.map((row) => [row.SOPInstanceUID, row.SOPClassUID]));
  } catch {
    // The sender is told of each that it could not be found out, and asks again.
    return null;
  }
}
