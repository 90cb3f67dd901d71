import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import type { EngineError, RouteOutput, StagedSource } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';

/** What the engine finds in a service folder that was fetched; undefined: nothing is looked at yet. */
export function useInspected(
  staged: StagedSource | undefined,
  name: string,
): UseQueryResult<RouteOutput<'services.inspect'>, EngineError> {
  const application = useApplicationId();
  const engine = useEngine();
  const [settled] = useDebouncedValue(name.trim(), 400);
  const input = {
    application,
    source: { staged: staged?.id ?? '' },
    ...(settled === '' ? {} : { name: settled }),
  };
  return useQuery<RouteOutput<'services.inspect'>, EngineError>({
    queryKey: ['services.inspect', input, staged?.origin?.subfolder],
    queryFn: ({ signal }) => engine.request('services.inspect', input, signal),
    enabled: staged !== undefined,
    // Whoever comes back has changed something in it.
    staleTime: 0,
    gcTime: 0,
  });
}
