import { Background, ReactFlow, useReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css'; // oxlint-disable-line import/no-unassigned-import -- a style sheet
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { fitViewport, GraphControls, neighbour, type Place } from '../../graph/index.ts';
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
const noAttribution = { hideAttribution: true };
/** Least zoom at which the words can be read; the person may go further. */
const legible = 0.7;
const smallest = 0.2;

/** The drawn flow. One station is in the tab order; arrow keys move among them. */
export function FlowCanvas({ stations, ways, places, facts, travellers, frame }: FlowCanvasProps) {
  const canvas = useReactFlow();
  const movedByHand = useRef(false);
  const { width, height } = frame;
  const fit = (least: number) => fitViewport(places, { width, height }, least, undefined, stationSize);

  useEffect(() => {
    if (movedByHand.current) return;
    void canvas.setViewport(fitViewport(places, { width, height }, legible, undefined, stationSize));
  }, [canvas, height, places, width]);

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

  function moveFocus(event: KeyboardEvent<HTMLElement>) {
    const from = event.target instanceof HTMLElement ? event.target.dataset['station'] : undefined;
    const to = from === undefined ? undefined : neighbour(places, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-station="${CSS.escape(to)}"]`)?.focus();
  }

  return (
    <ReactFlow
      className={styles.graph ?? ''}
      aria-label={texts.flow.graphLabel}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      defaultViewport={fit(legible)}
      onKeyDown={moveFocus}
      onMoveStart={(event) => {
        if (event !== null) movedByHand.current = true;
      }}
      minZoom={smallest}
      maxZoom={1.5}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      proOptions={noAttribution}
    >
      <Background gap={20} size={1.2} />
      <GraphControls
        onWhole={() => {
          movedByHand.current = false;
          void canvas.setViewport(fit(smallest));
        }}
      />
    </ReactFlow>
  );
}
