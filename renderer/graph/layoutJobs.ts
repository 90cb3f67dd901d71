import { Graph, layout } from '@dagrejs/dagre';
import type { JobEdge } from './reduceEdges.ts';

/** Size of a job's box, in pixels of the unscaled graph. */
export const nodeSize = { width: 208, height: 60 };

/** Upper left corner of a box. */
export interface Place {
  x: number;
  y: number;
}

/**
 * Places jobs in layers from left to right, each right of all that it depends on. The same jobs and edges always
 * give the same places: states have no say, so nothing moves while a run goes on.
 */
export function layoutJobs(ids: string[], edges: JobEdge[]): Map<string, Place> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 48 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) graph.setNode(id, { ...nodeSize });
  for (const { from, to } of edges) {
    if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to);
  }
  layout(graph);
  return new Map(
    ids.map((id) => {
      const { x = 0, y = 0 }: Partial<Place> = graph.node(id);
      return [id, { x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 }];
    }),
  );
}
