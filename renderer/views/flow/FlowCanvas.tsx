import { useMemo } from 'react';
import { PlacedCanvas, type Place } from '../../graph/index.ts';
import { texts } from '../../texts/index.ts';
import type { Facts } from './describeStation.ts';
import styles from './Flow.module.css';
import type { Station, Way } from './flowGraph.ts';
import { FlowStation, type FlowStationType } from './FlowStation.tsx';
import { FlowWay, type FlowWayType } from './FlowWay.tsx';
import { stationSize } from './layoutFlow.ts';

interface FlowCanvasProps {
  stations: Station[];
  ways: Way[];
  places: Map<string, Place>;
  facts: Facts;
  /** How many travel along each way, by `from > to`, and how often that was read. */
  travellers: { turn: number; by: ReadonlyMap<string, number> };
  frame: { width: number; height: number };
}

const nodeTypes = { station: FlowStation };
const edgeTypes = { way: FlowWay };
const zoom = { legible: 0.7, least: 0.2 };

/** The drawn flow. One station is in the tab order. */
export function FlowCanvas({ stations, ways, places, facts, travellers, frame }: FlowCanvasProps) {
  const nodes = stations.map((station, index): FlowStationType => ({
    id: station.id,
    type: 'station',
    position: places.get(station.id) ?? { x: 0, y: 0 },
    ...stationSize,
    data: { station, facts, isReachable: index === 0 },
  }));
  const edges = useMemo(
    () =>
      ways.map(({ from, to }): FlowWayType => {
        const id = `${from} > ${to}`;
        const many = travellers.by.get(id) ?? 0;
        return { id, type: 'way', source: from, target: to, data: { turn: travellers.turn, many } };
      }),
    [travellers, ways],
  );
  return (
    <PlacedCanvas
      label={texts.flow.graphLabel}
      className={styles.graph}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      places={places}
      size={stationSize}
      zoom={zoom}
      frame={frame}
    />
  );
}
