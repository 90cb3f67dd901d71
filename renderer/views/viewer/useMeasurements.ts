import { useCallback, useEffect, useState } from 'react';
import type { KeptMeasurement } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyFailure } from '../../parts/index.ts';

/** What was measured in the images of a study. */
export interface Measurements {
  kept: readonly KeptMeasurement[];
  remove: (ids: readonly string[]) => void;
}

/** Draws the measurements that are kept of a study, and keeps what is drawn, changed and removed. */
export function useMeasurements(imaging: ImagingModule, study: string): Measurements {
  const application = useApplicationId();
  const engine = useEngine();
  const [kept, setKept] = useState<readonly KeptMeasurement[]>([]);

  useEffect(() => {
    let isLeft = false;
    const removed = new Set<string>();
    const watch = imaging.watchMeasurements({
      changed(measurement) {
        engine.request('measurements.keep', { application, measurement }).then((now) => {
          if (!isLeft && !removed.has(now.id))
            setKept((before) => [...before.filter(({ id }) => id !== now.id), now]);
        }, notifyFailure);
      },
      removed(id) {
        removed.add(id);
        setKept((before) => before.filter((one) => one.id !== id));
        engine.request('measurements.remove', { application, ids: [id] }).catch(notifyFailure);
      },
    });
    engine.request('measurements.list', { application, study }).then(({ measurements }) => {
      if (isLeft) return;
      watch.know(measurements);
      imaging.restoreMeasurements(application, measurements);
      setKept((before) => [
        ...measurements,
        ...before.filter((one) => !measurements.some(({ id }) => id === one.id)),
      ]);
    }, notifyFailure);
    return () => {
      isLeft = true;
      watch.end();
      setKept([]);
    };
  }, [imaging, engine, application, study]);

  const remove = useCallback(
    (ids: readonly string[]) => {
      imaging.removeDrawn(ids);
    },
    [imaging],
  );
  return { kept, remove };
}
