import type { QueryKey } from '@tanstack/react-query';
import type { EventMap, EventName, Task } from '../../contract/index.ts';
import { routeKey } from './queryKeys.ts';

type KeysOf = { [Name in EventName]: (payload: EventMap[Name]) => QueryKey[] };

/** Which answers an event makes out of date. Exhaustive by type: a new event does not compile without its line. */
const keysOf: KeysOf = {
  'applications.changed': ({ application }) => [
    routeKey('applications.list'),
    ...(
      ['applications.get', 'components.list', 'http.access', 'peers.list', 'watched_folders.list'] as const
    ).map((route) => (application === null ? routeKey(route) : routeKey(route, { application }))),
  ],
  'services.changed': ({ application }) => [
    routeKey('flow.get', { application }),
    routeKey('services.list', { application }),
    routeKey('services.get', { application }),
    routeKey('services.versions', { application }),
    routeKey('workers.adoptable', { application }),
    routeKey('channels.list', { application }),
    routeKey('applications.get', { application }),
  ],
  'service_link.changed': ({ application }) => [
    routeKey('services.list', { application }),
    routeKey('services.get', { application }),
  ],
  // The task itself comes with the event and is patched in. Its list is read only where its order may change.
  'tasks.changed': ({ application, task }) => [
    ...(application === null ? keysOfGeneralTask(task) : keysOfTask(application, task)),
    ...(task.state === 'running' && task.done > 0
      ? []
      : [
          routeKey('tasks.list', { application }),
          ...(application === null ? [] : [routeKey('applications.get', { application })]),
        ]),
  ],
  'channels.changed': ({ application }) => [
    routeKey('channels.list', { application }),
    routeKey('job_runs.get', { application }),
  ],
  'quarantine.changed': ({ application }) => [
    routeKey('quarantine.list', { application }),
    routeKey('quarantine.get', { application }),
  ],
  'doors.changed': ({ application }) => [
    routeKey('doors.list', { application }),
    routeKey('watched_folders.list', { application }),
  ],
  // A run tells how much came after it and was put aside.
  'arrivals.changed': ({ application }) => [
    routeKey('flow.get', { application }),
    routeKey('arrivals.list', { application }),
    routeKey('runs.get', { application }),
  ],
  'studies.changed': ({ application }) => [
    routeKey('studies.list', { application }),
    routeKey('studies.get', { application }),
    routeKey('patients.get', { application }),
    routeKey('series.get', { application }),
    routeKey('instances.list', { application }),
    routeKey('instances.get', { application }),
    routeKey('instances.tags', { application }),
    routeKey('instances.compare', { application }),
    routeKey('viewer.series', { application }),
    routeKey('measurements.list', { application }),
    routeKey('studies.preview_delete', { application }),
    routeKey('filters.preview', { application }),
    routeKey('applications.get', { application }),
  ],
  'runs.changed': ({ application, run }) => [
    routeKey('job_runs.facets', { application }),
    routeKey('flow.get', { application }),
    routeKey('runs.list', { application }),
    routeKey('runs.counts', { application }),
    routeKey('job_runs.counts', { application }),
    routeKey('runs.get', { application, run }),
    routeKey('runs.timeline', { application, run }),
    routeKey('statistics.hours', { application }),
    routeKey('job_runs.list', { application }),
    routeKey('studies.get', { application }),
    routeKey('studies.processed', { application }),
    routeKey('applications.get', { application }),
  ],
  'job_runs.changed': ({ application, run, jobRun }) => [
    routeKey('flow.get', { application }),
    routeKey('runs.list', { application }),
    routeKey('runs.counts', { application }),
    routeKey('job_runs.counts', { application }),
    routeKey('runs.get', { application, run }),
    routeKey('runs.timeline', { application, run }),
    routeKey('statistics.hours', { application }),
    routeKey('flow.job', { application }),
    routeKey('job_runs.list', { application }),
    routeKey('job_runs.get', { jobRun }),
    routeKey('studies.processed', { application }),
    routeKey('provenance.get', { jobRun }),
    routeKey('estimates.queue', { application }),
  ],
  'workers.changed': ({ application }) => [
    routeKey('workers.list', { application }),
    routeKey('workers.get', { application }),
    routeKey('workers.versions', { application }),
    routeKey('workers.adoptable', { application }),
    routeKey('channels.list', { application }),
    routeKey('applications.get', { application }),
  ],
  'components.changed': ({ application }) => [
    routeKey('components.list', { application }),
    routeKey('containers.list', { application }),
  ],
  'docker.changed': () => [routeKey('docker.state')],
  'containers.changed': ({ application }) => [
    routeKey('containers.list', { application }),
    routeKey('applications.get', { application }),
    routeKey('applications.list'),
  ],
  // Logs are followed by offset, not kept as answers.
  'log.grown': () => [],
  'build.grown': () => [],
  'container_log.grown': () => [],
};

/** What a task of the engine itself changes beside itself: what it fetched is there, or is not. */
function keysOfGeneralTask({ id, kind, state }: Pick<Task, 'id' | 'kind' | 'state'>): QueryKey[] {
  return kind === 'fetch' && state !== 'running' ? [routeKey('sources.get', { id })] : [];
}

/** What a task of an application changes beside itself. */
function keysOfTask(application: string, task: Pick<Task, 'id' | 'kind' | 'state'>): QueryKey[] {
  const notes = routeKey('imports.notes', { application, task: task.id });
  if (task.kind === 'scratch') return [notes, routeKey('scratch.get', { application, scratch: task.id })];
  return task.kind === 'golden' ? [notes, routeKey('golden.list', { application })] : [notes];
}

/** True for a name this window knows; an engine of a later version may tell more. */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(keysOf, name);
}

/** Keys of the answers that `name` makes out of date. */
export function keysOfEvent<Name extends EventName>(name: Name, payload: EventMap[Name]): QueryKey[] {
  return keysOf[name](payload);
}
