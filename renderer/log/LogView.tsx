import { useMemo, type ReactNode } from 'react';
import { onEngineEvent, useEngine } from '../engine/index.ts';
import { IconTerminal2 } from '../icons/index.ts';
import { EmptyNote } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { LogPane } from './LogPane.tsx';
import { SaveLog } from './SaveLog.tsx';
import { useLog, type LogSource } from './useLog.ts';

interface LogViewProps {
  application: string;
  jobRun: string;
  attempt: number;
  /** What to do where it printed nothing. */
  step: NonNullable<ReactNode>;
}

/** Most of a log that is read at once, in bytes. */
const stretchBytes = 1_048_576;

/** The output of an attempt. Give it a `key` for each attempt. */
export function LogView({ application, jobRun, attempt, step }: LogViewProps) {
  const engine = useEngine();
  const words = texts.jobRun.log;
  const source = useMemo(
    (): LogSource => ({
      read: (offset, signal) =>
        engine.request(
          'job_runs.log',
          { application, jobRun, attempt, offset, maxBytes: stretchBytes },
          signal,
        ),
      listen(wake) {
        const stops = [
          onEngineEvent('log.grown', (grown) => {
            if (grown.jobRun === jobRun && grown.attempt === attempt) wake();
          }),
          onEngineEvent('job_runs.changed', (changed) => {
            if (changed.jobRun === jobRun) wake();
          }),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    }),
    [application, attempt, engine, jobRun],
  );
  const followed = useLog(source);
  return (
    <LogPane
      followed={followed}
      label={words.label}
      empty={
        <EmptyNote
          icon={IconTerminal2}
          title={followed.reading.state === 'ended' ? words.empty : words.emptyRunning}
          text={words.emptyText}
        >
          {step}
        </EmptyNote>
      }
      tools={<SaveLog application={application} jobRun={jobRun} attempt={attempt} />}
    />
  );
}
