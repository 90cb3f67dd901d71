import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EngineError } from '../../../contract/index.ts';
import { routeKey, useEngine } from '../../engine/index.ts';
import type { TourState } from '../../tour/index.ts';

/** Makes the application of the tour, or takes the one of an earlier tour, and installs the sample services in it. */
export function useBegin(onBegun: (tour: TourState) => void) {
  const engine = useEngine();
  const queryClient = useQueryClient();
  const begin = useMutation<TourState, EngineError, { name: string; former: string | null }>({
    async mutationFn({ name, former }) {
      const { services } = await engine.shell('shell.sample', {});
      const application = former ?? (await engine.request('applications.create', { name })).id;
      for (const path of services) {
        await engine.request('services.install', { application, path, replace: true });
      }
      const { rows } = await engine.request('runs.list', { application, limit: 1 });
      return { application, step: 'application', task: null, runsBefore: rows[0]?.number ?? 0 };
    },
    async onSuccess(tour) {
      await queryClient.invalidateQueries({ queryKey: routeKey('applications.list') });
      onBegun(tour);
    },
  });
  return { begin: begin.mutate, isPending: begin.isPending, error: begin.error };
}
