import type { EngineClient, ErrorCode, Task } from '../../contract/index.ts';
import { followTask } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';
import { notesInWords, notesOf } from './commands/import.ts';
import { taskProblem } from './taskProblem.ts';
import { counted } from './terminal/index.ts';
import type { Ended, Output } from './terminal/index.ts';

/** What was done with instances. */
const verbs: Partial<Record<Task['kind'], string>> = {
  retrieve: ' fetched',
  send: ' sent',
  export: ' exported',
  delete: ' removed',
};

/**
 * Waits for a task on instances where that is wanted, and prints what came of it.
 * @param told.code of its failure
 * @param told.more other keys of its JSON
 * @param told.into where it writes
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
    into,
  }: {
    application: string;
    task: Task;
    wait: boolean;
    code: ErrorCode;
    more?: Record<string, unknown>;
    into?: string;
  },
): Promise<Ended> {
  // An engine that was started for this call would end under the task.
  const task = wait || link.startedHere ? await followTask(client, application, started, output) : started;
  const notes = await notesOf(client, application, task);
  for (const line of notesInWords(notes)) output.note(line);
  const problem = taskProblem(task, code);
  if (problem !== null) return output.failure(problem.toReply(), { ...more, task, notes });
  const verb = verbs[task.kind] ?? '';
  const place = task.state === 'running' || into === undefined ? '' : ` to ${into}`;
  const done =
    task.state === 'running'
      ? 'started'
      : `${task.done - task.failed} of ${counted(task.total ?? task.done, 'instance')}${verb}${place}`;
  output.result({ ...more, task, notes }, `${task.title}: ${done} (task ${task.id})`);
  return true;
}
