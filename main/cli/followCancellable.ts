import type { EngineClient, Task } from '../../contract/index.ts';
import { followTask } from '../link/index.ts';
import type { Output } from './terminal/index.ts';

/**
 * Waits for the end of a task as `followTask` does; Ctrl-C cancels the task, and a second one ends this program.
 * @param application whose task it is; null: of the engine itself
 * @returns the task, and whether to go no further: it was cancelled, or Ctrl-C came as it ended
 */
export async function followCancellable(
  client: EngineClient,
  application: string | null,
  begun: Task,
  output: Output,
): Promise<{ task: Task; isCancelled: boolean }> {
  let isInterrupted = false;
  const stop = () => {
    isInterrupted = true;
    // Where it cannot be asked any more, the wait itself says why.
    client.request('tasks.cancel', { application, task: begun.id }).catch(() => undefined);
  };
  process.once('SIGINT', stop);
  try {
    const task = await followTask(client, application, begun, output);
    return { task, isCancelled: isInterrupted || task.state === 'cancelled' };
  } finally {
    process.removeListener('SIGINT', stop);
  }
}
