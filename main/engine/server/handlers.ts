import path from 'node:path';
import type { RouteName, RouteOutput, RouteRequest } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';
import { flowOf } from '../flowOf.ts';
import { createComponentHandlers } from './componentHandlers.ts';
import { createCopyHandlers } from './copyHandlers.ts';
import { createControlHandlers } from './controlHandlers.ts';
import { createDiagnosticsHandlers } from './diagnosticsHandlers.ts';
import { createDiskHandlers } from './diskHandlers.ts';
import { createDockerHandlers } from './dockerHandlers.ts';
import { createInstanceHandlers } from './instanceHandlers.ts';
import { createGroundHandlers } from './groundHandlers.ts';
import { createHistoryHandlers } from './historyHandlers.ts';
import { createLifeHandlers } from './lifeHandlers.ts';
import { createResearchHandlers } from './researchHandlers.ts';
import { createServiceLifeHandlers } from './serviceLifeHandlers.ts';
import { createServiceDraftHandlers } from './serviceDraftHandlers.ts';
import { createStudyHandlers } from './studyHandlers.ts';
import { createViewerHandlers } from './viewerHandlers.ts';
import { createWorkerHandlers } from './workerHandlers.ts';
import { queryPeer } from '../intake/index.ts';
import {
  getJobRun,
  getPatient,
  getRun,
  getStudy,
  getTask,
  listArrivals,
  listImportNotes,
  listQuarantine,
  listJobRuns,
  listRuns,
  listStudies,
  listTasks,
  locateRunFile,
  exportStatistics,
  readFlowJob,
  readHours,
  readLog,
  readStatistics,
  readTimeline,
} from '../history/index.ts';
import { checkFilters } from '../planning/index.ts';

/** One handler per route of the contract: a missing or superfluous one does not compile. */
export type Handlers = {
  [Name in RouteName]: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** What the routes do: each finds its application and hands over to the room that knows. */
export function createHandlers(engine: Engine): Handlers {
  const historyOf = (id: string) => engine.application(id).context.history;
  const foldersOf = (id: string) => engine.application(id).context.folders;
  const applicationOfJobRun = (application: string | undefined, jobRun: string) =>
    application === undefined ? engine.applicationOfJobRun(jobRun) : engine.application(application);
  return {
    ...createControlHandlers(engine),
    ...createDiagnosticsHandlers(engine),
    ...createDiskHandlers(engine),
    ...createDockerHandlers(engine),
    ...createGroundHandlers(engine),
    ...createHistoryHandlers(engine),
    ...createResearchHandlers(engine),
    ...createWorkerHandlers(engine),
    ...createViewerHandlers(engine),
    ...createStudyHandlers(engine),
    ...createLifeHandlers(engine),
    ...createCopyHandlers(engine),
    ...createComponentHandlers(engine),
    ...createServiceDraftHandlers(engine),
    ...createServiceLifeHandlers(engine),
    'engine.status': () => engine.status(),
    'engine.stop': () => {
      engine.requestStop();
      return {};
    },

    'applications.list': () => engine.listApplications(),
    'applications.get': ({ application }) => engine.describeApplication(application),
    'applications.create': async (request) => {
      await checkFilters(request.options.filters);
      return engine.createApplication(request);
    },
    'applications.set_options': async ({ application, options }) => {
      await checkFilters(options.filters);
      return engine.setOptions(application, options);
    },

    'flow.get': ({ application }) => flowOf(engine.application(application)),
    'flow.job': ({ application, jobName }) => readFlowJob(historyOf(application), jobName),
    'statistics.hours': ({ application, ...days }, signal) => readHours(historyOf(application), days, signal),
    'statistics.get': ({ application, ...period }, signal) =>
      readStatistics(historyOf(application), period, signal),
    'statistics.export': ({ application, ...request }, signal) =>
      exportStatistics(engine.application(application).context, request, signal),
    'services.list': ({ application }) => engine.application(application).services.list(),

    'retention.preview': ({ application, options }, signal) =>
      engine.application(application).retention.preview(options, signal),
    'retention.clean_up': ({ application, options }, signal) =>
      engine.application(application).retention.cleanUp(options, signal),

    'backups.list': ({ application }) => engine.application(application).backups.list(),
    'backups.create': async ({ application }) => {
      const { file, at, bytes } = await engine.application(application).backups.make();
      return { file, at, bytes };
    },
    'backups.acknowledge': ({ application }) => {
      engine.application(application).backups.acknowledge();
      return {};
    },

    'doors.list': ({ application }) => engine.application(application).intake.doors(),

    'http.access': ({ application }) => engine.application(application).intake.http.access(),
    'http.renew_token': ({ application }) => engine.application(application).intake.http.renewToken(),

    'peers.list': ({ application }) => engine.application(application).peers.list(),
    'peers.create': ({ application, peer, replace }) =>
      engine.application(application).peers.create(peer, replace),
    'peers.remove': ({ application, peer }) => {
      engine.application(application).peers.remove(peer);
      return {};
    },
    'peers.import': ({ application, path: file }) =>
      engine.application(application).peers.importFrom(path.resolve(file)),
    'peers.echo': async ({ application, peer }, signal) => ({
      milliseconds: await engine.application(application).peers.echo(peer, signal),
    }),

    'peers.query': ({ application, peer, ...query }, signal) => {
      const { peers, context } = engine.application(application);
      return queryPeer(peers.get(peer), context.options(), query, signal, context.keyStore);
    },
    'peers.retrieve': ({ application, ...request }) =>
      engine.application(application).intake.pull.retrieve(request),
    'peers.send': ({ application, ...request }) => engine.application(application).send.start(request),

    'imports.start': ({ application, paths }) => engine.application(application).intake.imports.start(paths),
    'imports.notes': ({ application, ...request }) => listImportNotes(historyOf(application), request),
    'watched_folders.list': ({ application }) => engine.application(application).intake.folders.list(),
    'quarantine.list': ({ application, ...request }) => {
      const { history, options } = engine.application(application).context;
      const page = listQuarantine(history, request);
      return { ...page, usage: { ...page.usage, ...options().quarantine } };
    },
    'quarantine.get': ({ application, id }) => engine.application(application).quarantine.get(id),
    'quarantine.take': async ({ application, ids }) => ({
      results: await engine.application(application).quarantine.take(ids),
    }),
    'quarantine.delete': async ({ application, ids }) => ({
      count: await engine.application(application).quarantine.delete(ids),
    }),
    'quarantine.export': async ({ application, ids, folder }) => ({
      files: await engine.application(application).quarantine.exportTo(ids, path.resolve(folder)),
    }),
    'tasks.list': ({ application, ...request }) =>
      application === null ? engine.tasks.list(request) : listTasks(historyOf(application), request),
    'tasks.get': ({ application, task }) =>
      application === null ? engine.tasks.get(task) : getTask(historyOf(application), task),
    'tasks.cancel': ({ application, task }) =>
      application === null ? engine.tasks.cancel(task) : engine.application(application).cancelTask(task),

    'studies.list': ({ application, ...request }) => listStudies(historyOf(application), request),
    'studies.get': ({ application, study }) => getStudy(historyOf(application), study),
    'patients.get': ({ application, patient }) => getPatient(historyOf(application), patient),
    ...createInstanceHandlers(engine),

    'arrivals.list': ({ application, state }) => listArrivals(historyOf(application), state),
    'filters.preview': ({ application, filters, ...what }, signal) =>
      engine.application(application).previewFilters(what, filters, signal),
    'explain.stored': ({ application, ...request }, signal) =>
      engine.application(application).explain.stored(request, signal),
    'explain.files': ({ application, paths }, signal) =>
      engine.application(application).explain.files(
        paths.map((one) => path.resolve(one)),
        signal,
      ),
    'replays.start': ({ application, path: folder, ...request }) =>
      engine.application(application).replay.start({
        ...request,
        path: folder === undefined ? undefined : path.resolve(folder),
      }),
    'replays.get': ({ application, ...request }) => engine.application(application).replay.get(request),
    'arrivals.extend': ({ application, arrival, seconds }) =>
      engine.application(application).extend(arrival, seconds),
    'arrivals.expect': ({ application, StudyInstanceUID, count }) => ({
      received: engine.application(application).completeness.expected(StudyInstanceUID, count),
    }),
    'arrivals.process_now': ({ application, arrival }) => ({
      count: engine.application(application).completeness.processNow(arrival),
    }),
    'arrivals.reprocess': ({ application, level, key }) =>
      engine.application(application).reprocess(level, key),
    'runs.list': ({ application, ...request }) => {
      const page = listRuns(historyOf(application), request);
      const estimates = engine.application(application).estimates.runs(page.rows);
      return {
        ...page,
        rows: page.rows.map((row, index) => ({ ...row, estimate: estimates[index] ?? null })),
      };
    },
    'runs.get': ({ application, run }) => {
      const detail = getRun(historyOf(application), foldersOf(application), run);
      return { ...detail, estimate: engine.application(application).estimates.run(detail.id) };
    },
    'runs.timeline': ({ application, run }) => readTimeline(historyOf(application), run),
    'job_runs.list': ({ application, ...request }) => listJobRuns(historyOf(application), request),
    'job_runs.get': ({ application, jobRun }) => {
      const { context, control } = applicationOfJobRun(application, jobRun);
      const detail = getJobRun(context.history, context.folders, jobRun);
      return { ...detail, application: context.id, waiting: control.whyWaiting(jobRun) };
    },
    'job_runs.log': ({ application, ...request }) =>
      readLog(historyOf(application), foldersOf(application), request),
    'runs.locate_file': ({ application, run, path: relative }) => ({
      path: locateRunFile(historyOf(application), foldersOf(application), run, relative),
    }),
  };
}
