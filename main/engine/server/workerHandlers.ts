import { EngineError } from '../../../contract/index.ts';
import type {
  RouteOutput,
  RouteRequest,
  workerDraftRoutes,
  workerLifeRoutes,
  workerRoutes,
} from '../../../contract/index.ts';
import { templatesFolder } from '../../platform/index.ts';
import type { Engine } from '../engine.ts';
import { takeFrom } from '../takeFrom.ts';
import { createWorkerFolder } from '../workers/index.ts';
import { orRemoved } from './orRemoved.ts';

type WorkerHandlers = {
  [Name in keyof (typeof workerRoutes & typeof workerLifeRoutes & typeof workerDraftRoutes)]: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** Worker folders and the images that are built from them. */
export function createWorkerHandlers(engine: Engine): WorkerHandlers {
  const workersOf = (application: string) => engine.application(application).workers;
  return {
    'workers.base_images': ({ application }) => workersOf(application).baseImages(),
    'workers.preview': ({ application, ...request }, signal) =>
      workersOf(application).preview(templatesFolder(), request, signal),
    async 'workers.create'({ application, install, ...request }) {
      if (application === undefined) {
        if (install !== 'no')
          throw new EngineError('validation-failed', 'Name the application that it is to be installed in.');
        return { ...createWorkerFolder(templatesFolder(), request), installed: null };
      }
      const workers = workersOf(application);
      const { folder } = workers.create(templatesFolder(), request);
      if (install === 'no') return { folder, installed: null };
      const wanted = { path: folder, replace: false, options: {}, build: install === 'build' };
      return { folder, installed: await orRemoved(folder, () => workers.install(wanted)) };
    },
    'workers.check': ({ application, ...request }, signal) => workersOf(application).check(request, signal),
    'workers.install': ({ application, staged, ...request }) => {
      const from = staged === undefined ? null : takeFrom(engine, { staged });
      return workersOf(application).install({
        ...request,
        ...(from !== null && { path: from.folder, origin: from.origin }),
      });
    },
    'workers.build': ({ application, worker, fresh }) => workersOf(application).build(worker, fresh),
    'workers.build_log': ({ application, task, offset }) => workersOf(application).buildLog(task, offset),
    'workers.list': ({ application }) => workersOf(application).list(),
    'workers.get': ({ application, worker }) => workersOf(application).get(worker),
    'workers.set_options': ({ application, worker, options }) =>
      workersOf(application).setOptions(worker, options),
    'workers.remove': ({ application, worker, ...options }) => workersOf(application).remove(worker, options),
    'workers.versions': ({ application, worker }) => workersOf(application).versions(worker),
    'workers.compare': ({ application, worker, with: other }, signal) =>
      workersOf(application).compare(
        worker,
        'number' in other ? other.number : takeFrom(engine, other).folder,
        signal,
      ),
    'workers.roll_back': ({ application, worker, number, build }) =>
      workersOf(application).rollBack(worker, { number, build }),
    'workers.enable': ({ application, worker }) => workersOf(application).setEnabled(worker, true),
    'workers.disable': ({ application, worker }) => workersOf(application).setEnabled(worker, false),
    'workers.backup': ({ application, worker, to }) => workersOf(application).backup(worker, to),
    'workers.restore': ({ application, source, ...options }) =>
      workersOf(application).restore(takeFrom(engine, source), options),
    'workers.adoptable': ({ application }) => workersOf(application).adoptable(),
    'workers.adopt': ({ application, worker, service, environment }) =>
      workersOf(application).adopt(worker, service, environment),
  };
}
