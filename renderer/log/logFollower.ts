import { toEngineError, type EngineError } from '../../contract/index.ts';
import type { LogDocument, LogPiece } from './logDocument.ts';

/** What one reading brings. */
export interface LogStretch {
  pieces: LogPiece[];
  /** Where to go on reading. */
  nextOffset: number;
  /** Nothing more will come. */
  complete: boolean;
  droppedBytes: number;
}

/** How far the reading of a log is. */
export interface LogReading {
  /** `waiting`: nothing was read yet, or the job was not started; `ended`: nothing more will come. */
  state: 'waiting' | 'live' | 'ended' | 'failed';
  droppedBytes: number;
  error: EngineError | null;
}

export interface LogFollower {
  readonly reading: LogReading;
  /** There may be more: read on. */
  wake: () => void;
  stop: () => void;
}

interface FollowerOptions {
  log: LogDocument;
  /** Reads a stretch from a byte offset. */
  read: (offset: number, signal: AbortSignal) => Promise<LogStretch>;
  /** Called after each stretch and change of state. */
  onChange: () => void;
}

/** Reads a log from where it is whenever it is woken, one stretch at a time, until it is complete. */
export function createLogFollower({ log, read, onChange }: FollowerOptions): LogFollower {
  const ending = new AbortController();
  let reading: LogReading = { state: 'waiting', droppedBytes: 0, error: null };
  let offset = 0;
  let busy = false;
  let again = false;

  function change(next: Partial<LogReading>) {
    reading = { ...reading, error: null, ...next };
    onChange();
  }

  async function readOn(): Promise<void> {
    let grown: boolean;
    do {
      again = false;
      const stretch = await read(offset, ending.signal);
      if (ending.signal.aborted) return;
      grown = stretch.nextOffset > offset;
      offset = stretch.nextOffset;
      log.append(stretch.pieces);
      change({ state: stretch.complete ? 'ended' : 'live', droppedBytes: stretch.droppedBytes });
    } while (reading.state === 'live' && (grown || again));
  }

  async function wake(): Promise<void> {
    again = true;
    if (busy || ending.signal.aborted || reading.state === 'ended') return;
    busy = true;
    try {
      await readOn();
    } catch (thrown) {
      const error = toEngineError(thrown);
      // Before its first attempt a job has no log; it is asked for again when the job starts.
      if (error.code === 'not-found' && offset === 0) change({ state: 'waiting' });
      else if (!ending.signal.aborted) change({ state: 'failed', error });
    } finally {
      busy = false;
    }
  }

  return {
    get reading() {
      return reading;
    },
    wake: () => void wake(),
    stop: () => ending.abort(),
  };
}
