import { useQueries, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import type { EngineError, RouteInput, RouteName, RouteOutput } from '../../contract/index.ts';
import { useEngine } from './engineContext.ts';
import { routeKey } from './queryKeys.ts';

/** Answers to what is asked while somebody types are kept for this long, in milliseconds. */
const keptMs = 30_000;

/**
 * The answers of one route to several inputs, which change as somebody types. Until the next one is there, the last
 * answer about the same `subject` stays.
 */
export function useRoutes<Name extends RouteName>(
  route: Name,
  asked: readonly { subject: string; input: RouteInput<Name> }[],
): UseQueryResult<RouteOutput<Name>, EngineError>[] {
  const engine = useEngine();
  const queries = asked.map(({ subject, input }): UseQueryOptions<RouteOutput<Name>, EngineError> => ({
    queryKey: [...routeKey(route, input), subject],
    queryFn: ({ signal }) => engine.request(route, input, signal),
    gcTime: keptMs,
    placeholderData: (before, query) => (query?.queryKey.at(-1) === subject ? before : undefined),
  }));
  return useQueries({ queries });
}
