import path from 'node:path';
import type { CliCommand } from '../frame/index.ts';
import type { EngineClient, ReplayRow, ReplaySummary } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { followCancellable } from '../followCancellable.ts';
import { describeReplay } from '../replayText.ts';
import { findApplication, withEngine } from '../session.ts';
import { taskProblem } from '../taskProblem.ts';

interface ReplayOptions {
  app?: string;
  name?: string;
  path?: string;
  job?: string;
}

/** `replay service`: what a changed callback would do with all that is stored. */
export function addReplayCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('replay')
    .description('ask changed callbacks about all that is stored')
    .command('service')
    .description('compare what the callbacks of a service say now with what was planned; nothing is run')
    .details('See [replay](#replay).')
    .json('task', 'summary', 'differences')
    .option('-a, --app <name>', 'application')
    .option('--path <folder>', 'folder of the service, which is not installed')
    .option('--name <name>', 'installed service; or the name for the one in the folder')
    .option('--job <name>', 'only this job of the service')
    .example('replay service --app Demo --path ./lung_volume')
    .action(
      environment.action(async ({ output, home }, options: ReplayOptions) =>
        withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          const started = await client.request('replays.start', {
            application,
            service: options.name,
            path: options.path === undefined ? undefined : path.resolve(options.path),
            job: options.job,
          });
          const { task } = await followCancellable(client, application, started, output);
          const problem = taskProblem(task);
          if (task.state === 'failed' && problem !== null) return output.failure(problem.toReply(), { task });
          const { summary, differences } = await everything(client, application, task.id);
          return output.verdict(
            { task, summary, differences },
            describeReplay(summary, differences),
            problem,
          );
        }),
      ),
    );
}

async function everything(
  client: EngineClient,
  application: string,
  task: string,
): Promise<{ summary: ReplaySummary; differences: ReplayRow[] }> {
  const differences: ReplayRow[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await client.request('replays.get', { application, task, limit: 500, cursor });
    differences.push(...page.differences.rows);
    if (page.differences.nextCursor === null) return { summary: page.summary, differences };
    cursor = page.differences.nextCursor;
  }
}
