import { EngineError } from '../../contract/index.ts';
import type { ServiceSource } from '../../contract/index.ts';
import type { Engine } from './engine.ts';
import { takenFromFolder } from './services/index.ts';
import type { TakenFrom } from './services/index.ts';

/**
 * The files that a request names, where they lie.
 * @throws EngineError `service-invalid`, `source-not-found`; `source-invalid` for what is not there yet, or never came
 */
export function takeFrom(engine: Engine, source: ServiceSource): TakenFrom {
  if ('folder' in source) return takenFromFolder(source.folder);
  const { state, folder, origin, problem } = engine.ground.sources.get(source.staged);
  if (folder !== null && origin !== null && state === 'ready') return { folder, origin };
  throw new EngineError(
    'source-invalid',
    state === 'fetching' ? 'It is still being fetched.' : (problem?.message ?? 'It was not fetched.'),
    { advice: state === 'fetching' ? 'Wait until it is there.' : 'Fetch it again.' },
  );
}
