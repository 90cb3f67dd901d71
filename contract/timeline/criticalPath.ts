import type { TimelineEdge } from './schema.ts';

/** When a job could begin and when it ended. */
export interface Span {
  id: string;
  readyAt: number;
  endAt: number;
}

/** A job on the critical path. */
export interface PathStep {
  id: string;
  /** Time from the end of the step before it, or from the beginning, to its own end, in ms. */
  costMs: number;
}

/**
 * The chain of jobs that decided how long all took, first to last: the one that ended last, the one that it waited for
 * longest, and so on. Their costs add up to the time from `beganAt` to the end.
 * @param spans those that took time, in planning order
 */
export function criticalPath(
  spans: readonly Span[],
  edges: readonly TimelineEdge[],
  beganAt: number,
): PathStep[] {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const before = grouped(edges, 'to', 'from');
  const path: Span[] = [];
  const seen = new Set<string>();
  let next = latest(spans);
  while (next !== undefined && !seen.has(next.id)) {
    const { id, endAt } = next;
    seen.add(id);
    path.unshift(next);
    // What was run once more since, and ended later, is not what this one waited for.
    next = latest(
      (before.get(id) ?? []).flatMap((one) => byId.get(one) ?? []).filter((one) => one.endAt <= endAt),
    );
  }
  return path.map(({ id, endAt }, index) => ({
    id,
    costMs: Math.max(0, endAt - (path[index - 1]?.endAt ?? beganAt)),
  }));
}

/**
 * How much later each job could have ended without any other ending after the last one, by id, in ms: none on the
 * critical path. Each job after it is taken to need as long as it did.
 */
export function slackOf(spans: readonly Span[], edges: readonly TimelineEdge[]): Map<string, number> {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const after = grouped(edges, 'from', 'to');
  const end = latest(spans)?.endAt ?? 0;
  const latestEnds = new Map<string, number>();
  /** Those that are being looked at: an edge back to one of them would lead round in a circle. */
  const open = new Set<string>();

  function latestEnd(id: string): number {
    const known = latestEnds.get(id);
    if (known !== undefined) return known;
    open.add(id);
    let at = end;
    for (const next of after.get(id) ?? []) {
      const span = byId.get(next);
      if (span !== undefined && !open.has(next)) {
        at = Math.min(at, latestEnd(next) - Math.max(0, span.endAt - span.readyAt));
      }
    }
    open.delete(id);
    latestEnds.set(id, at);
    return at;
  }
  return new Map(spans.map(({ id, endAt }) => [id, Math.max(0, latestEnd(id) - endAt)]));
}

/** The one that ended last; of several the last. */
function latest(spans: readonly Span[]): Span | undefined {
  let found: Span | undefined;
  for (const span of spans) if (found === undefined || span.endAt >= found.endAt) found = span;
  return found;
}

function grouped(
  edges: readonly TimelineEdge[],
  by: 'from' | 'to',
  what: 'from' | 'to',
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const edge of edges) {
    const group = groups.get(edge[by]);
    if (group === undefined) groups.set(edge[by], [edge[what]]);
    else group.push(edge[what]);
  }
  return groups;
}
