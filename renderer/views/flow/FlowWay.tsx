import { BaseEdge, getBezierPath, Position, type Edge, type EdgeProps } from '@xyflow/react';

export type FlowWayType = Edge<Record<string, never>, 'way'>;

/** The way from one station to the next. */
export function FlowWay({ sourceX, sourceY, targetX, targetY }: EdgeProps<FlowWayType>) {
  const [path] = getBezierPath({
    sourceX,
    sourceY,
    sourcePosition: Position.Right,
    targetX,
    targetY,
    targetPosition: Position.Left,
  });
  return <BaseEdge path={path} />;
}
