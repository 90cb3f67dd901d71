import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { EngineError, RouteOutput } from '../../../contract/index.ts';
import { routeKey, useEngine, useRoute } from '../../engine/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyError } from '../../parts/index.ts';
import { startKeeping, type Keeping } from './keeping.ts';
import { linesBeside } from './linesBeside.ts';

type Kept = RouteOutput<'measurements.list'>;

/** What was measured in the images of a study. */
export interface Measurements {
  query: UseQueryResult<Kept, EngineError>;
  remove: (ids: readonly string[]) => void;
}

/** Draws the measurements that are kept of a study, and keeps what is drawn, changed and removed. */
export function useMeasurements(imaging: ImagingModule, study: string): Measurements {
  const application = useApplicationId();
  const engine = useEngine();
  const queryClient = useQueryClient();
  const keeping = useRef<Keeping | null>(null);
  const query = useRoute('measurements.list', { application, study }, { keep: false });
  // One of a view before does not have what was changed as that one was left.
  const kept = query.isFetchedAfterMount ? query.data?.measurements : undefined;

  useEffect(() => imaging.writeBeside(linesBeside), [imaging]);
  useEffect(() => {
    const queryKey = routeKey('measurements.list', { application, study });
    const started = startKeeping(
      imaging,
      engine,
      { application, study },
      {
        changed: () => void queryClient.invalidateQueries({ queryKey }),
        removed: (ids) =>
          queryClient.setQueryData<Kept>(
            queryKey,
            (before) => before && { measurements: before.measurements.filter(({ id }) => !ids.includes(id)) },
          ),
        failed: notifyError,
      },
    );
    keeping.current = started;
    return () => started.end();
  }, [imaging, engine, queryClient, application, study]);
  useEffect(() => {
    if (kept !== undefined) keeping.current?.draw(kept);
  }, [kept]);

  const remove = useCallback((ids: readonly string[]) => imaging.removeDrawn(ids), [imaging]);
  return { query, remove };
}
