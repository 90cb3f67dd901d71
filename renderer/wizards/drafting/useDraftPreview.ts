import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EngineError, RouteInput, RouteName, RouteOutput } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';

/** Typing goes on for at most so long before the engine is asked, in milliseconds. */
const pauseMs = 200;

/** What the engine says about something that is being thought out. */
export interface DraftPreview<Answer> {
  /** About what was typed last, or shortly before; undefined until the first answer. */
  shown: Answer | undefined;
  /** Exactly about what is typed now; undefined while that is not known. */
  current: Answer | undefined;
  error: EngineError | null;
  /** Asks anew about what is typed now. @throws EngineError as the engine answers */
  ask: () => Promise<Answer>;
}

/** Asks the engine about a draft as it changes, without writing anything. */
export function useDraftPreview<Name extends RouteName>(
  route: Name,
  input: RouteInput<Name>,
): DraftPreview<RouteOutput<Name>> {
  const engine = useEngine();
  const client = useQueryClient();
  const typed = JSON.stringify(input);
  const [settled] = useDebouncedValue(typed, pauseMs);
  const keyOf = (text: string) => [route, 'draft', text];
  const query = useQuery<RouteOutput<Name>, EngineError>({
    queryKey: keyOf(settled),
    queryFn: ({ signal }) => engine.request(route, input, signal),
    // What was typed since then is asked about when it has settled.
    enabled: settled === typed,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const current = client.getQueryData<RouteOutput<Name>>(keyOf(typed));
  return {
    shown: current ?? query.data,
    current,
    error: query.error,
    ask: () =>
      client.fetchQuery<RouteOutput<Name>, EngineError>({
        queryKey: keyOf(typed),
        queryFn: ({ signal }) => engine.request(route, input, signal),
        staleTime: 0,
      }),
  };
}
