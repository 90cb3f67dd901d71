import type { JobRunDetail } from '../../../contract/index.ts';
import type { CallbackAnswer } from '../runtimes/index.ts';

/** The answer of a callback as it is kept and shown. */
export function storedAnswer(answer: CallbackAnswer): NonNullable<JobRunDetail['callbackAnswer']> {
  const { kind, durationMs, output } = answer;
  return kind === 'failed'
    ? { kind, durationMs, output, message: answer.message, traceback: answer.traceback }
    : { kind, durationMs, output, message: answer.warning, traceback: null };
}
