import { wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import type { EngineClient, RouteOutput } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { describeFilters } from '../filterReport.ts';
import { errorInWords, errorsOf, hasFailed } from '../jobProblems.ts';
import { jobTitle } from '../jobTitle.ts';
import { retryInWords, rulesInWords } from '../jobRules.ts';
import { noEngineStays } from '../notYet.ts';
import { describeEstimate } from '../estimateText.ts';
import { describeCard, exportCard } from '../provenanceText.ts';
import { optionLines } from '../optionLines.ts';
import { findApplication, withEngine } from '../session.ts';
import { duration, printable, shortened, table } from '../terminal/index.ts';
import { answerTimeline, describeTimeline } from '../timelineText.ts';
import { textOf, wholeLog } from '../wholeLog.ts';

interface ShowJobOptions {
  log?: boolean;
  provenance?: boolean;
  attempt?: number;
  out?: string;
}

interface ShowRunOptions {
  app?: string;
  timeline?: boolean;
}

/** `show job|run|application|http|engine`. */
export function addShowCommands(program: CliCommand, environment: CommandEnvironment): CliCommand {
  const show = program.group('show', 'show one thing');

  show
    .command('job')
    .description('everything about one job run: state, attempts, callback, result or error, files')
    .example('show job 01JD… --log', 'show job 01JD… --provenance --out card.json')
    .details(
      'Also when it is tried again, its rules, and the errors of its attempts. The card of --provenance has the version of the code, the lock of the environment, parameters, input with UIDs and content hashes, times and attempts.',
    )
    .json('jobRun', 'log (with --log)', 'provenance, file (with --provenance, alone)')
    .argument('<id>', 'identifier of the job run')
    .option('--log', 'with the output of its last attempt')
    .option('--provenance', 'what it ran with: code, packages, parameters, input, times')
    .option('--out <file>', 'with --provenance: write it there, as JSON')
    .option('--attempt <n>', 'with --provenance: of this attempt, where it was run again', wholeNumber)
    .action(
      environment.action(async ({ output, home }, id: string, options: ShowJobOptions) =>
        withEngine(home, async (client, link) => {
          if (options.provenance === true) {
            const provenance = await client.request('provenance.get', {
              jobRun: id,
              attempt: options.attempt,
            });
            const file = options.out === undefined ? null : await exportCard(provenance, options.out);
            output.result({ provenance, file }, file ?? describeCard(provenance));
            return true;
          }
          const jobRun = await client.request('job_runs.get', { jobRun: id });
          const { application } = jobRun;
          if (link.startedHere && jobRun.waiting !== null) output.note(noEngineStays);
          const log = options.log ? (await wholeLog(client, { application, jobRun: id })).pieces : undefined;
          const text = describeJobRun(jobRun) + (log === undefined ? '' : `\n\n${textOf(log)}`);
          output.result(log === undefined ? { jobRun } : { jobRun, log }, text);
          return true;
        }),
      ),
    );

  show
    .command('run')
    .description('one run with its job runs and warnings')
    .example('show run 4 --app Demo', 'show run 4 --app Demo --timeline')
    .details(
      'Why job runs failed or were skipped, what the filters kept out, and what people cancelled and requeued. --timeline tells where each job spent its time, which jobs decided how long all took (the critical path), and how much later each of the others could have ended (its slack).',
    )
    .json('run', 'timeline (with --timeline, alone)')
    .argument('<id>', 'number or identifier of the run')
    .option('-a, --app <name>', 'application')
    .option('--timeline', 'when each job waited, was queued and ran, and what decided how long all took')
    .action(
      environment.action(async ({ output, home }, id: string, options: ShowRunOptions) =>
        withEngine(home, async (client) => {
          const application = await findApplication(client, options.app);
          if (options.timeline === true) {
            const timeline = await client.request('runs.timeline', {
              application: application.id,
              run: id,
            });
            const now = Date.now();
            output.result({ timeline: answerTimeline(timeline, now) }, describeTimeline(timeline, now));
            return true;
          }
          const run = await client.request('runs.get', { application: application.id, run: id });
          const jobs = table(
            ['JOB', 'STATE', 'DURATION', 'REASON', 'ID'],
            run.jobRuns.map((job) => [
              jobTitle(job),
              job.state,
              duration(
                job.startedAt === null || job.finishedAt === null ? null : job.finishedAt - job.startedAt,
              ),
              job.reason?.message ?? retryInWords(job),
              job.id,
            ]),
          );
          const warnings = run.warnings.map((warning) => `\nWarning: ${printable(warning.message)}`).join('');
          const failures = await failuresOf(client, application.id, run.jobRuns);
          const interventions = run.interventions
            .map(({ message }) => `\nBy hand: ${printable(message)}`)
            .join('');
          const late =
            run.putAsideCount === 0
              ? ''
              : `\nLate: ${run.putAsideCount} instances came afterwards and were put aside; see: list arrivals --put-aside`;
          const filters = run.filters === null ? '' : `\n\n${describeFilters(run.filters)}`;
          const estimate = run.estimate === null ? '' : `\n${describeEstimate(run.estimate)}`;
          output.result(
            { run },
            `Run ${run.number}, version ${run.version}: ${run.state}${estimate}\nResults: ${run.dataFolder}\n\n${jobs}${failures}${warnings}${interventions}${late}${filters}`,
          );
          return true;
        }),
      ),
    );

  show
    .command('study')
    .description('a study in the archive with its series, and the runs that processed it')
    .json('study')
    .example('show study 5a1c… --app Demo')
    .argument('<id>', 'identifier, as in list studies')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }, id: string) => {
        const study = await client.request('studies.get', { application, study: id });
        output.result({ study }, describeStudy(study));
        return true;
      }),
    );

  show
    .command('http')
    .description('how instances are sent by HTTP: addresses and access token')
    .example('show http --app Demo --new-token')
    .json('access', 'state')
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
    .command('application')
    .alias('app')
    .description('an application with its options')
    .example('show application Demo')
    .json('application')
    .argument('[name]', 'application')
    .action(
      environment.action(async ({ output, home }, name: string | undefined) =>
        withEngine(home, async (client) => {
          const { id } = await findApplication(client, name);
          const application = await client.request('applications.get', { application: id });
          const options = optionLines(application.options);
          output.result(
            { application },
            `${application.name} in ${application.folder}\n\n${table(['OPTION', 'VALUE'], options)}`,
          );
          return true;
        }),
      ),
    );

  show
    .command('engine')
    .description('the engine of the data home')
    .example('show engine')
    .details('Its version, process and data home.')
    .json('engine')
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
  return show;
}

function describeStudy(study: RouteOutput<'studies.get'>): string {
  const series = study.series.map((one) => [
    one.Modality,
    shortened(one.SeriesDescription),
    String(one.instanceCount),
    one.id,
  ]);
  const head = [study.PatientID, study.PatientName, study.StudyDate, study.StudyDescription].filter(Boolean);
  const runs = study.runs.map(({ state, id }) => [state, id]);
  return [
    head.map((one) => printable(shortened(one))).join(', '),
    table(['MODALITY', 'DESCRIPTION', 'INSTANCES', 'SERIES'], series),
    table(['STATE', 'RUN'], runs),
  ].join('\n\n');
}

/** Failed jobs of a run whose errors are told with it. */
const mostFailures = 20;

/** Why jobs of a run failed, one line each. */
async function failuresOf(
  client: EngineClient,
  application: string,
  jobRuns: RouteOutput<'runs.get'>['jobRuns'],
): Promise<string> {
  const failed = jobRuns.filter(hasFailed);
  const errors = await errorsOf(client, application, failed.slice(0, mostFailures));
  const lines = failed.flatMap((job) => {
    const error = errors.get(job.id);
    return error === undefined ? [] : [`\nFailed: ${printable(`${jobTitle(job)}: ${error}`)}`];
  });
  const left = failed.length - mostFailures;
  return lines.join('') + (left > 0 ? `\nFailed: ${left} more; see: list jobs --state failed timed-out` : '');
}

function describeJobRun(job: RouteOutput<'job_runs.get'>): string {
  const lines = [
    `${jobTitle(job)} of run ${job.runNumber}: ${job.state}`,
    job.reason === null ? null : `Reason: ${job.reason.message}`,
    job.waiting === null ? null : `Waits: ${job.waiting.message}`,
    `Worker ${job.worker}, callback ${job.callback}, channel ${job.channel}, time limit ${job.timeoutSeconds} s`,
    rulesInWords(job),
    ...job.attemptList.map((attempt) =>
      [
        `Attempt ${attempt.number}: ${attempt.outcome}`,
        duration(attempt.finishedAt === null ? null : attempt.finishedAt - attempt.startedAt),
        // That of the last one stands below.
        ...(attempt.error === null || (attempt.number === job.attempts && job.error !== null)
          ? []
          : [errorInWords(attempt.error)]),
        ...(attempt.error === null && attempt.problem !== null ? [attempt.problem] : []),
        ...(attempt.result === null ? [] : [`returned ${JSON.stringify(attempt.result)}`]),
      ].join(', '),
    ),
    job.callbackAnswer === null
      ? null
      : `Callback: ${job.callbackAnswer.kind} ${job.callbackAnswer.message ?? ''}`.trimEnd(),
    job.error === null
      ? null
      : `Error: ${job.error.type}: ${job.error.message}\n${job.error.traceback ?? ''}`,
    job.state === 'succeeded' ? `Result: ${JSON.stringify(job.result)}` : null,
    ...job.files.map((file) => `File: ${file.path} (${file.size} bytes)`),
    `Folder: ${job.dataFolder}`,
  ];
  return lines.filter((line) => line !== null).join('\n');
}
