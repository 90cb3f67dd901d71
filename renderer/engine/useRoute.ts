import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { EngineError, RouteInput, RouteName, RouteOutput } from '../../contract/index.ts';
import { useEngine } from './engineContext.ts';
import { routeKey } from './queryKeys.ts';

interface RouteOptions {
  /** False: ask anew whenever it is shown; for what no event tells of. */
  keep?: boolean;
  /** Asks again after so many milliseconds while the window is seen: for figures that no event tells of. */
  everyMs?: number;
  /** False: nothing is asked yet. */
  enabled?: boolean;
  /** True: the answer to the input before stays until the new one is there (`isPlaceholderData`). */
  showsFormer?: boolean;
}

/** The answer of a route, kept true by events. */
export function useRoute<Name extends RouteName>(
  route: Name,
  input: RouteInput<Name>,
  { keep = true, everyMs, enabled = true, showsFormer = false }: RouteOptions = {},
): UseQueryResult<RouteOutput<Name>, EngineError> {
  const engine = useEngine();
  return useQuery<RouteOutput<Name>, EngineError>({
    queryKey: routeKey(route, input),
    queryFn: ({ signal }) => engine.request(route, input, signal),
    enabled,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(showsFormer ? { placeholderData: keepPreviousData } : {}),
    ...(keep ? {} : { gcTime: 0, staleTime: 0 }),
  });
}
