import type { Command } from 'commander';
import type { EngineClient, JobRunDetail, LogPiece } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { duration, printable, table } from '../terminal/index.ts';

/** `show job|run|http|engine`. */
export function addShowCommands(program: Command, environment: CommandEnvironment): void {
  const show = program.command('show').description('show a job run, a run or the engine');

  show
    .command('job')
    .description('everything about one job run: state, attempts, callback, result or error, files')
    .argument('<id>', 'identifier of the job run')
    .option('--log', 'with the output of its last attempt')
    .action(
      environment.action(async ({ output, home }, id: string, options: { log?: boolean }) =>
        withEngine(home, async (client) => {
          const jobRun = await client.request('job_runs.get', { jobRun: id });
          const log = options.log ? await wholeLog(client, jobRun.application, id) : undefined;
          const text =
            describeJobRun(jobRun) +
            (log === undefined ? '' : `\n\n${log.map((piece) => piece.text).join('')}`);
          output.result(log === undefined ? { jobRun } : { jobRun, log }, text);
          return true;
        }),
      ),
    );

  show
    .command('run')
    .description('one run with its job runs and warnings')
    .argument('<id>', 'identifier of the run')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, id: string, options: { app?: string }) =>
        withEngine(home, async (client) => {
          const application = await findApplication(client, options.app);
          const run = await client.request('runs.get', { application: application.id, run: id });
          const jobs = table(
            ['JOB', 'STATE', 'DURATION', 'REASON', 'ID'],
            run.jobRuns.map((job) => [
              job.jobName,
              job.state,
              duration(
                job.startedAt === null || job.finishedAt === null ? null : job.finishedAt - job.startedAt,
              ),
              job.reason?.message ?? '',
              job.id,
            ]),
          );
          const warnings = run.warnings.map((warning) => `\nWarning: ${printable(warning.message)}`).join('');
          output.result(
            { run },
            `Run ${run.number}: ${run.state}\nResults: ${run.dataFolder}\n\n${jobs}${warnings}`,
          );
          return true;
        }),
      ),
    );

  show
    .command('http')
    .description('how instances are sent by HTTP: addresses and access token')
    .option('-a, --app <name>', 'application')
    .option('--new-token', 'make a new token; the one before is worth nothing from then on')
    .action(
      environment.action(async ({ output, home }, options: { app?: string; newToken?: boolean }) => {
        const { access, state } = await withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          const route = options.newToken ? 'http.renew_token' : 'http.access';
          const access = await client.request(route, { application });
          const { doors } = await client.request('doors.list', { application });
          return { access, state: doors.find(({ door }) => door === 'http')?.state ?? 'off' };
        });
        const lines = [
          `HTTP door: ${state}`,
          `Single instances: POST ${access.instancesUrl}`,
          `STOW-RS: ${access.dicomWebUrl}/studies`,
          `Token (also in ${access.file}): ${access.token}`,
        ];
        output.result({ access, state }, lines.join('\n'));
        return true;
      }),
    );

  show
    .command('engine')
    .description('the engine of the data home')
    .action(
      environment.action(async ({ output, home }) => {
        const engine = await withEngine(home, (client) => client.request('engine.status', {}));
        output.result(
          { engine },
          `DCM Processor ${engine.version}, process ${engine.pid}, data home ${engine.home}`,
        );
        return true;
      }),
    );
}

function describeJobRun(job: JobRunDetail): string {
  const lines = [
    `${job.jobName} of run ${job.runNumber}: ${job.state}`,
    job.reason === null ? null : `Reason: ${job.reason.message}`,
    `Worker ${job.worker}, callback ${job.callback}, channel ${job.channel}, time limit ${job.timeoutSeconds} s`,
    ...job.attemptList.map(
      (attempt) =>
        `Attempt ${attempt.number}: ${attempt.outcome}, ${duration(attempt.finishedAt === null ? null : attempt.finishedAt - attempt.startedAt)}`,
    ),
    job.callbackAnswer === null
      ? null
      : `Callback: ${job.callbackAnswer.kind} ${job.callbackAnswer.message ?? ''}`,
    job.error === null
      ? null
      : `Error: ${job.error.type}: ${job.error.message}\n${job.error.traceback ?? ''}`,
    job.state === 'succeeded' ? `Result: ${JSON.stringify(job.result)}` : null,
    ...job.files.map((file) => `File: ${file.path} (${file.size} bytes)`),
    `Folder: ${job.dataFolder}`,
  ];
  return lines.filter((line) => line !== null).join('\n');
}

async function wholeLog(client: EngineClient, application: string, jobRun: string): Promise<LogPiece[]> {
  const pieces: LogPiece[] = [];
  for (let offset = 0; ;) {
    const stretch = await client.request('job_runs.log', { application, jobRun, offset });
    pieces.push(...stretch.pieces);
    if (stretch.pieces.length === 0) return pieces;
    offset = stretch.nextOffset;
  }
}
