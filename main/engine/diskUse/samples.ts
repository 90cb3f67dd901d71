import type { DiskPart } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

const dayMs = 86_400_000;
/** Days of which samples are kept. */
const keptDays = 400;

/** Bytes that a part takes. */
export interface PartBytes {
  part: DiskPart;
  bytes: number;
}

/** Keeps what was measured, once a day. */
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
 */
export function growthPerWeek(
  history: History,
  parts: readonly PartBytes[],
  at: number,
): Map<DiskPart, number> {
  const today = Math.floor(at / dayMs);
  const sample = history.get<{ day: number }>(
    'SELECT day FROM disk_sample WHERE day < ? ORDER BY abs(day - ?), day DESC LIMIT 1',
    [today, today - 7],
  );
  if (sample === undefined) return new Map();
  const then = history.all<PartBytes & { at: number }>(
    'SELECT part, bytes, at FROM disk_sample WHERE day = ?',
    [sample.day],
  );
  const before = new Map(then.map((one) => [one.part, one.bytes]));
  const days = Math.max(1, (at - (then[0]?.at ?? at)) / dayMs);
  return new Map(parts.map(({ part, bytes }) => [part, ((bytes - (before.get(part) ?? 0)) / days) * 7]));
}
