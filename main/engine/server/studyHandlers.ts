import path from 'node:path';
import { spaceAt } from '../diskUse/index.ts';
import type { Engine } from '../engine.ts';
import { listProcessed } from '../history/index.ts';
import { listUnusedImages, removeUnusedImages } from '../unusedImages.ts';
import type { Handlers } from './handlers.ts';

/** What is done with studies of the archive. */
export function createStudyHandlers(
  engine: Engine,
): Pick<
  Handlers,
  | 'studies.preview_delete'
  | 'studies.delete'
  | 'studies.preview_export'
  | 'studies.export'
  | 'studies.processed'
  | 'disk.use'
  | 'disk.machine'
  | 'images.unused'
  | 'images.remove_unused'
> {
  return {
    'studies.preview_delete': ({ application, ...chosen }) =>
      engine.application(application).deletion.preview(chosen),
    'studies.delete': ({ application, ...request }) =>
      engine.application(application).deletion.start(request),
    'studies.preview_export': ({ application, ...request }) =>
      engine.application(application).exports.preview(whole(request)),
    'studies.export': ({ application, ...request }) =>
      engine.application(application).exports.start(whole(request)),
    'studies.processed': ({ application, ...request }) =>
      listProcessed(engine.application(application).context.history, request),
    'disk.use': ({ application, refresh }) => engine.application(application).diskMeter.use(refresh),
    'images.unused': ({ application }) => listUnusedImages(engine, application),
    'images.remove_unused': (request, signal) => removeUnusedImages(engine, request, signal),
    'disk.machine': async ({ refresh }) => {
      const open = engine.listApplications().filter(({ problem }) => problem === null);
      const applications = await Promise.all(
        open.map(async ({ id, name }) => ({
          id,
          name,
          use: await engine.application(id).diskMeter.use(refresh),
        })),
      );
      return {
        applications,
        bytes: applications.reduce((sum, { use }) => sum + use.bytes, 0),
        disk: await spaceAt(engine.home),
      };
    },
  };
}

/** Without a separator at its end. */
function whole<Request extends { target: string }>(request: Request): Request {
  return path.isAbsolute(request.target) ? { ...request, target: path.resolve(request.target) } : request;
}
