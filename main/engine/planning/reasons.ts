import type { Reason } from '../../../contract/index.ts';
import type { CallbackAnswer } from '../runtimes/index.ts';

/** A reason without technical cause. */
export function reason(code: Reason['code'], message: string, details: string | null = null): Reason {
  return { code, message, details };
}

/**
 * Reasons for which a job is left out as somebody wanted it: by the callback, by the settings, or because it needs
 * a job that was left out. Every other reason is a fault: the job might have been wanted and could not be planned.
 */
const asWanted = new Set<Reason['code']>(['callback-declined', 'disabled', 'dependency-skipped']);

/** True where the reason says that something is wrong. */
export function isFault(given: Reason): boolean {
  return !asWanted.has(given.code);
}

/** Why a job whose callback was asked is not planned; null when it was accepted. */
export function reasonOfAnswer(jobName: string, answer: CallbackAnswer): Reason | null {
  if (answer.kind === 'accepted') return null;
  if (answer.kind === 'declined') {
    const remark = answer.warning === null ? '' : ` ${answer.warning}`;
    return reason('callback-declined', `The callback of "${jobName}" did not want it.${remark}`);
  }
  // What the runtime says names the callback and what it did.
  return reason('callback-failed', answer.message, answer.traceback);
}
