import type { ReactNode } from 'react';
import type { EngineError } from '../../contract/index.ts';
import { useLinkState } from '../engine/index.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { ListSkeleton } from './ListSkeleton.tsx';

interface AnswerProps<Data> {
  /** As a query has it. */
  query: { data: Data | undefined; error: EngineError | null; refetch: () => unknown };
  /** Stands in until the answer is there; a skeleton of a list when absent. */
  waiting?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Shows an answer once it is there, and otherwise that it is awaited or what went wrong. */
export function Answer<Data>({ query, waiting, children }: AnswerProps<Data>) {
  const link = useLinkState();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error === null || isComingBack(query.error, link.state === 'connected'))
    return <>{waiting ?? <ListSkeleton />}</>;
  return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
}

/** While the engine is being reached again, the banner says so; every view is asked for again by itself. */
function isComingBack(error: EngineError, connected: boolean): boolean {
  return error.code === 'cancelled' || (!connected && error.code === 'connection-lost');
}
