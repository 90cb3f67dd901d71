import type { TimelineJob } from '../../../../contract/index.ts';

/** A job by its name, with what it is about where that is not all of the run. */
export function titleOf({ jobName, entity }: TimelineJob): string {
  return entity === null ? jobName : `${jobName} · ${entity}`;
}
