import type { Estimate } from '../../contract/index.ts';
import { formatClock, formatDateTime } from '../format/index.ts';
import { texts } from '../texts/index.ts';

/** When something will be done, or that nobody knows yet; how sure that is on hovering. */
export function EstimateText({ estimate }: { estimate: Estimate }) {
  const words = texts.research;
  const { doneAt, low, high, basedOn, unknown, paused } = estimate;
  if (doneAt === null || low === null || high === null) {
    const why = paused ? words.paused : words.noPlaces;
    const title = unknown.length === 0 ? why : words.unknownWhy(unknown.join(', '));
    return <span title={title}>{words.unknownEnd}</span>;
  }
  return (
    <span title={words.doneBetween(formatEnd(low), formatEnd(high), basedOn)}>
      {words.doneAt} {formatEnd(doneAt)}
    </span>
  );
}

/** The time of the day is enough for what ends within one. */
function formatEnd(at: number): string {
  return at - Date.now() < 12 * 3_600_000 ? formatClock(at) : formatDateTime(at);
}
