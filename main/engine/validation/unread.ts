import { finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';
import { parsePriority, parseTimeout } from '../planning/index.ts';
import type { InspectedService } from '../services/index.ts';

/** Fields whose value planning could not read, so that the usual one would be taken. */
export function findingsOfUnreadFields({ jobs, places }: InspectedService): Finding[] {
  return jobs.flatMap((job, index) => {
    const findings: Finding[] = [];
    const note = (code: string, field: 'timeout' | 'priority', message: string) =>
      findings.push(
        finding('warning', code, `Job "${job.jobName}", field "${field}": ${message}`, {
          file: 'registry/settings.json',
          ...places[index]?.at(field),
        }),
      );
    if (parseTimeout(job.timeout) === null)
      note(
        'timeout-invalid',
        'timeout',
        `${shown(job.timeout)} is no span of time such as 90, "30m" or "2h30m"; one hour is used.`,
      );
    if (parsePriority(job.priority) === null)
      note(
        'priority-invalid',
        'priority',
        `${shown(job.priority)} is neither "default", "medium", "low" nor a number; "default" is used.`,
      );
    return findings;
  });
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
