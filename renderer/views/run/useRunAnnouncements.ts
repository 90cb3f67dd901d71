import { useEffect, useRef } from 'react';
import type { JobRunState, RunDetail } from '../../../contract/index.ts';
import { announce } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { isTerminal } from '../../jobs/index.ts';

/** More than this at once is told as a number. */
const mostNames = 3;

/** Tells those who hear the window when jobs of the run on show end, and when the run does. */
export function useRunAnnouncements(run: RunDetail | undefined): void {
  const before = useRef<{ run: RunDetail['state']; jobs: Map<string, JobRunState> } | null>(null);

  useEffect(() => {
    if (run === undefined) return;
    const known = before.current;
    before.current = { run: run.state, jobs: new Map(run.jobRuns.map(({ id, state }) => [id, state])) };
    if (known === null) return;
    const ended = run.jobRuns.filter(({ id, state }) => isTerminal(state) && known.jobs.get(id) !== state);
    const words =
      ended.length > mostNames
        ? [
            texts.run.progressSummary(
              run.jobRuns.filter(({ state }) => isTerminal(state)).length,
              run.jobRuns.length,
            ),
          ]
        : ended.map(({ jobName, state }) =>
            texts.run.jobStateTold(jobName, texts.common.jobRunStates[state]),
          );
    if (run.state !== known.run) {
      words.push(texts.run.runStateTold(run.number, texts.common.runStates[run.state]));
    }
    if (words.length > 0) announce(words.join('. '));
  }, [run]);
}
