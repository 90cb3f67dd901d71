import type { FilterReport, JsonObject, Reason, RunState } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { recordRunInput } from '../provenance/index.ts';
import type { RunSeries } from '../provenance/index.ts';
import { storedAnswer } from './answers.ts';
import type { CompleteArrival } from './arrivals.ts';
import type { Decisions } from './callbacks.ts';
import type { EntityJob } from './entityJobs.ts';
import type { JobGraph } from './graph.ts';
import { recordFinding } from './recordFinding.ts';

/** Everything that planning found out about one arrival. */
export interface Plan {
  runId: string;
  arrival: CompleteArrival;
  /** Series per study (row keys), and instances in all, that the run has as input. */
  seriesPerStudy: Map<number, number>;
  instanceCount: number;
  /** The same by series. */
  input: readonly RunSeries[];
  headers: JsonObject;
  jobs: readonly EntityJob[];
  decisions: Decisions;
  graph: JobGraph;
  warnings: readonly Reason[];
  /** What the filters kept out; null where they are off. */
  filters: FilterReport | null;
  /** The filters let nothing pass. */
  filteredOut: boolean;
  /** What might have been wanted and cannot run. */
  faults: number;
}

/** What planning made of a plan. */
export interface RecordedRun {
  state: RunState;
}

/**
 * Writes a run with all its job runs; the arrival becomes `planned` in the same transaction.
 * @returns null where late instances have joined the arrival since: then nothing is written, and it is planned anew
 */
export function recordPlan(context: ApplicationContext, plan: Plan): RecordedRun | null {
  const { history } = context;
  return history.write(() => {
    const now = Date.now();
    if (!markPlanned(history, plan.arrival)) return null;
    const state = stateOf(plan);
    writeRun(history, plan, state, now);
    const jobRuns = writeJobRuns(history, plan, now);
    history.afterCommit(() => {
      const about = { application: context.id, run: plan.runId };
      context.events.emit('arrivals.changed', { application: context.id });
      context.events.emit('runs.changed', { ...about, state });
      for (const jobRun of jobRuns) {
        context.events.emit('job_runs.changed', {
          ...about,
          jobRun: jobRun.id,
          state: jobRun.state,
          percent: null,
        });
      }
    });
    return { state };
  });
}

function stateOf(plan: Plan): RunState {
  if (plan.filteredOut) return 'filtered-out';
  if (plan.graph.skipped.some((skipped) => skipped === null)) return 'active';
  return plan.faults > 0 ? 'failed' : 'succeeded';
}

/** False where it is not complete any more, or has more than when planning began. */
function markPlanned(history: History, arrival: CompleteArrival): boolean {
  const { changes } = history.run(
    `UPDATE arrival SET state = 'planned', problem = NULL
     WHERE id = ? AND state = 'complete' AND instance_count = ?`,
    [arrival.id, arrival.instanceCount],
  );
  // What was put aside of the same patient, study or series before is part of this run.
  if (changes > 0) {
    history.run(
      `UPDATE arrival SET state = 'planned' WHERE level = ? AND entity_id = ? AND state = 'put-aside'
         AND last_instance_at <= (SELECT completed_at FROM arrival WHERE id = ?)`,
      [arrival.level, arrival.entityId, arrival.id],
    );
  }
  return changes > 0;
}

function writeRun(history: History, plan: Plan, state: RunState, now: number): void {
  const { arrival } = plan;
  const { lastInsertRowid: number } = history.run(
    `INSERT INTO run (number, version, id, arrival_id, level, entity_id, patient_key, state, study_count,
       series_count, instance_count, planning_faults, created_at, finished_at, headers, added_params, filters)
     VALUES ((SELECT coalesce(max(number), 0) + 1 FROM run),
       (SELECT coalesce(max(version), 0) + 1 FROM run WHERE entity_id = :entityId AND level = :level),
       :id, :arrivalId, :level, :entityId, :patientKey, :state, :studies, :series, :instances, :faults, :now,
       :finishedAt, :headers, :addedParams, :filters)`,
    {
      id: plan.runId,
      arrivalId: arrival.id,
      level: arrival.level,
      entityId: arrival.entityId,
      patientKey: arrival.patientKey,
      state,
      studies: plan.seriesPerStudy.size,
      series: [...plan.seriesPerStudy.values()].reduce((sum, count) => sum + count, 0),
      instances: plan.instanceCount,
      faults: plan.faults,
      now,
      finishedAt: state === 'active' ? null : now,
      headers: JSON.stringify(plan.headers),
      addedParams: JSON.stringify(plan.decisions.addedParams),
      filters: plan.filters === null ? null : JSON.stringify(plan.filters),
    },
  );
  for (const [studyKey, count] of plan.seriesPerStudy) {
    history.run('INSERT INTO run_study (study_key, run_id, series_count) VALUES (?, ?, ?)', [
      studyKey,
      plan.runId,
      count,
    ]);
  }
  recordRunInput(history, plan.runId, plan.input);
  recordFinding(history, number, plan.input);
  plan.warnings.forEach((warning, position) => {
    history.run('INSERT INTO run_warning (run_id, position, reason) VALUES (?, ?, ?)', [
      plan.runId,
      position,
      JSON.stringify(warning),
    ]);
  });
}

type WrittenJobRun = { id: string; state: 'queued' | 'waiting' | 'skipped' };

/** Row keys count up in planning order: within one priority the queue follows them. */
function writeJobRuns(history: History, plan: Plan, now: number): WrittenJobRun[] {
  const { graph } = plan;
  const open = new Map<number, number>();
  for (const edge of graph.edges) open.set(edge.to, (open.get(edge.to) ?? 0) + 1);
  const keys = new Map<number, number>();
  const written = graph.order.map((index, position): WrittenJobRun => {
    const job = plan.jobs[index];
    if (job === undefined) throw new RangeError(`The plan has no job ${index}.`);
    const skipped = graph.skipped[index] ?? null;
    const waitsFor = skipped === null ? (open.get(index) ?? 0) : 0;
    const state = skipped !== null ? 'skipped' : waitsFor > 0 ? 'waiting' : 'queued';
    const answer = plan.decisions.answers[index] ?? null;
    const entityParams = plan.decisions.entityParams[index] ?? null;
    const id = newId();
    const { lastInsertRowid } = history.run(
      `INSERT INTO job_run (id, run_id, position, job_name, service, service_hash, job_group,
         entity_level, entity_id, entity_text, added_params, definition, channel,
         priority, timeout_ms, slots, gpus, state, reason, callback_answer, injected, open_dependencies, created_at, queued_at,
         finished_at)
       VALUES (:id, :run, :position, :jobName, :service, :serviceHash, :group,
         :entityLevel, :entityId, :entityText, :entityParams, :definition, :channel,
         :priority, :timeoutMs, :slots, :gpus, :state, :reason, :answer, :injected, :waitsFor, :now, :queuedAt, :finishedAt)`,
      {
        id,
        run: plan.runId,
        position,
        jobName: job.definition.jobName,
        service: job.service,
        serviceHash: job.serviceHash,
        group: job.group,
        entityLevel: job.entity?.level ?? null,
        entityId: job.entity?.key ?? null,
        entityText: job.entity?.text ?? null,
        entityParams: entityParams === null ? null : JSON.stringify(entityParams),
        definition: JSON.stringify(job.definition),
        channel: job.definition.channel,
        priority: job.priority,
        timeoutMs: job.timeoutMs,
        slots: job.definition.resources.cpu ?? 1,
        gpus: job.definition.resources.gpu ?? 0,
        state,
        reason: skipped === null ? null : JSON.stringify(skipped),
        answer: answer === null ? null : JSON.stringify(storedAnswer(answer)),
        injected:
          answer?.kind === 'accepted' && answer.injected !== null ? JSON.stringify(answer.injected) : null,
        waitsFor,
        now,
        queuedAt: state === 'queued' ? now : null,
        finishedAt: state === 'skipped' ? now : null,
      },
    );
    keys.set(index, lastInsertRowid);
    return { id, state };
  });
  for (const edge of graph.edges) {
    history.run('INSERT INTO job_edge (from_key, to_key, needs) VALUES (?, ?, ?)', [
      keys.get(edge.from) ?? null,
      keys.get(edge.to) ?? null,
      edge.needs,
    ]);
  }
  return written;
}
