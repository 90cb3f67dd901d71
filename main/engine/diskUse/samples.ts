import type { DiskPart } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

const dayMs = 86_400_000;
/** Days of which samples are kept. */
const keptDays = 400;

/** Bytes that a part takes; 0 where it was looked at and is empty. */
export interface PartBytes {
  part: DiskPart;
  bytes: number;
}

/** Keeps what was measured as a whole, once a day. */
export function keepSample(history: History, parts: readonly PartBytes[], at: number): void {
  const day = Math.floor(at / dayMs);
  history.write(() => {
    for (const { part, bytes } of parts) {
      history.run(
        `INSERT INTO disk_sample (day, part, at, bytes) VALUES (:day, :part, :at, :bytes)
         ON CONFLICT DO UPDATE SET at = excluded.at, bytes = excluded.bytes`,
        { day, part, at, bytes },
      );
    }
    history.run('DELETE FROM disk_sample WHERE day < ?', [day - keptDays]);
  });
}

/**
 * How much parts grow in a week, in bytes: from the sample of a week ago, or the nearest one that is at least a day old.
 * A part of which there is no such sample is left out.
 */
export function growthPerWeek(
  history: History,
  parts: readonly PartBytes[],
  at: number,
): Map<DiskPart, number> {
  const today = Math.floor(at / dayMs);
  const samples = history.all<PartBytes & { at: number }>(
    'SELECT part, bytes, at FROM disk_sample WHERE day < ? ORDER BY abs(day - ?), day DESC',
    [today, today - 7],
  );
  const growth = new Map<DiskPart, number>();
  for (const { part, bytes } of parts) {
    const then = samples.find((sample) => sample.part === part);
    if (then === undefined) continue;
    growth.set(part, ((bytes - then.bytes) / Math.max(1, (at - then.at) / dayMs)) * 7);
  }
  return growth;
}
