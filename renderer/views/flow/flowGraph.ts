import type { DoorSummary, Flow, FlowJob } from '../../../contract/index.ts';

/** A station of the flow. */
export type Station =
  | { id: string; kind: 'door'; door: DoorSummary }
  | { id: 'archive'; kind: 'archive' }
  | { id: 'completeness'; kind: 'completeness' }
  | { id: string; kind: 'job'; job: FlowJob }
  | { id: 'delivery'; kind: 'delivery' }
  | { id: 'results'; kind: 'results' };

/** What leads from one station to the next. */
export interface Way {
  from: string;
  to: string;
}

export const idOfJob = (jobName: string) => `job ${jobName}`;
const idOfDoor = ({ door }: DoorSummary) => `door ${door}`;

/** Doors that somebody opened, and those that brought something; the import, which is always open, in any case. */
function isDrawn({ door, state, counts }: DoorSummary): boolean {
  return counts.new > 0 || door === 'import' || (state !== 'off' && door !== 'pull');
}

/**
 * The stations of an application and the ways between them: doors, archive, completeness, jobs by what they depend on,
 * delivery, results. Jobs before all services stand before them, those after all behind.
 */
export function flowGraph(
  flow: Pick<Flow, 'jobs'>,
  doors: readonly DoorSummary[],
): { stations: Station[]; ways: Way[] } {
  const open = doors.filter(isDrawn);
  const byName = new Map(flow.jobs.map((job) => [job.jobName, job]));
  const of = (group: FlowJob['group']) => flow.jobs.filter((job) => job.group === group);
  const firstOf = (group: FlowJob['group']) =>
    of(group).filter(({ dependsOn }) => !dependsOn.some((name) => byName.get(name)?.group === group));
  const lastOf = (group: FlowJob['group']) => {
    const needed = new Set(of(group).flatMap(({ dependsOn }) => dependsOn));
    return of(group).filter(({ jobName }) => !needed.has(jobName));
  };

  const ways: Way[] = [
    ...open.map((door) => ({ from: idOfDoor(door), to: 'archive' })),
    { from: 'archive', to: 'completeness' },
    ...flow.jobs.flatMap(({ jobName, dependsOn }) =>
      dependsOn
        .filter((name) => byName.has(name) && name !== jobName)
        .map((name) => ({ from: idOfJob(name), to: idOfJob(jobName) })),
    ),
  ];
  // From group to group, over those that are empty.
  let before: string[] = ['completeness'];
  for (const group of ['pre', 'registry', 'post'] as const) {
    const firsts = firstOf(group);
    if (firsts.length === 0) continue;
    ways.push(...before.flatMap((from) => firsts.map(({ jobName }) => ({ from, to: idOfJob(jobName) }))));
    before = lastOf(group).map(({ jobName }) => idOfJob(jobName));
  }
  ways.push(...before.map((from) => ({ from, to: 'delivery' })), { from: 'delivery', to: 'results' });

  const unique = new Map(ways.map((way) => [`${way.from} > ${way.to}`, way]));
  return {
    stations: [
      ...open.map((door): Station => ({ id: idOfDoor(door), kind: 'door', door })),
      { id: 'archive', kind: 'archive' },
      { id: 'completeness', kind: 'completeness' },
      ...flow.jobs.map((job): Station => ({ id: idOfJob(job.jobName), kind: 'job', job })),
      { id: 'delivery', kind: 'delivery' },
      { id: 'results', kind: 'results' },
    ],
    ways: [...unique.values()],
  };
}
