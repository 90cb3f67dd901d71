import { EngineError } from '../../../contract/index.ts';
import type { applicationCopyRoutes, RouteOutput, RouteRequest } from '../../../contract/index.ts';

type CopyHandlers = {
  [Name in keyof typeof applicationCopyRoutes | 'applications.check' | 'applications.rename']: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** Applications as a whole: checked before they are made, renamed, backed up, restored, cloned. */
export function createCopyHandlers(): CopyHandlers {
  const notYet = (): never => {
    throw new EngineError('internal', 'This is not there yet.');
  };
  return {
    'applications.check': notYet,
    'applications.rename': notYet,
    'applications.plan_backup': notYet,
    'applications.backup': notYet,
    'applications.inspect_backup': notYet,
    'applications.restore': notYet,
    'applications.clone': notYet,
    'applications.copied': notYet,
  };
}
