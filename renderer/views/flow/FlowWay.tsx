import { BaseEdge, getBezierPath, Position, type Edge, type EdgeProps } from '@xyflow/react';
import { useEffect, useState } from 'react';
import styles from './Flow.module.css';

export type FlowWayType = Edge<
  {
    /** Counts readings at which somebody set out; each new one shows them. */
    turn: number;
    many: number;
  },
  'way'
>;

/** Time that a traveller needs, in milliseconds; as in Flow.module.css. */
const travelTime = 900;

/** The way from one station to the next, with those that travel it. */
export function FlowWay({ sourceX, sourceY, targetX, targetY, data }: EdgeProps<FlowWayType>) {
  const [path] = getBezierPath({
    sourceX,
    sourceY,
    sourcePosition: Position.Right,
    targetX,
    targetY,
    targetPosition: Position.Left,
  });
  return (
    <>
      <BaseEdge path={path} />
      {data !== undefined && data.many > 0 && <Travellers key={data.turn} path={path} many={data.many} />}
    </>
  );
}

function Travellers({ path, many }: { path: string; many: number }) {
  const [gone, setGone] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setGone(true), travelTime * 2);
    return () => clearTimeout(timer);
  }, []);
  if (gone) return null;
  return Array.from({ length: many }, (_, index) => (
    <circle
      key={index}
      r={4}
      className={styles.traveller}
      style={{ offsetPath: `path("${path}")`, animationDelay: `${index * 140}ms` }}
    />
  ));
}
