import type { AskedFrom, Pause } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';

/** Name under which the pause of the whole application is kept; no channel has it. */
const everything = '';

/** What is paused. */
export interface Pauses {
  application: Pause | null;
  channels: ReadonlyMap<string, Pause>;
}

export function readPauses(history: History): Pauses {
  const rows = history.all<Pause & { channel: string }>(
    'SELECT channel, since, asked_from AS "from" FROM pause',
  );
  const all = new Map(rows.map(({ channel, ...pause }) => [channel, pause]));
  const application = all.get(everything) ?? null;
  all.delete(everything);
  return { application, channels: all };
}

/** Pauses a channel, or the whole application where none is named; what is paused stays so since it was. */
export function pause(history: History, channel: string | undefined, from: AskedFrom, now: number): boolean {
  return (
    history.run('INSERT INTO pause (channel, since, asked_from) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
      channel ?? everything,
      now,
      from,
    ]).changes > 0
  );
}

export function resume(history: History, channel: string | undefined): boolean {
  return history.run('DELETE FROM pause WHERE channel = ?', [channel ?? everything]).changes > 0;
}
