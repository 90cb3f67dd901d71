import type { Engine } from '../engine.ts';
import type { Handlers } from './handlers.ts';

/** How this machine and its applications are. */
export function createDiagnosticsHandlers({
  diagnostics,
}: Engine): Pick<
  Handlers,
  'diagnostics.list' | 'diagnostics.check' | 'diagnostics.fix' | 'diagnostics.report'
> {
  return {
    'diagnostics.list': () => diagnostics.list(),
    'diagnostics.check': (request, signal) => diagnostics.check(request, signal),
    'diagnostics.fix': (request, signal) => diagnostics.fix(request, signal),
    'diagnostics.report': ({ window }, signal) => diagnostics.report(window, signal),
  };
}
