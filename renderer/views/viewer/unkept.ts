import { toEngineError } from '../../../contract/index.ts';
import type { EngineError, ErrorCode, Measurement } from '../../../contract/index.ts';
import type { EngineClient } from '../../engine/index.ts';

/** What the engine cannot take just now is tried again after so long, in milliseconds. */
const againMs = 5000;
/** What the engine says of a measurement itself. After anything else it may be kept another time: no work is lost by it. */
const refusals: ReadonlySet<ErrorCode> = new Set(['validation-failed', 'not-found', 'application-not-found']);

type Engine = Pick<EngineClient, 'request'>;

/** Who hears what comes of a change. */
export interface ChangeHearing {
  /** The engine has it: what is kept is another than before. */
  changed: () => void;
  /** It waits; said once, until the engine takes something again. */
  waits: (error: EngineError) => void;
  /** It will not be kept, or removed. */
  refused: (ids: readonly string[], error: EngineError) => void;
}

interface Change {
  study: string;
  ids: readonly string[];
  /** Null: they are removed. */
  measurement: Measurement | null;
  hear: ChangeHearing;
}

/** Changes of measurements in an application that the engine does not have yet. */
interface Unkept {
  keep: (study: string, measurement: Measurement, hear: ChangeHearing) => void;
  remove: (study: string, ids: readonly string[], hear: ChangeHearing) => void;
  /** What comes of those of a study is heard here from now on. */
  takeOver: (study: string, hear: ChangeHearing) => void;
  /** Those of a study by id, as they will be; null for what is removed. */
  of: (study: string) => ReadonlyMap<string, Measurement | null>;
}

const known = new WeakMap<Engine, Map<string, Unkept>>();

/**
 * The same for all views of an application: each measurement has one last change, and no view that was left writes an
 * older one over it.
 */
export function unkeptOf(engine: Engine, application: string): Unkept {
  const byApplication = known.get(engine) ?? new Map<string, Unkept>();
  known.set(engine, byApplication);
  const unkept = byApplication.get(application) ?? createUnkept(engine, application);
  byApplication.set(application, unkept);
  return unkept;
}

function createUnkept(engine: Engine, application: string): Unkept {
  /** The last change of each. */
  const changes = new Map<string, Change>();
  let again: ReturnType<typeof setTimeout> | undefined;
  let isWaiting = false;

  function add(change: Change): void {
    for (const id of change.ids) changes.set(id, change);
    void send(change);
  }
  /** Ids of which there was no other change since. */
  const lastOf = (change: Change) => change.ids.filter((id) => changes.get(id) === change);

  async function send(change: Change): Promise<void> {
    const { measurement } = change;
    try {
      if (measurement !== null) await engine.request('measurements.keep', { application, measurement });
      else await engine.request('measurements.remove', { application, ids: lastOf(change) });
      isWaiting = false;
      for (const id of lastOf(change)) changes.delete(id);
      change.hear.changed();
    } catch (cause) {
      const left = lastOf(change);
      if (left.length === 0) return;
      const error = toEngineError(cause);
      if (!refusals.has(error.code)) {
        if (!isWaiting) change.hear.waits(error);
        isWaiting = true;
        again ??= setTimeout(sendAll, againMs);
        return;
      }
      for (const id of left) changes.delete(id);
      change.hear.refused(left, error);
    }
  }
  function sendAll(): void {
    again = undefined;
    for (const change of new Set(changes.values())) void send(change);
  }
  const ofStudy = (study: string) => [...changes].filter(([, change]) => change.study === study);

  return {
    keep: (study, measurement, hear) => add({ study, ids: [measurement.id], measurement, hear }),
    remove: (study, ids, hear) => add({ study, ids, measurement: null, hear }),
    takeOver(study, hear) {
      for (const [, change] of ofStudy(study)) change.hear = hear;
    },
    of: (study) => new Map(ofStudy(study).map(([id, { measurement }]) => [id, measurement])),
  };
}
