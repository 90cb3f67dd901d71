import { EngineError } from '../../../contract/index.ts';
import { systemCode } from '../context/index.ts';

/** Reading or writing the quarantine failed: what happened, by the kind of failure. */
export function quarantineFailure(folder: string, cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  const code = systemCode(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new EngineError('disk-full', `There is no space left for the quarantine in ${folder}.`, { cause });
  }
  return new EngineError('disk-failed', `The quarantine in ${folder} could not be read or written.`, {
    cause,
  });
}
