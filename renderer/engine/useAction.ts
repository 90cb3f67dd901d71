import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { EngineError, RouteInput, RouteName, RouteOutput } from '../../contract/index.ts';
import { useEngine } from './engineContext.ts';

/** A route that changes something. What it changes comes back as events. */
export function useAction<Name extends RouteName>(
  route: Name,
  onError?: (error: EngineError) => void,
): UseMutationResult<RouteOutput<Name>, EngineError, RouteInput<Name>> {
  const engine = useEngine();
  return useMutation<RouteOutput<Name>, EngineError, RouteInput<Name>>({
    mutationFn: (input) => engine.request(route, input),
    ...(onError === undefined ? {} : { onError }),
  });
}
