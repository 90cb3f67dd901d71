import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type {
  RouteOutput,
  RouteRequest,
  serviceTemplateRoutes,
  ServiceSource,
} from '../../../contract/index.ts';
import { templatesFolder } from '../../platform/index.ts';
import { createDrafts } from '../drafts/index.ts';
import type { LookAtFolder } from '../drafts/index.ts';
import type { Engine } from '../engine.ts';
import { takeFrom } from '../takeFrom.ts';
import { lookAtService } from '../validation/index.ts';
import { createServiceLifeHandlers } from './serviceLifeHandlers.ts';

type ServiceDraftHandlers = {
  [Name in keyof typeof serviceTemplateRoutes | 'services.inspect']: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** Services before they are installed: examples, drafts, and what is wrong with a folder. */
export function createServiceDraftHandlers(engine: Engine): ServiceDraftHandlers {
  const drafts = createDrafts(templatesFolder());
  const { 'services.install': installIt } = createServiceLifeHandlers(engine);
  const folderOf = (source: ServiceSource) => takeFrom(engine, source).folder;
  /** Looks at a folder as what it is meant for would. */
  function lookFor(application: string | undefined): LookAtFolder {
    if (application === undefined) return (folder, name) => lookAtService(folder, name, null).findings;
    const { validation } = engine.application(application);
    return (folder, name) => validation.look(folder, name).findings;
  }

  return {
    'services.examples': () => drafts.examples(),
    'services.keywords': ({ search }) => drafts.keywords(search),
    'services.preview': ({ application, ...request }) => drafts.preview(request, lookFor(application)),
    async 'services.create'({ application, install, ...request }, signal) {
      if (install !== 'no' && application === undefined)
        throw new EngineError('validation-failed', 'Name the application that it is to be installed in.');
      const { folder, findings } = await drafts.create(request, lookFor(application));
      if (install === 'no' || application === undefined) return { folder, installed: null, findings };
      const source = { folder };
      const wanted = { name: request.draft.name, replace: false, link: install === 'link' };
      return { folder, installed: await installIt({ application, source, ...wanted }, signal), findings };
    },
    async 'services.try'({ application, what, level, key }, signal) {
      const { tryService } = engine.application(application);
      const tried = 'draft' in what ? what : { folder: folderOf(what.source), name: what.name };
      return tryService(tried, { level, key }, signal);
    },
    async 'services.inspect'({ application, source, path: given, name, run }, signal) {
      if (source === undefined && given === undefined)
        throw new EngineError('validation-failed', 'Name the folder of the service.');
      const folder = source === undefined ? path.resolve(given ?? '') : folderOf(source);
      if (application !== undefined)
        return engine.application(application).validation.inspect(folder, name, run, signal);
      const { name: found, jobs, findings } = lookAtService(folder, name, null);
      return { name: found, jobs, findings, environments: [] };
    },
  };
}
