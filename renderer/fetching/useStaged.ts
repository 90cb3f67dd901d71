import { useQuery } from '@tanstack/react-query';
import type { EngineError, StagedSource } from '../../contract/index.ts';
import { routeKey, useEngine } from '../engine/index.ts';

/** What was fetched under an id; the end of its task tells that it is there or has failed. */
export function useStaged(id: string | null): {
  staged: StagedSource | undefined;
  error: EngineError | null;
} {
  const engine = useEngine();
  const query = useQuery<StagedSource, EngineError>({
    queryKey: routeKey('sources.get', { id }),
    queryFn: ({ signal }) => engine.request('sources.get', { id: id ?? '' }, signal),
    enabled: id !== null,
    staleTime: 0,
    gcTime: 0,
  });
  return { staged: id === null ? undefined : query.data, error: query.error };
}
