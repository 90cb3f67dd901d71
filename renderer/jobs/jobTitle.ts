import type { JobEntity } from '../../contract/index.ts';

/** A job by its name, with the study or series that it is about where that is not all of the run. */
export function jobTitle({ jobName, entity }: { jobName: string; entity: JobEntity | null }): string {
  return entity === null ? jobName : `${jobName} · ${entity.text === '' ? entity.level : entity.text}`;
}
