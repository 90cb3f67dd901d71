import type { EngineError, KeptMeasurement } from '../../../contract/index.ts';
import type { EngineClient } from '../../engine/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import { unkeptOf, type ChangeHearing } from './unkept.ts';

/** Who hears what comes of keeping. */
interface Hearing {
  /** What is kept has to be read again. */
  changed: () => void;
  /** These are being removed. */
  removed: (ids: readonly string[]) => void;
  failed: (error: EngineError) => void;
}

/** Measurements in the pictures of a study, as they are kept. */
export interface Keeping {
  /** Draws those that are kept, and those that still wait for it. */
  draw: (kept: readonly KeptMeasurement[]) => void;
  /** Takes them from the pictures; what has just changed is still kept. */
  end: () => void;
}

/**
 * Has what is drawn, changed and removed in the pictures kept by the engine. What it cannot take just now is tried
 * again until it can, also after the end, and drawn as it will be. What it refuses is taken away where it is new, else
 * put back as it was kept; what it will not remove is drawn again with the next answer.
 */
export function startKeeping(
  imaging: Pick<ImagingModule, 'watchMeasurements' | 'restoreMeasurements'>,
  engine: Pick<EngineClient, 'request'>,
  { application, study }: { application: string; study: string },
  hear: Hearing,
): Keeping {
  const unkept = unkeptOf(engine, application);
  /** They may still be in an answer of before. */
  const removed = new Set<string>();
  let kept: readonly KeptMeasurement[] | null = null;
  let isEnded = false;

  function draw(): void {
    if (isEnded || kept === null) return;
    const waiting = unkept.of(study);
    const there = [
      ...kept.filter(({ id }) => !removed.has(id) && !waiting.has(id)),
      ...[...waiting.values()].filter((one) => one !== null),
    ];
    watch.know(there);
    imaging.restoreMeasurements(application, there);
  }
  const outcome: ChangeHearing = {
    changed: hear.changed,
    waits: hear.failed,
    refused(ids, error) {
      hear.failed(error);
      for (const id of ids) if (!removed.delete(id) && !isEnded) watch.forget(id);
      draw();
      hear.changed();
    },
  };
  const watch = imaging.watchMeasurements({
    changed: (measurement) => unkept.keep(study, measurement, outcome),
    removed(ids) {
      for (const id of ids) removed.add(id);
      unkept.remove(study, ids, outcome);
      hear.removed(ids);
    },
  });
  unkept.takeOver(study, outcome);
  for (const [id, measurement] of unkept.of(study)) if (measurement === null) removed.add(id);

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
