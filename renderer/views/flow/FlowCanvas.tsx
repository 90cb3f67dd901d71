import { useMemo } from 'react';
import { measured, PlacedCanvas, wayInWords, type Place } from '../../graph/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { describeStation, type Facts } from './describeStation.ts';
import styles from './Flow.module.css';
import type { Station, Way } from './flowGraph.ts';
import { FlowStation, type FlowStationType } from './FlowStation.tsx';
import { FlowWay, type FlowWayType } from './FlowWay.tsx';
import { stationSize } from './layoutFlow.ts';
import { useSteady } from './useSteady.ts';

interface FlowCanvasProps {
  stations: Station[];
  /** The same list as long as they lead where they did. */
  ways: Way[];
  places: Map<string, Place>;
  facts: Facts;
  frame: { width: number; height: number };
}

const box = measured(stationSize);
const nodeTypes = { station: FlowStation };
const edgeTypes = { way: FlowWay };
const zoom = { legible: 0.7, least: 0.2 };
const here = { x: 0, y: 0 };

/** The drawn flow. One station is in the tab order. */
export function FlowCanvas({ stations, ways, places, facts, frame }: FlowCanvasProps) {
  const application = useApplicationId();
  const nodes = useSteady(
    stations.map((station, index): FlowStationType => ({
      id: station.id,
      type: 'station',
      position: places.get(station.id) ?? here,
      ...box,
      data: { station, words: describeStation(station, facts, application), isReachable: index === 0 },
    })),
    isAlike,
  );
  const edges = useMemo(() => {
    const names = new Map(nodes.map(({ id, data }) => [id, data.words.name]));
    return ways.map(({ from, to }): FlowWayType => ({
      id: `${from} > ${to}`,
      type: 'way',
      source: from,
      target: to,
      ...wayInWords(names.get(from) ?? '', names.get(to) ?? ''),
    }));
    // Stations have the same names as long as the ways are the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [ways]);
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
      // Where all does not fit, one begins where the images come in.
      focus={places.get('archive')}
      zoom={zoom}
      frame={frame}
    />
  );
}

/** Whether a station looks the same as it did. */
function isAlike(one: FlowStationType, other: FlowStationType): boolean {
  return (
    one.position.x === other.position.x &&
    one.position.y === other.position.y &&
    one.data.isReachable === other.data.isReachable &&
    JSON.stringify(one.data.words) === JSON.stringify(other.data.words)
  );
}
