import { useEffect, useMemo, useState } from 'react';
import type { LogDocument } from './logDocument.ts';
import { createLogSearch } from './logSearch.ts';
import type { SearchedLines } from './searchLines.ts';
import { createTimedSearch } from './timedSearch.ts';
import type { Searcher, TimedMatches } from './timedSearch.ts';

/** What is found in a log as it grows: words at once, by expressions in a thread of its own. */
export function useFound(
  { log, version }: { log: LogDocument; version: number },
  expression: RegExp | null,
  isExpression: boolean,
): TimedMatches {
  const [, draw] = useState(0);
  const search = useMemo(() => createLogSearch(log), [log]);
  const timed = useMemo(
    () => createTimedSearch({ log, start: startSearcher, onChange: () => draw((count) => count + 1) }),
    [log],
  );
  const byWords = isExpression ? null : expression;
  const byExpression = isExpression ? expression : null;
  useEffect(() => () => timed.close(), [timed]);
  useEffect(() => timed.look(byExpression), [timed, byExpression, version]);
  const found = useMemo(
    () => ({ ...search.find(byWords), searchedTo: Infinity, problem: null }),
    // oxlint-disable-next-line react/exhaustive-deps -- the log is the same object while it grows
    [search, byWords, version],
  );
  return isExpression ? timed.matches(byExpression) : found;
}

function startSearcher(hear: (answer: SearchedLines) => void, fail: () => void): Searcher {
  const worker = new Worker(new URL('./searchWorker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<SearchedLines>) => hear(data));
  for (const kind of ['error', 'messageerror']) worker.addEventListener(kind, fail);
  return { post: (lines) => worker.postMessage(lines), end: () => worker.terminate() };
}
