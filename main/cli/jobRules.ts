import type { JobRunDetail, JobRunSummary } from '../../contract/index.ts';

/** When a job run is tried again, or nothing. */
export function retryInWords({ retry }: Pick<JobRunSummary, 'retry'>): string {
  if (retry === null) return '';
  return `tried again at ${new Date(retry.at).toLocaleTimeString()}, attempt ${retry.attempt} of ${retry.of}`;
}

/** What its definition says about failures and the machine, where it says anything. */
export function rulesInWords({
  retries,
  onDependencyFailure,
  resources,
}: Pick<JobRunDetail, 'retries' | 'onDependencyFailure' | 'resources'>): string | null {
  const { cpu, memory, gpu } = resources;
  const rules = [
    retries === null
      ? null
      : `up to ${retries.times} more attempts after ${retries.on.join(', ')}, the first after ${retries.delay} s`,
    onDependencyFailure === 'run' ? 'runs whatever becomes of what it depends on' : null,
    cpu === null ? null : `${cpu} cores`,
    memory === null ? null : `${Math.round(memory / 1024 ** 2)} MB of memory`,
    gpu === null ? null : `${gpu} graphics cards`,
  ].filter((rule) => rule !== null);
  return rules.length === 0 ? null : `Rules: ${rules.join('; ')}`;
}
