import type { ApplicationContext } from '../context/index.ts';

/** How often in the length of a lease it is renewed. */
const beatsPerLease = 6;

/** Renews the leases of those that run. */
export const renewLeases = `UPDATE job_run SET lease_until = :until
  WHERE state = 'running' AND key IN (SELECT value FROM json_each(:keys))`;

/**
 * The leases of running jobs: each lasts for a while after its worker was heard of, and is renewed as long as that and
 * the engine live; all of them by one statement every few seconds.
 */
export interface Leases {
  /** A job begins. Its lease cannot be lost before it was heard of for the first time: its worker is being started. */
  begin(key: number): void;
  heard(key: number): void;
  end(key: number): void;
  close(): void;
}

interface Lease {
  /** How long its worker may be silent, in milliseconds: as it was when the job began, when its worker was told. */
  lengthMs: number;
  /** When its worker was heard of last, by the clock that is never set; null: not yet. */
  heardAt: number | null;
}

/**
 * @param options.leaseMs how long the worker of a job that begins now may be silent
 * @param options.lost called once for a job whose lease was not renewed
 */
export function createLeases(
  context: ApplicationContext,
  options: { leaseMs: () => number; lost: (key: number) => void },
): Leases {
  const { history, log } = context;
  const held = new Map<number, Lease>();
  let timer: NodeJS.Timeout | null = null;

  function schedule(): void {
    const pause = options.leaseMs() / beatsPerLease;
    const due = performance.now() + pause;
    timer = setTimeout(() => beat(performance.now() - due > pause), pause);
    timer.unref();
  }

  /** @param wasAway the engine itself was stopped or asleep: what it was told meanwhile is still on its way */
  function beat(wasAway: boolean): void {
    const now = performance.now();
    const kept: number[] = [];
    const lost: number[] = [];
    for (const [key, lease] of held) {
      if (wasAway && lease.heardAt !== null) lease.heardAt = now;
      const isLost = lease.heardAt !== null && now - lease.heardAt > lease.lengthMs;
      (isLost ? lost : kept).push(key);
    }
    renew(kept);
    for (const key of lost) {
      held.delete(key);
      log.warn({ job: key }, 'a worker was not heard of for as long as its lease; its job is ended');
      options.lost(key);
    }
    if (held.size > 0) schedule();
    else timer = null;
  }

  function renew(keys: readonly number[]): void {
    if (keys.length === 0) return;
    try {
      history.run(renewLeases, { until: Date.now() + options.leaseMs(), keys: JSON.stringify(keys) });
    } catch (cause) {
      // The next beat writes it; the lease that counts is the one in memory.
      log.warn({ cause: String(cause) }, 'leases could not be written');
    }
  }

  return {
    begin(key) {
      held.set(key, { lengthMs: options.leaseMs(), heardAt: null });
      if (timer === null) schedule();
    },
    heard(key) {
      const lease = held.get(key);
      if (lease !== undefined) lease.heardAt = performance.now();
    },
    end: (key) => void held.delete(key),
    close() {
      held.clear();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
