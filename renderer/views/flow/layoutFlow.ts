import { Graph, layout } from '@dagrejs/dagre';
import type { Place } from '../../graph/index.ts';
import { locale } from '../../texts/index.ts';
import type { Way } from './flowGraph.ts';

/** Size of a station, in pixels of the unscaled picture. */
export const stationSize = { width: 160, height: 88 };

/** How much more a way is kept short than one to the delivery. */
const nearBeginning = 8;

/**
 * Places stations in layers from left to right. Only which there are decides and what leads where:
 * nothing moves while numbers change, and within a layer they stand by their names.
 */
export function layoutFlow(ids: readonly string[], ways: readonly Way[]): Map<string, Place> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 32 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) graph.setNode(id, { ...stationSize });
  for (const { from, to } of ways) {
    // What can begin at once stands at once behind what is complete, not in front of the delivery.
    const weight = to === 'delivery' ? 1 : nearBeginning;
    if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to, { weight });
  }
  layout(graph);
  const placed = ids.map((id) => {
    const { x = 0, y = 0 }: Partial<Place> = graph.node(id);
    return { id, x: x - stationSize.width / 2, y: y - stationSize.height / 2 };
  });
  return new Map(layersOf(placed).flatMap(byName));
}

type Placed = Place & { id: string };

function layersOf(placed: readonly Placed[]): Placed[][] {
  const layers = new Map<number, Placed[]>();
  for (const one of placed) layers.set(one.x, [...(layers.get(one.x) ?? []), one]);
  return [...layers.values()];
}

const names = new Intl.Collator(locale, { numeric: true });

/** The places of a layer, given to its stations from top to bottom by their names: one finds a job where it was yesterday. */
function byName(layer: readonly Placed[]): [id: string, place: Place][] {
  const heights = layer.map(({ y }) => y).toSorted((one, other) => one - other);
  return layer
    .toSorted((one, other) => names.compare(one.id, other.id))
    .map(({ id, x, y }, index) => [id, { x, y: heights[index] ?? y }]);
}
