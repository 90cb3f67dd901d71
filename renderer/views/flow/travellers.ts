import type { DoorSummary, Flow } from '../../../contract/index.ts';
import { idOfJob } from './flowGraph.ts';
import type { Way } from './flowGraph.ts';

/** Most that are shown on one way at a time: more would be a smear. */
const mostAtOnce = 3;

/** How much has come to, and left, each station since counting began. */
export type Passed = ReadonlyMap<string, { came: number; left: number }>;

/** Reads that from what is counted; today's numbers grow, except for a requeue and at midnight. */
export function passedBy(flow: Flow, doors: readonly DoorSummary[]): Passed {
  const passed = new Map<string, { came: number; left: number }>();
  let brought = 0;
  for (const { door, counts } of doors) {
    passed.set(`door ${door}`, { came: 0, left: counts.new });
    brought += counts.new;
  }
  passed.set('archive', { came: brought, left: brought });
  passed.set('completeness', { came: brought, left: flow.runs });
  for (const { jobName, queued, running, succeeded, failed } of flow.jobs) {
    const left = succeeded + failed;
    passed.set(idOfJob(jobName), { came: left + queued + running, left });
  }
  passed.set('delivery', { came: flow.runsEnded, left: flow.runsEnded - flow.delivering });
  passed.set('results', { came: flow.runsEnded, left: 0 });
  return passed;
}

/** How many travel along each way, by what left one end and came to the other between two readings. */
export function travellersOn(ways: readonly Way[], before: Passed, now: Passed): Map<string, number> {
  const grown = (id: string, what: 'came' | 'left') =>
    Math.max((now.get(id)?.[what] ?? 0) - (before.get(id)?.[what] ?? now.get(id)?.[what] ?? 0), 0);
  const travellers = new Map<string, number>();
  for (const { from, to } of ways) {
    const isEnd = to === 'results' || to === 'delivery' || to === 'archive' || to === 'completeness';
    const many = isEnd ? grown(from, 'left') : Math.min(grown(from, 'left'), grown(to, 'came'));
    if (many > 0) travellers.set(`${from} > ${to}`, Math.min(many, mostAtOnce));
  }
  return travellers;
}
