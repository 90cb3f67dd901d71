import { EngineError } from '../../contract/index.ts';
import type { RuntimeHolder } from './runtimeHolder.ts';

/** In place of the runtime of an application that is stopped: whoever needs Python is told so. */
export function stoppedRuntime(): RuntimeHolder {
  const refuse = () => Promise.reject(new EngineError('application-stopped'));
  return {
    runtime: {
      kind: 'local',
      environments: () => [],
      lock: refuse,
      byHand: refuse,
      openPlanning: refuse,
      run: refuse,
      close: () => Promise.resolve(),
    },
    problem: () => new EngineError('application-stopped'),
    replace: () => undefined,
  };
}
