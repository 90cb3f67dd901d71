import type { DoorCounts, DoorName, DoorSender } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { createRateMeter } from './rates.ts';
import type { RateMeter } from './rates.ts';
import type { Origin } from './types.ts';

/** Senders of one door that a list shows. */
const mostSenders = 200;
/** Senders whose rates are kept; a scan of ports must not fill the memory. */
const mostMeters = 1000;

/** Counts what came through the doors by sender: totals in the history, rates in memory. */
export interface Ledger {
  /** Counts; inside the transaction that made it true, where there is one. */
  add(origin: Origin, counts: Partial<DoorCounts>, problem?: string): void;
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

  return {
    add(origin, counts, problem) {
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
          problem: problem ?? null,
          problemAt: problem === undefined ? null : Date.now(),
        },
      );
      const taken = (counts.new ?? 0) + alreadyThere + conflicting;
      if (taken > 0) history.afterCommit(() => meterOf(origin).add(taken, bytes));
    },
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
      return { counts: totals ?? noCounts, rate, byteRate, senders };
    },
  };
}
