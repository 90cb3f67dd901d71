import type { RequeueEdge, RequeuePlan } from './requeuePlan.ts';

/** A part of a plan that is written in one transaction. */
export type PlanPart = Pick<RequeuePlan, 'opened' | 'hastened' | 'recounted'>;

/**
 * Cuts a plan into parts of a few hundred job runs. Those that need each other's success stay together, so that none of
 * them ever waits for one that is not opened in the end; one that only waits for an end, as a clean-up does, is told
 * first how many it waits for.
 * @param most job runs in a part, where they do not all need each other
 */
export function partsOf(plan: RequeuePlan, edges: readonly RequeueEdge[], most: number): PlanPart[] {
  const groups = groupsOf(plan, edges);
  const parts: PlanPart[] = [];
  let part: PlanPart = { opened: [], hastened: [], recounted: plan.recounted };
  for (const group of groups.toReversed()) {
    if (part.opened.length > 0 && part.opened.length + group.length > most) {
      parts.push(part);
      part = { opened: [], hastened: [], recounted: [] };
    }
    part.opened.push(...group);
  }
  part.hastened = plan.hastened;
  return [...parts, part];
}

/** What gets another attempt, in groups that need each other's success; each in planning order, as are the groups. */
function groupsOf({ opened }: RequeuePlan, edges: readonly RequeueEdge[]): RequeuePlan['opened'][] {
  const leader = new Map(opened.map(({ key }) => [key, key]));
  function leaderOf(key: number): number {
    let at = key;
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at)) {
      leader.set(at, leader.get(next) ?? next);
      at = next;
    }
    return at;
  }
  for (const { from, to, needs } of edges) {
    if (needs !== 'success' || !leader.has(from) || !leader.has(to)) continue;
    const [one, other] = [leaderOf(from), leaderOf(to)];
    leader.set(Math.max(one, other), Math.min(one, other));
  }
  const groups = new Map<number, RequeuePlan['opened']>();
  for (const one of opened) {
    const key = leaderOf(one.key);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
