import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import type { EventMap, JobRunSummary, Page, RouteOutput, Task } from '../../contract/index.ts';
import { routeKey } from './queryKeys.ts';

type JobRunChange = EventMap['job_runs.changed'];
type Progress = Pick<JobRunChange, 'state' | 'percent'>;

/** An answer that is already out of date must stay so: writing into it would mark it as fresh. */
const fresh = (query: Query) => query.isActive() && !query.state.isInvalidated;

/** What a change of a job run was to the answers on show; `unseen`: none of them has it. */
export type SeenChange = 'state' | 'progress' | 'unseen';

/** Writes a job run's new state and percentage into every answer on show. */
export function patchJobRun(queryClient: QueryClient, change: JobRunChange): SeenChange {
  const { application, run, jobRun, state, percent, progressMessage } = change;
  const progress: Progress = { state, percent };
  let seen: SeenChange = 'unseen';

  function patched<Row extends Progress & { id: string }>(row: Row): Row {
    if (row.id !== jobRun) return row;
    if (row.state !== state) seen = 'state';
    else if (seen === 'unseen') seen = 'progress';
    return { ...row, ...progress };
  }

  queryClient.setQueriesData<RouteOutput<'runs.get'>>(
    { queryKey: routeKey('runs.get', { application, run }), predicate: fresh },
    (detail) => detail && { ...detail, jobRuns: detail.jobRuns.map(patched) },
  );
  queryClient.setQueriesData<RouteOutput<'job_runs.get'>>(
    { queryKey: routeKey('job_runs.get', { jobRun }), predicate: fresh },
    (detail) => detail && { ...patched(detail), ...(progressMessage !== undefined && { progressMessage }) },
  );
  queryClient.setQueriesData<Listed<JobRunSummary>>(
    { queryKey: routeKey('job_runs.list', { application }), predicate: fresh },
    (pages) => pages && mapRows(pages, patched),
  );
  return seen;
}

/** Writes a task into every answer on show that has it. */
export function patchTask(queryClient: QueryClient, application: string | null, task: Task): void {
  queryClient.setQueriesData<RouteOutput<'tasks.get'>>(
    { queryKey: routeKey('tasks.get', { application, task: task.id }), predicate: fresh },
    () => task,
  );
  queryClient.setQueriesData<Listed<Task>>(
    { queryKey: routeKey('tasks.list', { application }), predicate: fresh },
    (pages) => pages && mapRows(pages, (row) => (row.id === task.id ? task : row)),
  );
}

/** A list on show: read page by page as it is scrolled, or its first page alone. */
type Listed<Row> = InfiniteData<Page<Row>> | Page<Row>;

function mapRows<Row>(data: Listed<Row>, change: (row: Row) => Row): Listed<Row> {
  const changed = (page: Page<Row>): Page<Row> => ({ ...page, rows: page.rows.map(change) });
  return 'pages' in data ? { ...data, pages: data.pages.map(changed) } : changed(data);
}
