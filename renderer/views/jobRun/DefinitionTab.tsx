import { formatBytes, formatDuration } from '../../format/index.ts';
import { CopyButton, JsonTree, KeyValues, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

function retriesOf({ retries }: JobRun): string {
  const words = texts.jobRun.definition;
  if (retries === null) return words.noRetries;
  return words.retriesInWords(retries.times, formatDuration(retries.delay * 1000), retries.backoff);
}

function resourcesOf({ resources: { cpu, memory, gpu } }: JobRun): string {
  const words = texts.jobRun.definition;
  const parts = [
    cpu === null ? null : words.cores(cpu),
    memory === null ? null : words.memory(formatBytes(memory)),
    gpu === null ? null : words.graphicsCards(gpu),
  ];
  return parts.filter((part) => part !== null).join(', ') || words.nothing;
}

/** How its service defines it. */
export function DefinitionTab({ job }: { job: JobRun }) {
  const words = texts.jobRun.definition;
  const code = (value: string) => <span className={styles.code}>{value}</span>;
  return (
    <>
      <Section title={texts.jobRun.tabs.definition}>
        {job.description !== '' && <p className={styles.note}>{job.description}</p>}
        <KeyValues
          pairs={[
            [words.service, job.service ?? words.applicationService],
            [words.group, texts.run.groups[job.group]],
            [words.worker, code(job.worker)],
            [words.callback, code(job.callback)],
            [words.channel, job.channel],
            [words.priority, String(job.priority)],
            [words.sortPosition, String(job.sortPosition)],
            [words.timeout, formatDuration(job.timeoutSeconds * 1000)],
            [words.dependsOn, job.dependsOn.length === 0 ? words.nothing : job.dependsOn.join(', ')],
            [words.onDependencyFailure, words.dependencyFailures[job.onDependencyFailure]],
            [words.retries, retriesOf(job)],
            [words.resources, resourcesOf(job)],
            [
              words.id,
              <span key="id" className={styles.code}>
                {job.id} <CopyButton text={job.id} />
              </span>,
            ],
          ]}
        />
      </Section>
      <Section title={words.params}>
        {job.params === null ? (
          <p className={styles.nothing}>{words.noParams}</p>
        ) : (
          <JsonTree value={job.params} label={words.params} />
        )}
      </Section>
    </>
  );
}
