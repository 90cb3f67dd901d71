import { EngineError } from '../../contract/index.ts';
import type { ErrorCode, Task } from '../../contract/index.ts';
import type { Ended, Output } from './terminal/index.ts';

/**
 * Why a task has not done what it is for; null where it has, or still runs.
 * @param code of its failure
 */
export function taskProblem(task: Task, code: ErrorCode = 'task-failed'): EngineError | null {
  if (task.state === 'cancelled')
    return new EngineError('cancelled', task.problem ?? `${task.title}: it was cancelled.`);
  return task.state === 'failed' ? new EngineError(code, task.problem ?? `${task.title}: it failed.`) : null;
}

/** Says what came of a task: the sentence where it did what it is for. */
export function tellEndOf(task: Task, output: Output, data: object, sentence: string): Ended {
  const problem = taskProblem(task);
  if (problem !== null) return output.failure(problem.toReply(), data);
  output.result(data, sentence);
  return true;
}
