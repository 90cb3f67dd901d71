import { EngineError } from '../../../contract/index.ts';

/** The command line itself is wrong or lacks something: exit code 2, and nothing was done. */
export class UsageError extends EngineError {
  constructor(message: string, more: { advice?: string; details?: string } = {}) {
    super('usage', message, more);
  }
}
