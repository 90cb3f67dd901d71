import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RetentionPart } from '../../../../contract/index.ts';
import { runFolders } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { inputFolder } from '../dataFolder.ts';
import { listed } from './words.ts';

/** What a requeue must know about a run's own row. */
export interface RequeuedRun {
  id: string;
  number: number;
  state: string;
  instanceCount: number;
  finishedAt: number | null;
  /** When what it asked for at its end was done. */
  deliveredAt: number | null;
  patientId: string;
}

const advice = 'Process the data again in place of it: the archive still has the images.';

/** Why a run as a whole cannot go on, or null. */
export function runRefusal(context: ApplicationContext, run: RequeuedRun): string | null {
  if (run.state === 'replaced') {
    return `Run ${run.number} was replaced by a later version, which has all of its data. Requeue jobs of that one.`;
  }
  const removing = context.history.get<{ problem: string | null }>(
    'SELECT problem FROM run_removed WHERE run_id = ? AND done_at IS NULL ORDER BY problem IS NULL',
    [run.id],
  );
  if (removing !== undefined && removing.problem !== null) {
    return `Files of run ${run.number} are to go, for their age or size, and cannot: ${removing.problem} It is tried again and again. ${advice}`;
  }
  if (removing !== undefined) {
    return `Files of run ${run.number} are being removed at this moment, for their age or size. Requeue when that is done.`;
  }
  const cleaned = removalOf(context, run.id, 'inputs');
  if (cleaned !== undefined) {
    return `The input images of run ${run.number} were removed at ${moment(cleaned.at)}. ${cleaned.message} ${advice}`;
  }
  const { data } = runFolders(context.folders, run.id);
  const when = run.finishedAt === null ? '' : ` at ${moment(run.deliveredAt ?? run.finishedAt)} or later`;
  if (!existsSync(data)) return `The data of run ${run.number} was removed${when}. ${advice}`;
  const input = path.join(data, ...inputFolder(run.patientId).split('/'));
  if (run.instanceCount > 0 && !existsSync(input)) {
    return `The input images of run ${run.number} were removed${when}, as one of its jobs asked. ${advice}`;
  }
  return null;
}

/** What was deleted since the run ended, which the jobs about to run again may look for; null: nothing. */
export function deletedNote(
  context: ApplicationContext,
  run: RequeuedRun,
  opened: ReadonlySet<number>,
): string | null {
  if (run.finishedAt === null) return null;
  const cleaned = removalOf(context, run.id, 'results');
  if (cleaned !== undefined) {
    return `Files that jobs of run ${run.number} had left were removed at ${moment(cleaned.at)}. ${cleaned.message} If they are missed now, requeue the jobs that make them from there down.`;
  }
  const makers = context.history
    .all<{ key: number; jobName: string }>(
      `SELECT key, job_name AS jobName FROM job_run
       WHERE run_id = ? AND state = 'succeeded' AND json_type(injected, '$.deleted') IN ('text', 'array')
       ORDER BY key`,
      [run.id],
    )
    .filter(({ key }) => !opened.has(key));
  if (makers.length === 0) return null;
  const names = listed(makers.map(({ jobName }) => jobName));
  return `What ${names} had marked as "deleted" was removed when run ${run.number} ended, at ${moment(run.deliveredAt ?? run.finishedAt)}. If it is missed now, requeue ${names} from there down.`;
}

function removalOf(
  { history }: ApplicationContext,
  run: string,
  part: RetentionPart,
): { at: number; message: string } | undefined {
  return history.get('SELECT at, message FROM run_removed WHERE run_id = ? AND part = ?', [run, part]);
}

/** `2026-01-31 14:05`, in the time of this machine. */
function moment(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
