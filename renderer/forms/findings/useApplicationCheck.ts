import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EngineError, Finding, RouteInput, RouteOutput } from '../../../contract/index.ts';
import { routeKey, useEngine } from '../../engine/index.ts';

/** Quiet time before what was typed is looked at, in milliseconds. */
const typingMs = 250;

type Check = RouteOutput<'applications.check'>;
const none: Check = { folder: null, findings: [] };

/** What the engine finds about an application as it stands in a form. */
interface ApplicationCheck {
  folder: string | null;
  /** Fields are those of the options, without `options` before them. */
  findings: Finding[];
  /** Something was typed that was not looked at yet. */
  isLooking: boolean;
}

/** Asks what would keep an application from being made or changed like that, whenever people stop typing. Null: nothing is asked. */
export function useApplicationCheck(input: RouteInput<'applications.check'> | null): ApplicationCheck {
  const engine = useEngine();
  // As text: the same form is another object at every rendering.
  const typed = JSON.stringify(input);
  const [settled] = useDebouncedValue(typed, typingMs);
  const answer = useQuery<Check, EngineError>({
    queryKey: [...routeKey('applications.check', {}), settled],
    queryFn: ({ signal }) =>
      settled === 'null' ? none : engine.request('applications.check', readBack(settled), signal),
    // Ports are taken and folders filled by others meanwhile.
    gcTime: 0,
    staleTime: 0,
  });
  // What was found last stays in sight until the next answer is there.
  const [last, setLast] = useState(none);
  if (answer.data !== undefined && answer.data !== last) setLast(answer.data);
  return {
    folder: last.folder,
    findings: last.findings.map((found) => ({
      ...found,
      field: found.field?.replace(/^options\./, '') ?? null,
    })),
    isLooking: typed !== settled || answer.isFetching,
  };
}

/** What `JSON.stringify` made of an input is one again. */
const readBack = (text: string) => JSON.parse(text) as RouteInput<'applications.check'>;
