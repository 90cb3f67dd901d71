import { EngineError } from '../../contract/index.ts';
import type { EngineClient, Task } from '../../contract/index.ts';
import { followBuild } from '../link/index.ts';
import type { Output } from './terminal/index.ts';

/** Follows a build to its end. @throws EngineError `image-build-failed` */
export async function build(
  client: EngineClient,
  application: string,
  task: Task,
  output: Output,
): Promise<void> {
  const ended = await followBuild(client, application, task, (line) => output.note(line));
  if (ended.task.state === 'succeeded') return;
  if (ended.task.state === 'cancelled') throw new EngineError('cancelled', 'The build was cancelled.');
  throw new EngineError('image-build-failed', ended.problem?.message ?? ended.task.problem ?? undefined);
}
