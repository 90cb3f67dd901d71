import type { Viewport } from '@xyflow/react';
import { nodeSize, type Place } from './layoutJobs.ts';

interface Frame {
  width: number;
  height: number;
}

/** Room kept free around the graph, in pixels of the window. */
const margin = 20;
const largest = 1;

/**
 * How a graph is looked at in a frame: as a whole where it stays legible, else from its beginning, or around
 * `focus`, never with empty room at one end while the other is cut off.
 * @param smallest least zoom
 * @param size of what stands at a place
 */
export function fitViewport(
  places: ReadonlyMap<string, Place>,
  frame: Frame,
  smallest: number,
  focus?: Place,
  size: { width: number; height: number } = nodeSize,
): Viewport {
  const all = [...places.values()];
  if (all.length === 0) return { x: 0, y: 0, zoom: 1 };
  const left = Math.min(...all.map(({ x }) => x));
  const top = Math.min(...all.map(({ y }) => y));
  const width = Math.max(...all.map(({ x }) => x)) + size.width - left;
  const height = Math.max(...all.map(({ y }) => y)) + size.height - top;
  const whole = Math.min((frame.width - 2 * margin) / width, (frame.height - 2 * margin) / height);
  const zoom = Math.min(largest, Math.max(smallest, whole));
  return {
    zoom,
    x: shift(frame.width, left * zoom, width * zoom, focus && (focus.x + size.width / 2) * zoom),
    y: shift(frame.height, top * zoom, height * zoom, focus && (focus.y + size.height / 2) * zoom),
  };
}

/** Along one axis, in pixels of the window. */
function shift(room: number, from: number, length: number, focus: number | undefined): number {
  if (length <= room - 2 * margin) return (room - length) / 2 - from;
  const wanted = focus === undefined ? margin - from : room / 2 - focus;
  return Math.min(margin - from, Math.max(room - margin - from - length, wanted));
}
