import type { Command } from 'commander';
import type { EngineClient, Task } from '../../../contract/index.ts';
import { followTask } from '../../link/index.ts';
import type { EngineLink } from '../../link/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import type { Output } from '../terminal/index.ts';
import { notesOf } from './import.ts';

interface SendOptions {
  app?: string;
  study: string[];
  series: string[];
  associations: number;
  wait?: boolean;
}

/** `send PEER`. */
export function addTransferCommands(program: Command, environment: CommandEnvironment): void {
  program
    .command('send')
    .description('send studies or series of the archive to a peer by C-STORE')
    .argument('<peer>', 'name of the peer')
    .option('-a, --app <name>', 'application')
    .option('--study <id...>', 'studies, by their identifier or StudyInstanceUID', [])
    .option('--series <id...>', 'series, by their identifier or SeriesInstanceUID', [])
    .option('--associations <number>', 'associations at once, 1 to 4', Number, 2)
    .option('--wait', 'wait until all of it is sent; fail if an instance was not taken')
    .addHelpText('after', '\nExample:\n  dcm-processor send PACS --study 1.2.840.1 --wait')
    .action(
      environment.action(async ({ output, home }, peer: string, options: SendOptions) =>
        withEngine(home, async (client, link) => {
          const { id: application } = await findApplication(client, options.app);
          const { study: studies, series, associations } = options;
          const request = { application, peer, studies, series, associations };
          const task = await client.request('peers.send', request);
          return tellTask(client, link, output, { application, task, wait: options.wait === true });
        }),
      ),
    );
}

/** Waits for the task where that is wanted, and prints what came of it. */
async function tellTask(
  client: EngineClient,
  link: EngineLink,
  output: Output,
  { application, task: started, wait }: { application: string; task: Task; wait: boolean },
): Promise<boolean> {
  // An engine that was started for this call would end under the task.
  const task = wait || link.startedHere ? await followTask(client, application, started, output) : started;
  const notes = await notesOf(client, application, task);
  for (const note of notes) output.note(`${note.path}: ${note.reason}`);
  if (task.state === 'failed') {
    output.failure({ code: 'peer-failed', message: task.problem ?? 'The task failed.' }, { task, notes });
    return false;
  }
  const done =
    task.state === 'running' ? 'Started' : `${task.done - task.failed} of ${task.total ?? 0} instances`;
  output.result({ task, notes }, `${task.title}: ${done} (task ${task.id})`);
  return task.state !== 'cancelled';
}
