import path from 'node:path';
import type { Engine } from '../engine.ts';
import { listProcessed } from '../history/index.ts';
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
  };
}

/** Without a separator at its end. */
function whole<Request extends { target: string }>(request: Request): Request {
  return path.isAbsolute(request.target) ? { ...request, target: path.resolve(request.target) } : request;
}
