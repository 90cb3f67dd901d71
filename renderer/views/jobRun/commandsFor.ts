import type { JobRun } from './types.ts';

type What = 'show' | 'log' | 'requeue' | 'again' | 'open';

/** What `dcm-processor` is called with for a job run; ids need no quotes in any shell. */
export function commandsFor({
  id,
  application,
  attempts,
  finishedAt,
}: Pick<JobRun, 'id' | 'application' | 'attempts' | 'finishedAt'>): { what: What; command: string }[] {
  const ran = attempts > 0;
  const ended = finishedAt !== null;
  return [
    { what: 'show', command: `dcm-processor show job ${id}` },
    ...(ran ? [{ what: 'log', command: `dcm-processor logs job ${id} --app ${application}` } as const] : []),
    ...(ended
      ? [{ what: 'requeue', command: `dcm-processor requeue job ${id} --app ${application}` } as const]
      : []),
    ...(ran && ended
      ? ([
          { what: 'again', command: `dcm-processor again job ${id}` },
          { what: 'open', command: `dcm-processor open job ${id}` },
        ] as const)
      : []),
  ];
}
