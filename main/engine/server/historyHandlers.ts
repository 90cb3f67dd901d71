import type { historyFilterRoutes, RouteOutput, RouteRequest } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';
import {
  countJobRuns,
  countRuns,
  exportList,
  exportLog,
  listSavedFilters,
  readFacets,
  removeSavedFilter,
  renameSavedFilter,
  saveFilter,
} from '../history/index.ts';

type HistoryHandlers = {
  [Name in keyof typeof historyFilterRoutes]: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** What lists of runs and job runs are counted, kept and exported by. */
export function createHistoryHandlers(engine: Engine): HistoryHandlers {
  const historyOf = (id: string) => engine.application(id).context.history;
  return {
    'job_runs.counts': ({ application, filter }, signal) =>
      countJobRuns(historyOf(application), filter, signal),
    'runs.counts': ({ application, filter }, signal) => countRuns(historyOf(application), filter, signal),
    'job_runs.facets': ({ application }) => readFacets(historyOf(application)),
    'saved_filters.list': ({ application }) => listSavedFilters(historyOf(application)),
    'saved_filters.save': ({ application, name, of }) => saveFilter(historyOf(application), name, of),
    'saved_filters.rename': ({ application, id, name }) =>
      renameSavedFilter(historyOf(application), id, name),
    'saved_filters.remove': ({ application, id }) => {
      removeSavedFilter(historyOf(application), id);
      return {};
    },
    'job_runs.save_log': ({ application, ...request }, signal) =>
      exportLog(engine.application(application).context, request, signal),
    'history.export': ({ application, ...request }, signal) =>
      exportList(engine.application(application).context, request, signal),
  };
}
