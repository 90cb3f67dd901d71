import type { ServiceDraft } from '../../../contract/index.ts';
import { exampleFiles, readExample } from './examples.ts';
import type { DraftFile } from './examples.ts';
import { writeTrigger } from './trigger/index.ts';

/** Every file of the service that a draft would become, the registry first. */
export function draftFiles(templates: string, draft: ServiceDraft): DraftFile[] {
  return [
    { path: 'registry/settings.json', text: settingsText(templates, draft) },
    { path: 'registry/trigger.py', text: writeTrigger(draft.trigger) },
    ...exampleFiles(templates, draft.example),
  ].sort((a, b) => Number(a.path.startsWith('module/')) - Number(b.path.startsWith('module/')));
}

/** Its settings.json: an array of one job. What nobody said is left out where that changes what is usual. */
function settingsText(templates: string, { example, name, description, job }: ServiceDraft): string {
  const own = readExample(templates, example);
  const grouping = job.grouping === undefined ? own.job.grouping : job.grouping;
  const entry = {
    jobName: job.jobName ?? name,
    description: description === '' ? own.description : description,
    worker: `${name}.worker`,
    callback: `${name}.callback`,
    ...(job.dependsOn !== undefined && job.dependsOn.length > 0 && { dependsOn: job.dependsOn }),
    channel: job.channel ?? 'default',
    timeout: job.timeout ?? own.job.timeout,
    ...(job.priority !== undefined && { priority: job.priority }),
    ...(job.sortPosition !== undefined && { sortPosition: job.sortPosition }),
    ...(grouping !== null && { grouping }),
    ...(job.retries !== undefined && { retries: job.retries }),
    ...(job.onDependencyFailure !== undefined && { onDependencyFailure: job.onDependencyFailure }),
    ...(job.resources !== undefined && { resources: job.resources }),
    params: job.params ?? own.job.params,
  };
  return `${JSON.stringify([entry], null, 2)}\n`;
}
