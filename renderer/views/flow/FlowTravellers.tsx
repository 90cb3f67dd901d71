import { useReducedMotion } from '@mantine/hooks';
import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Place } from '../../graph/index.ts';
import styles from './Flow.module.css';
import type { Way } from './flowGraph.ts';
import { dotOf, setOut, underWay, type Trip } from './trips.ts';

interface FlowTravellersProps {
  ways: readonly Way[];
  places: ReadonlyMap<string, Place>;
  /** How many set out on each way, by `from > to`, and how often that was read. */
  travellers: { turn: number; by: ReadonlyMap<string, number> };
  /** Size of the picture. */
  frame: { width: number; height: number };
}

/** Radius of a traveller, in pixels of the unscaled picture. */
const radius = 4;
/** So far apart are two images of those who travel, in milliseconds: 30 in a second are smooth for what is so slow. */
const betweenImages = 1000 / 30;

/**
 * Those who travel, as dots over the picture. They are painted rather than elements of the page, so that hundreds of
 * them cost the page nothing but one image per frame, and nothing while nobody travels.
 */
export function FlowTravellers({ ways, places, travellers, frame }: FlowTravellersProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const trips = useRef<Trip[]>([]);
  const store = useStoreApi();
  const isStill = useReducedMotion(false, { getInitialValueInEffect: false });
  const { width, height } = frame;

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return undefined;
    const scale = window.devicePixelRatio;
    // Who stands still has none on the way: the next frame takes away what was painted.
    trips.current = isStill
      ? []
      : setOut(trips.current, { ways, many: travellers.by, places }, performance.now());
    const { color } = getComputedStyle(context.canvas);
    let handle = requestAnimationFrame(paint);
    let painted = Number.NEGATIVE_INFINITY;

    function paint(now: number) {
      if (context === null || context === undefined) return;
      // Frames come a little early or late.
      if (now - painted < betweenImages - 2) {
        handle = requestAnimationFrame(paint);
        return;
      }
      painted = now;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      trips.current = underWay(trips.current, now);
      if (trips.current.length === 0) return;
      const [x, y, zoom] = store.getState().transform;
      context.setTransform(zoom * scale, 0, 0, zoom * scale, x * scale, y * scale);
      context.fillStyle = color;
      for (const trip of trips.current) {
        const dot = dotOf(trip, now);
        if (dot === null) continue;
        context.globalAlpha = dot.opacity;
        context.beginPath();
        context.arc(dot.x, dot.y, radius, 0, 2 * Math.PI);
        context.fill();
      }
      handle = requestAnimationFrame(paint);
    }
    return () => cancelAnimationFrame(handle);
  }, [travellers, ways, places, store, isStill]);

  const scale = window.devicePixelRatio;
  return (
    <canvas
      ref={canvas}
      className={styles.travellers}
      aria-hidden
      width={Math.round(width * scale)}
      height={Math.round(height * scale)}
    />
  );
}
