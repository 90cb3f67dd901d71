import type { BuildProblem, BuildStep, EngineClient, Task } from '../../contract/index.ts';
import { waitFor } from './waitFor.ts';

/**
 * Waits for the end of a build and tells what it says meanwhile.
 * @param said lines as they come: what a step says, and each step as it begins
 */
export function followBuild(
  client: EngineClient,
  application: string,
  { id }: Task,
  said: (line: string) => void,
): Promise<{ task: Task; problem: BuildProblem | null }> {
  let offset = 0;
  const begun = new Set<number>();
  return waitFor(client, async () => {
    const task = await client.request('tasks.get', { application, task: id });
    for (;;) {
      const log = await client.request('workers.build_log', { application, task: id, offset });
      const steps = new Map(log.steps.map((step) => [step.number, step]));
      const begin = (step: BuildStep): void => {
        if (begun.has(step.number)) return;
        begun.add(step.number);
        said(`[${step.number}] ${step.text}${step.state === 'cached' ? ' (as before)' : ''}`);
      };
      for (const { step, text } of log.lines) {
        for (const one of log.steps) if (one.number <= step) begin(one);
        said(steps.has(step) ? `[${step}]   ${text}` : text);
      }
      offset = log.nextOffset;
      if (log.lines.length > 0) continue;
      for (const one of log.steps) begin(one);
      return task.state === 'running' ? null : { task, problem: log.problem };
    }
  });
}
