import type { EngineClient, ErrorCode, Task } from '../../contract/index.ts';
import { followTask } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';
import { notesInWords, notesOf } from './commands/import.ts';
import { taskProblem } from './taskProblem.ts';
import type { Ended, Output } from './terminal/index.ts';

/**
 * Waits for a task on instances where that is wanted, and prints what came of it.
 * @param told.code of its failure
 * @param told.more other keys of its JSON
 */
export async function tellTask(
  client: EngineClient,
  link: EngineLink,
  output: Output,
  {
    application,
    task: started,
    wait,
    code,
    more = {},
  }: { application: string; task: Task; wait: boolean; code: ErrorCode; more?: Record<string, unknown> },
): Promise<Ended> {
  // An engine that was started for this call would end under the task.
  const task = wait || link.startedHere ? await followTask(client, application, started, output) : started;
  const notes = await notesOf(client, application, task);
  for (const line of notesInWords(notes)) output.note(line);
  const problem = taskProblem(task, code);
  if (problem !== null) return output.failure(problem.toReply(), { ...more, task, notes });
  const done =
    task.state === 'running'
      ? 'started'
      : `${task.done - task.failed} of ${task.total ?? task.done} instances`;
  output.result({ ...more, task, notes }, `${task.title}: ${done} (task ${task.id})`);
  return true;
}
