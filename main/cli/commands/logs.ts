import { waitFor } from '../../link/index.ts';
import type { ApplicationTools, CommandEnvironment } from '../environment.ts';
import { UsageError, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { logStretches, textOf, wholeLog } from '../wholeLog.ts';

interface LogOptions {
  attempt?: number;
  follow?: boolean;
}

/** `logs job`: what a job run printed. */
export function addLogCommands(program: CliCommand, environment: CommandEnvironment): void {
  program
    .group('logs', 'what jobs and containers print')
    .command('job')
    .description('what a job run printed, in its last attempt')
    .json('attempt', 'log', 'complete')
    .example('logs job 01JD… --follow')
    .argument('<id>', 'identifier of the job run')
    .onApplication()
    .option('--attempt <number>', 'of this attempt', wholeNumber)
    .option('--follow', 'go on until the attempt has ended; not with --json')
    .action(
      environment.inApplication(async (tools, id: string, options: LogOptions) => {
        const { output } = tools;
        if (options.follow !== true) {
          const { client, application } = tools;
          const asked = { application, jobRun: id, attempt: options.attempt };
          const { pieces, ...rest } = await wholeLog(client, asked);
          if (pieces.length === 0)
            output.note(
              `It ${rest.complete ? 'printed nothing' : 'has printed nothing yet'}. Its error or result: dcm-processor show job ${id}`,
            );
          output.result({ ...rest, log: pieces }, textOf(pieces).replace(/\n$/, ''));
          return true;
        }
        if (output.json)
          throw new UsageError('--follow cannot be used with --json.', {
            advice: 'Ask again with --json and read on from there.',
          });
        await follow(tools, id, options.attempt);
        return true;
      }),
    );
}

async function follow(
  { client, application, output }: ApplicationTools,
  jobRun: string,
  wanted: number | undefined,
): Promise<void> {
  let attempt = wanted;
  let offset = 0;
  await waitFor(client, async () => {
    for await (const stretch of logStretches(client, { application, jobRun, attempt, offset })) {
      ({ attempt, nextOffset: offset } = stretch);
      output.text(textOf(stretch.pieces));
      if (stretch.complete) return true;
    }
    return null;
  });
}
