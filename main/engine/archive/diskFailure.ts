import { EngineError } from '../../../contract/index.ts';
import { systemCode } from '../context/index.ts';

/** Writing into the archive failed: what happened and what to do, by the kind of failure. */
export function archiveFailure(folder: string, cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  switch (systemCode(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new EngineError('disk-full', `There is no space left for the archive in ${folder}.`, {
        cause,
        advice: 'Free some space, then start the import again: what was taken is kept.',
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EngineError('disk-failed', `The archive in ${folder} may not be written.`, {
        cause,
        advice: 'Give yourself write permission on that folder, then start the import again.',
      });
    default:
      return new EngineError('disk-failed', `The archive in ${folder} could not be written.`, {
        cause,
        advice: 'Check the disk, then start the import again: what was taken is kept.',
      });
  }
}
