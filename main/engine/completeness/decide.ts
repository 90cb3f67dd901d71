import type { ApplicationOptions, PutAside } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { judge } from './judge.ts';
import type { CompletedBy, Judgement } from './judge.ts';
import { forgetCommitted } from './commitments.ts';
import { forgetFetched } from './fetches.ts';
import { forgetExpected, readContents } from './missing.ts';

interface CollectingRow {
  id: string;
  dueAt: number;
  heldUntil: number | null;
  maximumAt: number | null;
  /** JSON. */
  missing: string;
}

const columns = 'id, due_at AS dueAt, held_until AS heldUntil, maximum_at AS maximumAt, missing';

export const dueArrivals = `SELECT ${columns} FROM arrival
  WHERE state = 'collecting' AND look_at <= :now LIMIT :limit`;

/** While peers are asked, an arrival is looked at again after so many milliseconds at the latest. */
const askedPause = 2000;

/** When arrivals are decided about, and with what. */
export interface Moment {
  now: number;
  /** The association that delivered them has just ended. */
  associationEnded: boolean;
  /** Whether nobody has to be asked any more before an arrival becomes complete. */
  isSure: (arrivalId: string) => boolean;
}

/** What became of arrivals that were looked at. */
export interface Decided {
  completed: number;
  /** Something about them is to be shown in another way. */
  changed: boolean;
}

/** Decides about collecting arrivals whose time has come, at most `limit` of them. Inside a transaction. */
export function decideDue(
  history: History,
  options: ApplicationOptions,
  { limit, ...moment }: Moment & { limit: number },
): Decided {
  const due = history.all<CollectingRow>(dueArrivals, { now: moment.now, limit });
  return decideEach(history, options, due, moment);
}

/** Decides about those of the arrivals that are collecting. Inside a transaction. */
export function decideThese(
  history: History,
  options: ApplicationOptions,
  ids: Iterable<string>,
  moment: Moment,
): Decided {
  const rows = [...ids].flatMap(
    (id) =>
      history.get<CollectingRow>(`SELECT ${columns} FROM arrival WHERE id = ? AND state = 'collecting'`, [
        id,
      ]) ?? [],
  );
  return decideEach(history, options, rows, moment);
}

function decideEach(
  history: History,
  options: ApplicationOptions,
  rows: readonly CollectingRow[],
  { isSure, ...moment }: Moment,
): Decided {
  const { afterMaximumWait } = options.completeness;
  const decided: Decided = { completed: 0, changed: false };
  for (const row of rows) {
    const contents = readContents(history, row.id, options.completeness);
    const judged = judge({ ...row, ...contents, ...moment }, afterMaximumWait);
    const judgement: Judgement =
      judged.kind === 'complete' && judged.by !== 'maximum-wait' && !isSure(row.id)
        ? { kind: 'wait', lookAt: moment.now + askedPause }
        : judged;
    // Its run tells what lay aside when it was complete, unless a person began it.
    const told = judgement.kind === 'complete' ? [...contents.missing, ...contents.aside] : contents.missing;
    const missing = JSON.stringify(told);
    if (missing !== row.missing || judgement.kind !== 'wait') decided.changed = true;
    history.run('UPDATE arrival SET missing = ?, look_at = ? WHERE id = ?', [
      missing,
      judgement.kind === 'wait' ? judgement.lookAt : null,
      row.id,
    ]);
    if (judgement.kind === 'complete') {
      complete(history, row.id, judgement.by, moment.now);
      decided.completed += 1;
    } else if (judgement.kind === 'put-aside') {
      const lacking = contents.missing.map(({ message }) => message).join(' ');
      const message = `It was not complete when the maximum wait was over. ${lacking}`;
      putAside(history, row.id, { code: 'maximum-wait', message });
    }
  }
  return decided;
}

/**
 * Makes an arrival complete, whatever it lacks.
 * @returns whether it was not yet
 */
export function complete(history: History, id: string, by: CompletedBy, now: number): boolean {
  const { changes } = history.run(
    `UPDATE arrival SET state = 'complete', completed_by = :by, completed_at = :now, put_aside = NULL
     WHERE id = :id AND state IN ('collecting', 'put-aside')`,
    { id, by, now },
  );
  if (changes > 0) forgetAnnounced(history, id);
  return changes > 0;
}

/** Keeps an arrival from being processed until more of it comes or somebody says so. */
export function putAside(history: History, id: string, why: PutAside): void {
  // A note on late instances of the same patient, study or series is superseded: this arrival holds everything.
  history.run(
    `UPDATE arrival SET state = 'planned' WHERE state = 'put-aside'
     AND (level, entity_id) = (SELECT level, entity_id FROM arrival WHERE id = ?)`,
    [id],
  );
  history.run("UPDATE arrival SET state = 'put-aside', put_aside = ? WHERE id = ?", [
    JSON.stringify(why),
    id,
  ]);
  forgetAnnounced(history, id);
}

/** What comes after an arrival has ended is another one. */
function forgetAnnounced(history: History, id: string): void {
  forgetExpected(history, id);
  forgetCommitted(history, id);
  forgetFetched(history, id);
}
