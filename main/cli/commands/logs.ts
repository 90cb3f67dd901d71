import { waitFor } from '../../link/index.ts';
import type { ApplicationTools, CommandEnvironment } from '../environment.ts';
import { UsageError, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import type { LogPiece } from '../../../contract/index.ts';

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
          const { pieces, ...rest } = await wholeLog(tools, id, options.attempt);
          output.result({ ...rest, log: pieces }, textOf(pieces).trimEnd());
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

async function wholeLog(
  { client, application }: ApplicationTools,
  jobRun: string,
  wanted: number | undefined,
): Promise<{ attempt: number; pieces: LogPiece[]; complete: boolean }> {
  const pieces: LogPiece[] = [];
  for (let offset = 0; ;) {
    const stretch = await client.request('job_runs.log', { application, jobRun, attempt: wanted, offset });
    pieces.push(...stretch.pieces);
    const { attempt, complete } = stretch;
    if (stretch.pieces.length === 0 || complete) return { attempt, pieces, complete };
    offset = stretch.nextOffset;
  }
}

async function follow(
  { client, application, output }: ApplicationTools,
  jobRun: string,
  wanted: number | undefined,
): Promise<void> {
  let offset = 0;
  await waitFor(client, async () => {
    for (;;) {
      const stretch = await client.request('job_runs.log', { application, jobRun, attempt: wanted, offset });
      offset = stretch.nextOffset;
      const text = textOf(stretch.pieces);
      if (text !== '') output.result({}, text.trimEnd());
      if (stretch.complete) return true;
      if (stretch.pieces.length === 0) return null;
    }
  });
}

function textOf(pieces: readonly LogPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}
