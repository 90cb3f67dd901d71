import { eventTarget } from '@cornerstonejs/core';
import { annotation, Enums } from '@cornerstonejs/tools';
import type { Types } from '@cornerstonejs/tools';
import type { Measurement } from '../../../contract/index.ts';
import { measurementOf, removeDrawn } from './drawn.ts';

/** A drag changes a measurement many times; it is told of when it has rested for so long, in milliseconds. */
const restMs = 400;

/** Who hears what people measure. */
interface Hearing {
  changed: (measurement: Measurement) => void;
  /** Of all that are removed in one go at once. */
  removed: (ids: readonly string[]) => void;
}

/**
 * Tells of measurements that are drawn, changed and removed, until it is made to `end`; that tells of what
 * has just changed, and takes all of them from the pictures without a word. Those that it is made to `know` were kept,
 * unless more was told of them since; those that it is made to `forget` go without a word.
 */
export function watchMeasurements(hear: Hearing): {
  know: (kept: readonly Measurement[]) => void;
  forget: (id: string) => void;
  end: () => void;
} {
  /** What was told of each, or kept of it; one that is still being drawn is not among them. */
  const told = new Map<string, ToldMeasurement>();
  const resting = new Map<string, ReturnType<typeof setTimeout>>();
  const removed: string[] = [];

  function tell(id: string): void {
    resting.delete(id);
    const drawn = annotation.state.getAnnotation(id);
    const measurement = drawn === undefined ? null : measurementOf(drawn);
    if (measurement === null) return;
    const now = toldOf(measurement);
    const before = told.get(id);
    // One that was kept is reckoned anew when its image is shown: it says nothing before, and the same afterwards.
    const isSame = before?.points === now.points && (before.figures === now.figures || now.figures === '');
    if (isSame) return;
    told.set(id, now);
    hear.changed(measurement);
  }
  function rest(id: string): void {
    clearTimeout(resting.get(id));
    resting.set(
      id,
      setTimeout(() => tell(id), restMs),
    );
  }
  /** Whether it was known. */
  function leave(id: string): boolean {
    clearTimeout(resting.get(id));
    resting.delete(id);
    return told.delete(id);
  }
  const heard: [string, (id: string) => void][] = [
    [
      Enums.Events.ANNOTATION_COMPLETED,
      (id) => {
        if (!told.has(id)) told.set(id, { points: '', figures: '' });
        rest(id);
      },
    ],
    [
      Enums.Events.ANNOTATION_MODIFIED,
      (id) => {
        if (told.has(id)) rest(id);
      },
    ],
    [
      Enums.Events.ANNOTATION_REMOVED,
      (id) => {
        if (!leave(id)) return;
        if (removed.length === 0) queueMicrotask(() => hear.removed(removed.splice(0)));
        removed.push(id);
      },
    ],
  ];
  const listeners = heard.map(([name, act]) => {
    const listener = (event: Event) => {
      const id = idOf(event);
      if (id !== null) act(id);
    };
    eventTarget.addEventListener(name, listener);
    return [name, listener] as const;
  });

  return {
    know(kept) {
      for (const one of kept) if (!told.has(one.id)) told.set(one.id, toldOf(one));
    },
    forget(id) {
      leave(id);
      removeDrawn([id]);
    },
    end() {
      for (const [name, listener] of listeners) eventTarget.removeEventListener(name, listener);
      for (const [id, timer] of resting) {
        clearTimeout(timer);
        tell(id);
      }
      removeDrawn();
    },
  };
}

function idOf(event: Event): string | null {
  if (!(event instanceof CustomEvent)) return null;
  const { annotation: drawn } = event.detail as { annotation?: Types.Annotation };
  return drawn?.annotationUID ?? null;
}

/** What counts of a measurement: an unmoved one is the same, however its places were stored. */
interface ToldMeasurement {
  points: string;
  figures: string;
}

function toldOf({ points, figures }: Measurement): ToldMeasurement {
  return {
    points: points
      .flat()
      .map((one) => one.toFixed(4))
      .join(),
    figures: figures.map(({ value }) => value.toPrecision(6)).join(),
  };
}
