import { Graph, layout } from '@dagrejs/dagre';
import type { Way } from './flowGraph.ts';

/** Size of a station, in pixels of the unscaled picture. */
export const stationSize = { width: 160, height: 88 };

/** How much more a way is kept short than one to the results. */
const nearBeginning = 8;

/**
 * Places stations in layers from left to right. Only which there are decides, in which order they are given and what
 * leads where: nothing moves while numbers change.
 */
export function layoutFlow(
  ids: readonly string[],
  ways: readonly Way[],
): Map<string, { x: number; y: number }> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 32 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) graph.setNode(id, { ...stationSize });
  for (const { from, to } of ways) {
    // What can begin at once stands at once behind what is complete, not in front of the results.
    const weight = to === 'results' ? 1 : nearBeginning;
    if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to, { weight });
  }
  layout(graph);
  return new Map(
    ids.map((id) => {
      const { x = 0, y = 0 }: Partial<{ x: number; y: number }> = graph.node(id);
      return [id, { x: x - stationSize.width / 2, y: y - stationSize.height / 2 }];
    }),
  );
}
