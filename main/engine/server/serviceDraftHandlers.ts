import path from 'node:path';
import { EngineError, finding } from '../../../contract/index.ts';
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
import { findingsOfFiles, lookAtService } from '../validation/index.ts';
import { orRemoved } from './orRemoved.ts';
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
  /** Looks at a folder as what it is meant for would; one that is to be installed needs a name that nobody has. */
  function lookFor(application: string | undefined, isInstalled: boolean): LookAtFolder {
    if (application === undefined) return (folder, name) => lookAtService(folder, name, null).findings;
    const { validation, services } = engine.application(application);
    const isTaken = (name: string) => isInstalled && services.list().some((one) => one.name === name);
    return (folder, name) => [
      ...(isTaken(name)
        ? [
            finding('error', 'service-exists', `A service named "${name}" is already installed.`, {
              field: 'name',
              advice: 'Choose another name, or only write the folder.',
            }),
          ]
        : []),
      ...validation.look(folder, name).findings,
    ];
  }

  return {
    'services.examples': () => drafts.examples(),
    'services.keywords': ({ search }) => drafts.keywords(search),
    'services.preview': ({ application, install, ...request }) =>
      drafts.preview(request, lookFor(application, install !== 'no')),
    async 'services.create'({ application, install, ...request }, signal) {
      if (install !== 'no' && application === undefined)
        throw new EngineError('validation-failed', 'Name the application that it is to be installed in.');
      const { folder, findings } = await drafts.create(request, lookFor(application, install !== 'no'));
      if (install === 'no' || application === undefined) return { folder, installed: null, findings };
      const source = { folder };
      const wanted = { name: request.draft.name, replace: false, link: install === 'link' };
      const installed = await orRemoved(folder, () => installIt({ application, source, ...wanted }, signal));
      return { folder, installed, findings };
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
      const ofFiles = await findingsOfFiles(folder, signal);
      return { name: found, jobs, findings: [...findings, ...ofFiles], environments: [] };
    },
  };
}
