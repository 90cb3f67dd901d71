import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { EngineError, RouteInput, RouteName, RouteOutput } from '../../contract/index.ts';
import { useEngine } from './engineContext.ts';
import { routeKey } from './queryKeys.ts';

interface RouteOptions {
  /** False: do not ask yet. */
  enabled?: boolean;
  /** Show the answer to the previous input until the new one is there. */
  keepPrevious?: boolean;
}

/** The answer of a route, kept true by events. */
export function useRoute<Name extends RouteName>(
  route: Name,
  input: RouteInput<Name>,
  { enabled = true, keepPrevious = false }: RouteOptions = {},
): UseQueryResult<RouteOutput<Name>, EngineError> {
  const engine = useEngine();
  return useQuery<RouteOutput<Name>, EngineError>({
    queryKey: routeKey(route, input),
    queryFn: ({ signal }) => engine.request(route, input, signal),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}
