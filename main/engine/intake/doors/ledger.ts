import type { DoorCounts, DoorName, DoorSender } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { createRateMeter } from './rates.ts';
import type { RateMeter } from './rates.ts';
import type { Origin } from './types.ts';
import { createUnwritten, sum, withUnwritten } from './unwritten.ts';

/** Senders of one door that a list shows. */
const mostSenders = 200;
/** Senders whose rates are kept; a scan of ports must not fill the memory. */
const mostMeters = 1000;

/** Counts what came through the doors by sender: totals in the history, rates in memory. */
export interface Ledger {
  /** Counts; inside the transaction that made it true, where there is one. */
  add(origin: Origin, counts: Partial<DoorCounts>, problem?: string): void;
  /**
   * Counts outside a transaction; never throws: what cannot be written is kept in memory, and read as if it were.
   */
  note(origin: Origin, counts: Partial<DoorCounts>, problem: string): void;
  /** Writes what could not be written before, where it can be now. */
  settle(): void;
  /** Whether something came through a door in the last seconds. */
  isBusy(door: DoorName): boolean;
  /** What came through a door in all, and by sender, latest first. */
  read(door: DoorName): { counts: DoorCounts; rate: number; byteRate: number; senders: DoorSender[] };
}

type TotalsRow = Omit<DoorSender, 'rate' | 'byteRate' | 'lastProblem'> & {
  problem: string | null;
  problemAt: number | null;
};

const noCounts: DoorCounts = {
  new: 0,
  alreadyThere: 0,
  conflicting: 0,
  quarantined: 0,
  refused: 0,
  bytes: 0,
};
const columns = `new, already_there AS alreadyThere, conflicting, quarantined, refused, bytes`;

export function createLedger(history: History): Ledger {
  const unwritten = createUnwritten();
  const meters = new Map<string, RateMeter>();
  const meterKey = ({ door, sender }: Origin) => `${door}\n${sender}`;

  function meterOf(origin: Origin): RateMeter {
    const key = meterKey(origin);
    const meter = meters.get(key) ?? createRateMeter();
    // The one that was used last stands last, so the first is the one to forget.
    meters.delete(key);
    meters.set(key, meter);
    const [oldest] = meters.keys();
    if (meters.size > mostMeters && oldest !== undefined) meters.delete(oldest);
    return meter;
  }

  function add(
    origin: Origin,
    counts: Partial<DoorCounts>,
    problem: { at: number; message: string } | null,
  ): void {
    const { alreadyThere = 0, conflicting = 0, quarantined = 0, refused = 0, bytes = 0 } = counts;
    history.run(
      `INSERT INTO door_sender (door, sender, first_at, last_at, new, already_there, conflicting, quarantined,
           refused, bytes, problem, problem_at)
         VALUES (:door, :sender, :at, :at, :new, :alreadyThere, :conflicting, :quarantined, :refused, :bytes,
           :problem, :problemAt)
         ON CONFLICT (door, sender) DO UPDATE SET
           last_at = excluded.last_at,
           new = new + excluded.new,
           already_there = already_there + excluded.already_there,
           conflicting = conflicting + excluded.conflicting,
           quarantined = quarantined + excluded.quarantined,
           refused = refused + excluded.refused,
           bytes = bytes + excluded.bytes,
           problem = coalesce(excluded.problem, problem),
           problem_at = coalesce(excluded.problem_at, problem_at)`,
      {
        door: origin.door,
        sender: origin.sender,
        at: Date.now(),
        new: counts.new ?? 0,
        alreadyThere,
        conflicting,
        quarantined,
        refused,
        bytes,
        problem: problem?.message ?? null,
        problemAt: problem?.at ?? null,
      },
    );
    const taken = (counts.new ?? 0) + alreadyThere + conflicting;
    if (taken > 0) history.afterCommit(() => meterOf(origin).add(taken, bytes));
  }

  function settle(): void {
    try {
      unwritten.settle(({ origin, counts, problem }) => add(origin, counts, problem));
    } catch {
      // It still cannot be written: the next call tries again.
    }
  }

  return {
    add: (origin, counts, message) =>
      add(origin, counts, message === undefined ? null : { at: Date.now(), message }),
    note(origin, counts, message) {
      // Behind what waits: the last problem of a sender is to stay the last.
      unwritten.add({ origin, counts, problem: { at: Date.now(), message } });
      settle();
    },
    settle,
    isBusy(door) {
      for (const [key, meter] of meters)
        if (key.startsWith(`${door}\n`) && meter.read().rate > 0) return true;
      return false;
    },
    read(door) {
      const totals = history.get<DoorCounts>(
        `SELECT total(new) AS new, total(already_there) AS alreadyThere, total(conflicting) AS conflicting,
           total(quarantined) AS quarantined, total(refused) AS refused, total(bytes) AS bytes
         FROM door_sender WHERE door = ?`,
        [door],
      );
      const rows = history.all<TotalsRow>(
        `SELECT sender, first_at AS firstAt, last_at AS lastAt, ${columns}, problem, problem_at AS problemAt
         FROM door_sender WHERE door = ? ORDER BY last_at DESC, sender LIMIT ?`,
        [door, mostSenders],
      );
      let rate = 0;
      let byteRate = 0;
      for (const [key, meter] of meters) {
        if (!key.startsWith(`${door}\n`)) continue;
        const speed = meter.read();
        rate += speed.rate;
        byteRate += speed.byteRate;
      }
      const senders = rows.map(({ problem, problemAt, ...row }) => {
        const speed = meters.get(meterKey({ door, sender: row.sender }))?.read() ?? { rate: 0, byteRate: 0 };
        const lastProblem =
          problem === null || problemAt === null ? null : { at: problemAt, message: problem };
        return { ...row, ...speed, lastProblem };
      });
      const missing = unwritten.of(door);
      return {
        counts: missing.reduce((all, { counts }) => sum(all, counts), totals ?? noCounts),
        rate,
        byteRate,
        senders: withUnwritten(senders, missing).slice(0, mostSenders),
      };
    },
  };
}
