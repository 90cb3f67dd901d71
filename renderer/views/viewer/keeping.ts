import { toEngineError } from '../../../contract/index.ts';
import type { EngineError, ErrorCode, KeptMeasurement, Measurement } from '../../../contract/index.ts';
import type { EngineClient } from '../../engine/index.ts';
import type { ImagingModule } from '../../images/index.ts';

/** What could not be kept just now is tried again after so long, in milliseconds. */
const againMs = 5000;
/** What the engine says of a measurement itself. After anything else it may be kept another time: no work is lost by it. */
const refusals: ReadonlySet<ErrorCode> = new Set(['validation-failed', 'not-found', 'application-not-found']);

/** Who hears what comes of keeping. */
interface Hearing {
  /** What is kept is another than before. */
  changed: () => void;
  /** These are being removed. */
  removed: (ids: readonly string[]) => void;
  failed: (error: EngineError) => void;
}

/** Measurements in the pictures of a study, as they are kept. */
export interface Keeping {
  /** Draws those that are kept. */
  draw: (kept: readonly KeptMeasurement[]) => void;
  /** Takes them from the pictures; what has just changed is still kept. */
  end: () => void;
}

/**
 * Has what is drawn, changed and removed in the pictures kept by the engine. What it cannot take just now is tried
 * again until it can, also after the end; what it refuses is taken away, or put back as it was kept.
 */
export function startKeeping(
  imaging: Pick<ImagingModule, 'watchMeasurements' | 'restoreMeasurements'>,
  engine: Pick<EngineClient, 'request'>,
  application: string,
  hear: Hearing,
): Keeping {
  const unkept = new Map<string, Measurement>();
  const removed = new Set<string>();
  let kept: readonly KeptMeasurement[] = [];
  let again: ReturnType<typeof setTimeout> | undefined;
  /** That the engine cannot take anything now is told once. */
  let isWaiting = false;
  let isEnded = false;

  async function keep(measurement: Measurement): Promise<void> {
    const { id } = measurement;
    unkept.set(id, measurement);
    try {
      await engine.request('measurements.keep', { application, measurement });
      isWaiting = false;
      if (unkept.get(id) === measurement) unkept.delete(id);
      hear.changed();
    } catch (cause) {
      // It was changed once more, or removed, in the meantime.
      if (unkept.get(id) !== measurement) return;
      const error = toEngineError(cause);
      if (!refusals.has(error.code)) {
        if (!isWaiting) hear.failed(error);
        isWaiting = true;
        again ??= setTimeout(keepAgain, againMs);
        return;
      }
      unkept.delete(id);
      hear.failed(error);
      if (!isEnded) watch.forget(id);
      draw();
    }
  }
  function keepAgain(): void {
    again = undefined;
    for (const measurement of unkept.values()) void keep(measurement);
  }
  async function remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      removed.add(id);
      unkept.delete(id);
    }
    hear.removed(ids);
    try {
      await engine.request('measurements.remove', { application, ids: [...ids] });
    } catch (cause) {
      for (const id of ids) removed.delete(id);
      hear.failed(toEngineError(cause));
      draw();
    }
    hear.changed();
  }
  function draw(): void {
    if (isEnded) return;
    const there = kept.filter(({ id }) => !removed.has(id));
    watch.know(there);
    imaging.restoreMeasurements(application, there);
  }
  const watch = imaging.watchMeasurements({
    changed: (measurement) => void keep(measurement),
    removed: (ids) => void remove(ids),
  });

  return {
    draw(now) {
      kept = now;
      draw();
    },
    end() {
      isEnded = true;
      watch.end();
    },
  };
}
