import type { RunDetail } from '../../contract/index.ts';

export type JobEdge = RunDetail['edges'][number];

/**
 * The edges that have to be drawn: one that others already say together is left out. A chain of edges says that
 * its end needs the `end` of its beginning, and its `success` where every edge of the chain needs success.
 */
export function reduceEdges(edges: JobEdge[]): JobEdge[] {
  const all = byBeginning(edges);
  const strict = byBeginning(edges.filter(({ needs }) => needs === 'success'));
  return edges.filter((edge) => !saidByOthers(edge, edge.needs === 'success' ? strict : all));
}

function byBeginning(edges: JobEdge[]): Map<string, JobEdge[]> {
  const grouped = new Map<string, JobEdge[]>();
  for (const edge of edges) {
    const group = grouped.get(edge.from);
    if (group === undefined) grouped.set(edge.from, [edge]);
    else group.push(edge);
  }
  return grouped;
}

/** Whether `to` is reached from `from` by two edges or more. */
function saidByOthers(edge: JobEdge, following: Map<string, JobEdge[]>): boolean {
  const seen = new Set<string>([edge.from]);
  const open = (following.get(edge.from) ?? []).map(({ to }) => to).filter((to) => to !== edge.to);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === edge.to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(following.get(at) ?? []).map(({ to }) => to));
  }
  return false;
}
