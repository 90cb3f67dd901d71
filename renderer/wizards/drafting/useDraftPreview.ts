import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { EngineError, RouteInput, RouteName, RouteOutput } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';

/** Typing goes on for at most so long before the engine is asked, in milliseconds. */
const pauseMs = 200;

/** What the engine says about something that is being thought out. */
interface DraftPreview<Answer> {
  /** About what was typed last, or, while that is looked at, shortly before; undefined until the first answer. */
  shown: Answer | undefined;
  /** What was typed last was not looked at yet. */
  isLooking: boolean;
  error: EngineError | null;
  /** Asks anew about what is typed now: something else may have changed it. */
  again: () => void;
}

/** Asks the engine about a draft as it changes, without writing anything. */
export function useDraftPreview<Name extends RouteName>(
  route: Name,
  input: RouteInput<Name>,
): DraftPreview<RouteOutput<Name>> {
  const engine = useEngine();
  const typed = JSON.stringify(input);
  const [settled] = useDebouncedValue(typed, pauseMs);
  const query = useQuery<RouteOutput<Name>, EngineError>({
    queryKey: [route, 'draft', settled],
    queryFn: ({ signal }) => engine.request(route, input, signal),
    // What was typed since then is asked about when it has settled.
    enabled: settled === typed,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
  });
  return {
    shown: query.data,
    isLooking: settled !== typed || query.isFetching,
    error: query.error,
    again: () => void query.refetch(),
  };
}
