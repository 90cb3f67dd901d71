import { EngineError } from '../../contract/index.ts';
import type { ServiceSource } from '../../contract/index.ts';
import type { Engine } from './engine.ts';
import { takenFromFolder } from './services/index.ts';
import type { TakenFrom } from './services/index.ts';

/**
 * The files that a request names, where they lie.
 * @throws EngineError `service-invalid`, `source-invalid`
 */
export function takeFrom(_engine: Engine, source: ServiceSource): TakenFrom {
  if ('staged' in source) throw new EngineError('internal', 'This is not there yet.');
  return takenFromFolder(source.folder);
}
