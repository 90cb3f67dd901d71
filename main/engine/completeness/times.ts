import type { ApplicationOptions } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { quietMsOf } from './senders.ts';

/** What follows for the times of an arrival from its instances, its senders and who asked to wait. */
const retime = (which: string) => `UPDATE arrival
  SET due_at = known.due, maximum_at = known.maximum, look_at = min(known.due, coalesce(known.maximum, known.due))
  FROM (SELECT id,
      max(coalesce((SELECT max(last_at + quiet_ms) FROM arrival_sender WHERE arrival_id = arrival.id),
        last_instance_at), coalesce(held_until, 0)) AS due,
      iif(:maximumMs IS NULL, NULL, max(first_instance_at + :maximumMs, coalesce(held_until, 0))) AS maximum
    FROM arrival WHERE ${which} AND state = 'collecting') AS known
  WHERE arrival.id = known.id RETURNING arrival.look_at AS lookAt`;

function maximumMs(options: ApplicationOptions): number | null {
  const seconds = options.completeness.maximumWaitSeconds;
  return seconds === null ? null : Math.round(seconds * 1000);
}

/**
 * Writes when an arrival is due and when it is to be looked at next.
 * @returns the latter, in ms since the epoch
 */
export function retimeArrival(history: History, options: ApplicationOptions, id: string): number {
  const row = history.get<{ lookAt: number }>(retime('id = :id'), { id, maximumMs: maximumMs(options) });
  return row?.lookAt ?? 0;
}

/** The same for all that collect, whose senders may have other quiet times now. */
export function retimeAll(history: History, options: ApplicationOptions): void {
  const senders = history.all<{ id: string; sender: string }>(
    `SELECT arrival.id, arrival_sender.sender FROM arrival
       JOIN arrival_sender ON arrival_sender.arrival_id = arrival.id WHERE arrival.state = 'collecting'`,
  );
  for (const { id, sender } of senders) {
    history.run('UPDATE arrival_sender SET quiet_ms = ? WHERE arrival_id = ? AND sender = ?', [
      quietMsOf(options, sender),
      id,
      sender,
    ]);
  }
  history.run(retime('true'), { maximumMs: maximumMs(options) });
}

const ofCollecting = "arrival_id IN (SELECT id FROM arrival WHERE state = 'collecting')";

/** Times that lie ahead were written by a clock that was set back since; they become now. */
export function holdBackClock(history: History, now: number): void {
  history.run(`UPDATE arrival_sender SET last_at = :now WHERE last_at > :now AND ${ofCollecting}`, { now });
  history.run(
    `UPDATE arrival SET last_instance_at = min(last_instance_at, :now),
       first_instance_at = min(first_instance_at, :now)
     WHERE state = 'collecting' AND last_instance_at > :now`,
    { now },
  );
}

/**
 * Moves the times of all that collect by what the clock was set, or the machine slept: nothing could come meanwhile,
 * so that time was not quiet.
 * @param ms a step of the clock; steps back are `holdBackClock`'s
 */
export function followClock(history: History, ms: number, now: number): void {
  history.run(`UPDATE arrival_sender SET last_at = min(last_at + :ms, :now) WHERE ${ofCollecting}`, {
    ms,
    now,
  });
  history.run(
    `UPDATE arrival SET last_instance_at = min(last_instance_at + :ms, :now),
       first_instance_at = min(first_instance_at + :ms, :now), held_until = held_until + :ms
     WHERE state = 'collecting'`,
    { ms, now },
  );
}

/** When completeness is to look next, in ms since the epoch; null when nothing is due by itself. */
export function nextLook(history: History): number | null {
  return (
    history.get<{ at: number | null }>("SELECT min(look_at) AS at FROM arrival WHERE state = 'collecting'")
      ?.at ?? null
  );
}
