import { jobDefinitionSchema } from '../../contract/index.ts';
import type { Flow, JobDefinition, JobGroup, ServiceSummary } from '../../contract/index.ts';
import { readFlow } from './history/index.ts';
import type { KnownJob } from './history/index.ts';
import type { OpenApplication } from './openApplicationTypes.ts';

/** What flows through an application now. */
export function flowOf({ context, services }: OpenApplication): Flow {
  const { preServices, postServices } = context.options();
  const known = [
    ...entriesOf('pre', preServices),
    ...services.list().flatMap(jobsOf),
    ...entriesOf('post', postServices),
  ];
  return readFlow(context.history, known, Date.now());
}

function jobsOf({ name, jobs, isEnabled }: ServiceSummary): KnownJob[] {
  return jobs.map((job) => ({
    ...knownJob('registry', name, job),
    isDisabled: job.disabled || !isEnabled,
  }));
}

/** Entries that planning could not read either are left out. */
function entriesOf(group: JobGroup, entries: readonly unknown[]): KnownJob[] {
  return entries.flatMap((entry) => {
    const parsed = jobDefinitionSchema.safeParse(entry);
    return parsed.success ? [knownJob(group, null, parsed.data)] : [];
  });
}

function knownJob(group: JobGroup, service: string | null, job: JobDefinition): KnownJob {
  const { jobName, dependsOn, disabled } = job;
  return { jobName, service, group, dependsOn, isInstalled: true, isDisabled: disabled };
}
