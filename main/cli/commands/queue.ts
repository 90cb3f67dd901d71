import type { CliCommand } from '../frame/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { describeEstimate } from '../estimateText.ts';
import { findApplication, withEngine } from '../session.ts';

/** `queue`: what is open, and when it will be done. */
export function addQueueCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('queue')
    .description('how many job runs wait or run, and when they will be done')
    .example('queue --app Demo')
    .details('See [estimates](#estimates).')
    .json('openJobRuns', 'estimate')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, options: { app?: string }) => {
        const queue = await withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          return client.request('estimates.queue', { application });
        });
        const text = `${queue.openJobRuns} job runs wait or run.\n${describeEstimate(queue.estimate)}`;
        output.result(queue, text.trimEnd());
        return true;
      }),
    );
}
