import { useEffect, useState } from 'react';
import { onEngineEvent, onResume, useEngine } from '../engine/index.ts';
import { createLogDocument, type LogDocument } from './logDocument.ts';
import { createLogFollower, type LogReading } from './logFollower.ts';

interface LogSource {
  application: string;
  jobRun: string;
  attempt: number;
}

interface FollowedLog {
  log: LogDocument;
  reading: LogReading;
  /** Changes whenever the log did. */
  version: number;
  retry: () => void;
}

/** Most of a log that is read at once, in bytes. */
const stretchBytes = 1_048_576;

const nothing: FollowedLog = {
  log: createLogDocument(),
  reading: { state: 'waiting', droppedBytes: 0, error: null },
  version: 0,
  retry: () => undefined,
};

/** The log of an attempt, read on as it grows. */
export function useLog({ application, jobRun, attempt }: LogSource): FollowedLog {
  const engine = useEngine();
  const [followed, setFollowed] = useState(nothing);

  useEffect(() => {
    const log = createLogDocument();
    let frame: number | undefined;
    const follower = createLogFollower({
      log,
      read: (offset, signal) =>
        engine.request(
          'job_runs.log',
          { application, jobRun, attempt, offset, maxBytes: stretchBytes },
          signal,
        ),
      // Output comes faster than it can be drawn: once a frame is enough.
      onChange: () => {
        frame ??= requestAnimationFrame(() => {
          frame = undefined;
          const { reading, wake } = follower;
          setFollowed(({ version }) => ({ log, reading, version: version + 1, retry: wake }));
        });
      },
    });
    const stops = [
      onEngineEvent('log.grown', (grown) => {
        if (grown.jobRun === jobRun && grown.attempt === attempt) follower.wake();
      }),
      onEngineEvent('job_runs.changed', (changed) => {
        if (changed.jobRun === jobRun) follower.wake();
      }),
      onResume(follower.wake),
      follower.stop,
    ];
    follower.wake();
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [application, attempt, engine, jobRun]);

  return followed;
}
