import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import type { EngineError, RouteOutput, StagedSource } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';

/** What the engine finds in a service folder. */
export interface Inspected {
  /** While another name is looked at, what was found under the last one. */
  query: UseQueryResult<RouteOutput<'services.inspect'>, EngineError>;
  /** The name that was typed last was not looked at yet. */
  isLooking: boolean;
}

/** What the engine finds in a service folder that was fetched; undefined: nothing is looked at yet. */
export function useInspected(staged: StagedSource | undefined, typed: string): Inspected {
  const application = useApplicationId();
  const engine = useEngine();
  const name = typed.trim();
  const [settled] = useDebouncedValue(name, 400);
  const place = `${staged?.id} ${staged?.origin?.subfolder}`;
  const input = {
    application,
    source: { staged: staged?.id ?? '' },
    ...(settled === '' ? {} : { name: settled }),
  };
  const query = useQuery<RouteOutput<'services.inspect'>, EngineError>({
    queryKey: ['services.inspect', input, place],
    queryFn: ({ signal }) => engine.request('services.inspect', input, signal),
    enabled: staged !== undefined,
    placeholderData: (before, last) => (last?.queryKey.at(-1) === place ? before : undefined),
    // Whoever comes back has changed something in it.
    staleTime: 0,
    gcTime: 0,
  });
  return { query, isLooking: staged !== undefined && (settled !== name || query.isFetching) };
}
