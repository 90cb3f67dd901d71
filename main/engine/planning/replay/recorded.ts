import {
  jobDefinitionSchema,
  jobGroupSchema,
  jsonObjectSchema,
  reasonSchema,
} from '../../../../contract/index.ts';
import type { JobEntity, JobGroup, JsonObject, Reason } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import type { HeaderPayload } from '../../dispatch/index.ts';
import type { DefinedJob } from '../jobs.ts';
import type { Scope } from '../scopes.ts';

/** A job as planning left it then. */
export interface RecordedJob {
  service: string | null;
  group: JobGroup;
  definition: DefinedJob['definition'];
  entity: JobEntity | null;
  scope: Scope;
  /** Why planning skipped it; null where it was to run, whatever became of it. */
  skipped: Reason | null;
  injected: JsonObject | null;
}

interface Row {
  service: string | null;
  job_group: string;
  definition: string;
  entity_level: JobEntity['level'] | null;
  entity_id: string | null;
  entity_text: string | null;
  state: string;
  reason: string | null;
  injected: string | null;
}

/** Reasons of planning; others, such as a dependency that failed, came later. */
const plannedReasons: ReadonlySet<Reason['code']> = new Set([
  'callback-declined',
  'callback-failed',
  'disabled',
  'dependency-missing',
  'dependency-skipped',
  'dependency-circular',
  'duplicate-job-name',
  'definition-invalid',
  'channel-not-served',
]);

/** Reasons that a job has by itself, not by what it depends on. */
const ownReasons: ReadonlySet<Reason['code']> = new Set([
  'callback-declined',
  'callback-failed',
  'disabled',
  'duplicate-job-name',
  'channel-not-served',
]);

/** The jobs of a run in the order in which they were planned. */
export function recordedJobs(history: History, runId: string, headers: HeaderPayload): RecordedJob[] {
  const studyOf = new Map(
    headers.studies.flatMap((study) => study.series.map((series) => [series.id, study.id] as const)),
  );
  const rows = history.all<Row>(
    `SELECT service, job_group, definition, entity_level, entity_id, entity_text, state, reason, injected
     FROM job_run WHERE run_id = ? ORDER BY position`,
    [runId],
  );
  return rows.map((row) => {
    const definition = jobDefinitionSchema.parse(JSON.parse(row.definition));
    const entity =
      row.entity_level === null
        ? null
        : { level: row.entity_level, key: row.entity_id ?? '', text: row.entity_text ?? '' };
    const reason = row.reason === null ? null : reasonSchema.parse(JSON.parse(row.reason));
    const group = jobGroupSchema.parse(row.job_group);
    return {
      service: row.service,
      group,
      definition: {
        ...definition,
        sortPosition: definition.sortPosition ?? 0,
        onDependencyFailure: definition.onDependencyFailure ?? (group === 'post' ? 'run' : 'skip'),
      },
      entity,
      scope: scopeOf(entity, studyOf),
      skipped: row.state === 'skipped' && reason !== null && plannedReasons.has(reason.code) ? reason : null,
      injected: row.injected === null ? null : jsonObjectSchema.parse(JSON.parse(row.injected)),
    };
  });
}

function scopeOf(entity: JobEntity | null, studyOf: ReadonlyMap<string, string>): Scope {
  if (entity === null) return [];
  return entity.level === 'study' ? [entity.key] : [studyOf.get(entity.key) ?? '', entity.key];
}

/** What a recorded job is skipped for in a graph that is built anew. */
export function ownReason({ skipped }: RecordedJob): Reason | null {
  return skipped !== null && ownReasons.has(skipped.code) ? skipped : null;
}
