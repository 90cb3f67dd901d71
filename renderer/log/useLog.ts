import { useEffect, useState } from 'react';
import { onResume } from '../engine/index.ts';
import { createLogDocument, type LogDocument } from './logDocument.ts';
import { createLogFollower, type LogReading, type LogStretch } from './logFollower.ts';

/** Where a log comes from. Another object is another log, read from its beginning. */
export interface LogSource {
  /** Reads a stretch from an offset. */
  read: (offset: number, signal: AbortSignal) => Promise<LogStretch>;
  /** Calls `wake` whenever there may be more. Returns what ends that. */
  listen: (wake: () => void) => () => void;
}

export interface FollowedLog {
  log: LogDocument;
  reading: LogReading;
  /** Changes whenever the log did. */
  version: number;
  retry: () => void;
}

const nothing: FollowedLog = {
  log: createLogDocument(),
  reading: { state: 'waiting', droppedBytes: 0, error: null },
  version: 0,
  retry: () => undefined,
};

/** A log, read on as it grows. */
export function useLog(source: LogSource): FollowedLog {
  const [followed, setFollowed] = useState(nothing);

  useEffect(() => {
    const log = createLogDocument();
    let frame: number | undefined;
    const follower = createLogFollower({
      log,
      read: source.read,
      // Output comes faster than it can be drawn: once a frame is enough.
      onChange: () => {
        frame ??= requestAnimationFrame(() => {
          frame = undefined;
          const { reading, wake } = follower;
          setFollowed(({ version }) => ({ log, reading, version: version + 1, retry: wake }));
        });
      },
    });
    const stops = [source.listen(follower.wake), onResume(follower.wake), follower.stop];
    follower.wake();
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [source]);

  return followed;
}
