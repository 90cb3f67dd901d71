import { jobDefinitionSchema } from '../../../contract/index.ts';
import type { JobDefinition, JobGroup, Reason } from '../../../contract/index.ts';
import { groupOrder } from './jobs.ts';
import type { DefinedJob, DefinedJobs, InvalidEntry } from './jobs.ts';
import { parsePriority } from './priority.ts';
import { reason } from './reasons.ts';
import { defaultTimeoutMs, parseTimeout } from './timeout.ts';
import type { PlannedService } from './types.ts';

/** Place of a job whose definition gives none (compatibility document, section 2.4). */
const defaultSortPosition: Record<JobGroup, number> = { pre: 1, registry: 999, post: 1 };

/** Reads what the application settings and the services ask for; what is wrong becomes a warning, nothing throws. */
export function readDefinitions(settings: {
  preServices: readonly unknown[];
  postServices: readonly unknown[];
  services: readonly PlannedService[];
}): DefinedJobs {
  const jobs: DefinedJob[] = [];
  const invalid: InvalidEntry[] = [];
  const warnings: Reason[] = [];
  let faults = 0;

  function add(group: JobGroup, service: PlannedService | null, entries: readonly unknown[]): void {
    const place = service === null ? `The ${group} services` : `Service "${service.name}"`;
    entries.forEach((entry, index) => {
      const parsed = jobDefinitionSchema.safeParse(entry);
      if (parsed.success) {
        jobs.push(defineJob(group, service, parsed.data, warnings));
        return;
      }
      const jobName = nameOf(entry);
      const which = jobName === null ? `entry ${index + 1}` : `job "${jobName}"`;
      const problems = parsed.error.issues.map((issue) =>
        issue.path.length === 0 ? issue.message : `field "${issue.path.join('.')}": ${issue.message}`,
      );
      invalid.push({ group, jobName });
      faults += 1;
      warnings.push(
        reason('definition-invalid', `${place}, ${which} is no valid job: ${problems.join('; ')}.`),
      );
    });
  }

  add('pre', null, settings.preServices);
  for (const service of settings.services) {
    if (service.problem !== null) {
      faults += 1;
      warnings.push(
        reason(
          'service-invalid',
          `The settings of service "${service.name}" cannot be used: ${service.problem}`,
        ),
      );
    }
    add('registry', service, service.entries);
  }
  add('post', null, settings.postServices);

  // Sorting is stable, so that what is equal stays in the order of service name and place.
  jobs.sort(compareInAskingOrder);
  leaveOut(jobs);
  return { jobs, invalid, warnings, faults };
}

/** By group, sortPosition and service; what is equal stays as it is. */
export function compareInAskingOrder(a: OrderedJob, b: OrderedJob): number {
  return (
    groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group) ||
    a.definition.sortPosition - b.definition.sortPosition ||
    compareText(a.service ?? '', b.service ?? '')
  );
}

/** What the order goes by. */
interface OrderedJob {
  group: JobGroup;
  service: string | null;
  definition: { sortPosition: number };
}

function defineJob(
  group: JobGroup,
  service: PlannedService | null,
  definition: JobDefinition,
  warnings: Reason[],
): DefinedJob {
  const { jobName } = definition;
  const timeoutMs = parseTimeout(definition.timeout);
  const priority = parsePriority(definition.priority);
  if (timeoutMs === null) {
    warnings.push(
      reason(
        'definition-invalid',
        `Job "${jobName}", field "timeout": ${JSON.stringify(definition.timeout)} is no span of time such as 90, "30m" or "2h30m"; one hour is used.`,
      ),
    );
  }
  if (priority === null) {
    warnings.push(
      reason(
        'definition-invalid',
        `Job "${jobName}", field "priority": ${JSON.stringify(definition.priority)} is neither "default", "medium", "low" nor a number; "default" is used.`,
      ),
    );
  }
  return {
    group,
    service: service?.name ?? null,
    serviceHash: service?.contentHash ?? null,
    definition: {
      ...definition,
      dependsOn: [...new Set(definition.dependsOn.map((name) => name.trim()))].filter((name) => name !== ''),
      sortPosition: definition.sortPosition ?? defaultSortPosition[group],
      // Post services clean up and deliver: they get to run whatever became of the rest.
      onDependencyFailure: definition.onDependencyFailure ?? (group === 'post' ? 'run' : 'skip'),
    },
    timeoutMs: timeoutMs ?? defaultTimeoutMs,
    priority: priority ?? 0,
    leftOut: definition.disabled ? reason('disabled', `"${jobName}" is disabled in its settings.`) : null,
  };
}

/** Of several enabled jobs with one name the first in order is planned; the others say so. */
function leaveOut(jobs: readonly DefinedJob[]): void {
  const first = new Map<string, DefinedJob>();
  for (const job of jobs) {
    if (job.leftOut !== null) continue;
    const { jobName } = job.definition;
    const winner = first.get(jobName);
    if (winner === undefined) {
      first.set(jobName, job);
      continue;
    }
    job.leftOut = reason(
      'duplicate-job-name',
      `Another job is named "${jobName}" as well and comes first: the one of ${ownerOf(winner)}.`,
    );
  }
}

function ownerOf(job: DefinedJob): string {
  return job.service === null ? `the ${job.group} services` : `service "${job.service}"`;
}

function nameOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null || !('jobName' in entry)) return null;
  const name = entry.jobName;
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : null;
}

/** By code units, so that the order is the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
