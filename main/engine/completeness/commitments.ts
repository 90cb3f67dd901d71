import type { Missing } from '../../../contract/index.ts';
import { inTurn } from '../context/index.ts';
import type { History } from '../database/index.ts';

/** Named instances that are noted in one transaction: others are served between two. */
const batchSize = 1000;
/** How long requests are remembered that concern nothing that arrives, in milliseconds. */
const rememberedMs = 24 * 3_600_000;

/** What senders asked storage commitment for. */
export interface Commitments {
  /**
   * Notes the instances of a request, by SOP Instance UID.
   * @param named those that are not archived first, so that an arrival is not taken for complete in between
   * @returns arrivals that may be decided about in another way now
   */
  note(named: readonly string[]): Promise<string[]>;
  /**
   * Finds which of the awaited instances were archived since it was asked last. Inside a transaction.
   * @returns arrivals that may be decided about in another way now
   */
  findCome(): string[];
}

/** What of the requests concerns an arrival: those that name an instance of its series. */
const requestsOf = `SELECT DISTINCT one.request FROM arrival_series
  CROSS JOIN committed_instance AS one ON one.series_key = arrival_series.series_key
  WHERE arrival_series.arrival_id = :id`;

/** Collecting arrivals that a request concerns. */
const arrivalsOf = `SELECT DISTINCT arrival.id FROM committed_instance AS one
  CROSS JOIN arrival_series ON arrival_series.series_key = one.series_key
  CROSS JOIN arrival ON arrival.id = arrival_series.arrival_id AND arrival.state = 'collecting'`;

/** Opens what is noted of them; it is kept in the history. */
export function createCommitments(history: History): Commitments {
  const turn = inTurn();
  /** All instances up to this key were looked at; null: every awaited one has to be looked for. */
  let lookedUpTo: number | null = null;
  forgetOld(history, Date.now());

  async function noteAll(named: readonly string[]): Promise<string[]> {
    if (!concernsAnything(history, named)) return [];
    const now = Date.now();
    const request = history.write(() => {
      forgetOld(history, now);
      return newRequest(history);
    });
    for (let at = 0; at < named.length; at += batchSize) {
      history.write(() => noteSome(history, request, named.slice(at, at + batchSize), now));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return concernedBy(history, [request]);
  }

  return {
    note: (named) => turn(() => noteAll(named)),
    findCome() {
      if (history.get('SELECT 1 FROM committed_instance WHERE series_key IS NULL LIMIT 1') === undefined) {
        lookedUpTo = null;
        return [];
      }
      const newest = history.get<{ key: number | null }>('SELECT max(key) AS key FROM instance')?.key ?? 0;
      const come = findAmong(history, lookedUpTo);
      // A transaction that fails leaves them to be looked up again.
      history.afterCommit(() => {
        lookedUpTo = newest;
      });
      return concernedBy(history, come);
    },
  };
}

/** False where all named instances were archived and processed: nothing waits for any of them. */
function concernsAnything(history: History, named: readonly string[]): boolean {
  for (let at = 0; at < named.length; at += batchSize) {
    const found = history.get(
      `SELECT 1 FROM json_each(?) AS wanted
         LEFT JOIN instance ON instance.SOPInstanceUID = wanted.value
       WHERE instance.key IS NULL OR EXISTS (SELECT 1 FROM arrival_series
         CROSS JOIN arrival ON arrival.id = arrival_series.arrival_id AND arrival.state = 'collecting'
         WHERE arrival_series.series_key = instance.series_key) LIMIT 1`,
      [JSON.stringify(named.slice(at, at + batchSize))],
    );
    if (found !== undefined) return true;
  }
  return false;
}

function newRequest(history: History): number {
  const sql = 'SELECT coalesce(max(request), 0) + 1 AS request FROM committed_instance';
  return history.get<{ request: number }>(sql)?.request ?? 1;
}

function noteSome(history: History, request: number, uids: readonly string[], now: number): void {
  const wanted = JSON.stringify(uids);
  // Requests that name the same instance are of the same study: what one awaits, the other does as well.
  history.run(
    `UPDATE committed_instance SET request = :request WHERE request IN (
       SELECT known.request FROM json_each(:wanted) AS wanted
         CROSS JOIN committed_instance AS known ON known.SOPInstanceUID = wanted.value
       WHERE known.request <> :request)`,
    { request, wanted },
  );
  history.run(
    `INSERT INTO committed_instance (SOPInstanceUID, request, series_key, told_at)
     SELECT wanted.value, :request,
       (SELECT series_key FROM instance WHERE SOPInstanceUID = wanted.value), :now
     FROM json_each(:wanted) AS wanted WHERE true
     ON CONFLICT DO UPDATE SET told_at = excluded.told_at, series_key = excluded.series_key`,
    { request, wanted, now },
  );
}

/** @returns the requests of which something came */
function findAmong(history: History, lookedUpTo: number | null): number[] {
  // The plus has those looked up that came, which are few, and not all that are awaited.
  const which =
    lookedUpTo === null
      ? `series_key IS NULL AND EXISTS (
           SELECT 1 FROM instance WHERE instance.SOPInstanceUID = committed_instance.SOPInstanceUID)`
      : `+series_key IS NULL AND SOPInstanceUID IN (SELECT SOPInstanceUID FROM instance WHERE key > :lookedUpTo)`;
  const rows = history.all<{ request: number }>(
    `UPDATE committed_instance SET series_key =
       (SELECT series_key FROM instance WHERE instance.SOPInstanceUID = committed_instance.SOPInstanceUID)
     WHERE ${which} RETURNING request`,
    lookedUpTo === null ? {} : { lookedUpTo },
  );
  return [...new Set(rows.map(({ request }) => request))];
}

function concernedBy(history: History, requests: readonly number[]): string[] {
  if (requests.length === 0) return [];
  return history
    .all<{ id: string }>(`${arrivalsOf} WHERE one.request IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(requests),
    ])
    .map(({ id }) => id);
}

/** Forgets requests of long ago that no collecting arrival waits for. */
function forgetOld(history: History, now: number): void {
  if (!anythingCommitted(history)) return;
  history.run(
    `DELETE FROM committed_instance WHERE request IN (
       SELECT request FROM committed_instance GROUP BY request HAVING max(told_at) < :before)
     AND request NOT IN (SELECT one.request FROM committed_instance AS one
       CROSS JOIN arrival_series ON arrival_series.series_key = one.series_key
       CROSS JOIN arrival ON arrival.id = arrival_series.arrival_id AND arrival.state = 'collecting')`,
    { before: now - rememberedMs },
  );
}

/** True while any request is noted. */
export function anythingCommitted(history: History): boolean {
  return history.get('SELECT 1 FROM committed_instance LIMIT 1') !== undefined;
}

/** What an arrival has of the requests that concern it. */
export interface Committed {
  /** Instances that they name; 0: none concerns it. */
  named: number;
  received: number;
  /** Not archived, but in quarantine. */
  quarantined: number;
}

/** Reads what an arrival has of what its senders asked storage commitment for. */
export function committedFor(history: History, arrivalId: string): Committed {
  // The plus keeps the type of the column from keeping the index from being used.
  const row = history.get<Committed>(
    `SELECT count(*) AS named, count(series_key) AS received,
       count(CASE WHEN series_key IS NULL AND EXISTS (SELECT 1 FROM quarantine
         WHERE reason <> 'conflicting'
           AND header ->> 'SOPInstanceUID' = +committed_instance.SOPInstanceUID) THEN 1 END) AS quarantined
     FROM committed_instance WHERE request IN (${requestsOf})`,
    { id: arrivalId },
  );
  return row ?? { named: 0, received: 0, quarantined: 0 };
}

/** What an arrival still lacks of it, and what lies in quarantine of it, as sentences. */
export function committedInWords({ named, received, quarantined }: Committed): {
  missing: Missing[];
  aside: Missing[];
} {
  if (named === received) return { missing: [], aside: [] };
  const [one, lie] = quarantined === 1 ? ['1', 'lies'] : [`${quarantined}`, 'lie'];
  const has = named === 1 ? 'has' : 'have';
  const words = `${received} of ${named} instances that were named for storage commitment ${has} arrived.`;
  const message = quarantined === 0 ? words : `${words} ${one} of them ${lie} in quarantine.`;
  const entry: Missing = { code: 'committed-instances', message };
  return received + quarantined < named ? { missing: [entry], aside: [] } : { missing: [], aside: [entry] };
}

/** Studies (UIDs) of which an instance came with an arrival that nobody asked storage commitment for. */
export function unnamedStudies(history: History, arrivalId: string): Set<string> {
  const rows = history.all<{ uid: string }>(
    `SELECT study.StudyInstanceUID AS uid FROM arrival
       CROSS JOIN arrival_series ON arrival_series.arrival_id = arrival.id
       CROSS JOIN series ON series.key = arrival_series.series_key
       CROSS JOIN study ON study.key = series.study_key
     WHERE arrival.id = ? AND EXISTS (SELECT 1 FROM instance
       WHERE instance.series_key = series.key AND instance.received_at >= arrival.first_instance_at
         AND NOT EXISTS (SELECT 1 FROM committed_instance AS one
           WHERE one.SOPInstanceUID = instance.SOPInstanceUID))`,
    [arrivalId],
  );
  return new Set(rows.map(({ uid }) => uid));
}

/** Forgets the requests of an arrival that has ended, but for what another one still waits for. */
export function forgetCommitted(history: History, arrivalId: string): void {
  if (!anythingCommitted(history)) return;
  const requests = history.all<{ request: number }>(requestsOf, { id: arrivalId });
  history.run(
    `DELETE FROM committed_instance WHERE series_key IN (
       SELECT series_key FROM arrival_series WHERE arrival_id = ?)`,
    [arrivalId],
  );
  for (const { request } of requests) {
    history.run(
      `DELETE FROM committed_instance WHERE request = :request AND NOT EXISTS (
         SELECT 1 FROM committed_instance WHERE request = :request AND series_key IS NOT NULL)`,
      { request },
    );
  }
}
