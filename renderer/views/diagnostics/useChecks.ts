import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toEngineError } from '../../../contract/index.ts';
import type { CheckFix, CheckResult, ListedCheck } from '../../../contract/index.ts';
import { routeKey, useEngine } from '../../engine/index.ts';
import { notifyDone, notifyError, notifyFailure } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** One check and what is known of it. */
export interface CheckState {
  listed: ListedCheck;
  number: number;
  /** Null until it is done, or while nobody has asked for it. */
  result: CheckResult | ErrorOfCheck | null;
  isRunning: boolean;
  /** Does it, also where it is only done when somebody asks. */
  run: () => void;
}

/** A check that the engine could not do: that is wrong too. */
type ErrorOfCheck = Pick<CheckResult, 'found' | 'advice' | 'facts'> & {
  state: 'failed';
  command: null;
  fix: null;
};

/** What is told of a check that could not be done. */
function tellError(error: unknown): ErrorOfCheck {
  const { message, advice, details } = toEngineError(error);
  return {
    state: 'failed',
    found: message,
    advice: advice ?? null,
    facts: details === undefined ? [] : [details],
    command: null,
    fix: null,
  };
}

/** Does all checks at once, each as soon as the engine comes to it. */
export function useChecks(list: readonly ListedCheck[]): CheckState[] {
  const engine = useEngine();
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const queries = useQueries({
    queries: list.map(({ check, application, isOnlyAsked }) => ({
      queryKey: routeKey('diagnostics.check', { check, application }),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        engine.request('diagnostics.check', { check, application }, signal),
      enabled: !isOnlyAsked || asked.has(`${check} ${application}`),
      // What was found when the page was looked at last says nothing of now.
      gcTime: 0,
      staleTime: 0,
    })),
  });
  return list.map((listed, index) => {
    const query = queries[index];
    return {
      listed,
      number: index + 1,
      // What was found before an error says nothing of now.
      result: query?.isError === true ? tellError(query.error) : (query?.data ?? null),
      isRunning: query?.isFetching ?? false,
      run() {
        setAsked((before) => new Set([...before, `${listed.check} ${listed.application}`]));
        if (!listed.isOnlyAsked || query?.isFetched === true) void query?.refetch();
      },
    };
  });
}

/** Mends what a check found, and shows what it finds then. */
export function useFix({ check, application }: ListedCheck): {
  mend: (fix: CheckFix) => void;
  isPending: boolean;
} {
  const engine = useEngine();
  const queries = useQueryClient();
  const words = texts.diagnostics;
  const { mutate, isPending } = useMutation({
    mutationFn: (fix: CheckFix) => engine.request('diagnostics.fix', { check, application, fix }),
    onSuccess(result) {
      queries.setQueryData(routeKey('diagnostics.check', { check, application }), result);
      const title = words.titles[check];
      if (result.state === 'failed') notifyError({ message: words.notMended(title) });
      else notifyDone(words.mended(title));
    },
    onError: notifyFailure,
  });
  return { mend: mutate, isPending };
}
