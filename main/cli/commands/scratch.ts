import path from 'node:path';
import { UsageError, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { EngineError, jsonValueSchema } from '../../../contract/index.ts';
import type { EngineClient, JsonValue, ScratchDetail, Task } from '../../../contract/index.ts';
import { followTask } from '../../link/index.ts';
import { describeComparison, describeScratch } from '../comparisonText.ts';
import type { CommandEnvironment } from '../environment.ts';
import { errorInWords, hasFailed } from '../jobProblems.ts';
import { findApplication, withEngine } from '../session.ts';
import { taskProblem } from '../taskProblem.ts';
import { printable, table } from '../terminal/index.ts';
import type { Ended, Output } from '../terminal/index.ts';

interface ScratchOptions {
  app?: string;
  service?: string;
  path?: string;
  study?: string;
  patient?: string;
  run?: string;
  job?: string;
  set: string[];
  compare?: boolean;
}

interface AgainOptions {
  attempt?: number;
  check?: boolean;
  anyway?: boolean;
}

/** `scratch`, `again job`, `list scratch`, `show scratch`, `remove scratch`. */
export function addScratchCommands(
  program: CliCommand,
  { list, show }: { list: CliCommand; show: CliCommand },
  environment: CommandEnvironment,
): void {
  program
    .command('scratch')
    .description('run a service on stored data beside the history, and compare it with the last ordinary run')
    .example('scratch --service segmentation --patient PAT-7 --set params.threshold=3 --compare')
    .details('With other parameters if wanted. Fails if a job fails.')
    .json('scratch')
    .option('-a, --app <name>', 'application')
    .option('-s, --service <name>', 'installed service')
    .option('--path <folder>', 'folder of a service that is not installed')
    .option('--study <id>', 'on a stored study: identifier or StudyInstanceUID')
    .option('--patient <id>', 'on a stored patient: identifier or PatientID')
    .option('--run <id>', 'on the input of a run, by number or identifier')
    .option('--job <name>', 'only this job of the service')
    .option('--set <assignment>', 'a parameter: params.threshold=3; may be given several times', collect, [])
    .option('--compare', 'show how it differs from the last ordinary run')
    .action(
      environment.action(async ({ output, home }, options: ScratchOptions) =>
        withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          const task = await client.request('scratch.start', {
            application,
            service: options.service,
            path: options.path === undefined ? undefined : path.resolve(options.path),
            study: options.study,
            patient: options.patient,
            run: options.run,
            job: options.job,
            params: paramsIn(options.set),
          });
          return follow(client, application, task, output, options.compare === true);
        }),
      ),
    );

  program
    .command('again')
    .description('run something again as it was')
    .command('job')
    .description('run a job again with the code, parameters and input of then, beside the history')
    .example('again job 01JD… --check', 'again job 01JD…')
    .details('Says before what is missing or otherwise, and does not run then. --check only says it.')
    .json('scratch', 'missing, differences (with --check, alone)')
    .argument('<id>', 'identifier of the job run')
    .option('--attempt <number>', 'as this attempt ran; by default the last one', wholeNumber)
    .option('--check', 'only say what is missing or would be otherwise')
    .option('--anyway', 'also where something would be otherwise')
    .action(
      environment.action(async ({ output, home }, id: string, options: AgainOptions) =>
        withEngine(home, async (client) => {
          const wanted = { jobRun: id, attempt: options.attempt };
          const check = await client.request('scratch.check_again', wanted);
          const lines = [...check.missing, ...check.differences].map(printable);
          if (options.check === true)
            return output.verdict(
              check,
              lines.join('\n') || 'It can run exactly as it did.',
              lines.length === 0 ? null : new EngineError('not-repeatable'),
            );
          for (const line of lines) output.note(line);
          const task = await client.request('scratch.again', { ...wanted, anyway: options.anyway });
          return follow(client, task.application, task, output, true);
        }),
      ),
    );

  addOne(program, show, environment);
  list
    .command('scratch')
    .description('scratch runs, newest first')
    .example('list scratch --app Demo')
    .json('rows', 'nextCursor', 'total')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, options: { app?: string }) => {
        const page = await withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          return client.request('scratch.list', { application });
        });
        const rows = page.rows.map((one) => [String(one.number), one.kind, one.service, one.state, one.id]);
        output.result(page, table(['NUMBER', 'KIND', 'SERVICE', 'STATE', 'ID'], rows));
        return true;
      }),
    );
}

/** Adds commands about one scratch run. */
function addOne(program: CliCommand, show: CliCommand, environment: CommandEnvironment): void {
  show
    .command('scratch')
    .description('a scratch run with its comparison')
    .example('show scratch 01JD… --app Demo')
    .json('scratch')
    .argument('<id>', 'identifier of the scratch run')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, id: string, options: { app?: string }) => {
        const scratch = await withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          return client.request('scratch.get', { application, scratch: id });
        });
        output.result({ scratch }, describe(scratch, true));
        return true;
      }),
    );

  const remove = program.group('remove', 'remove something');
  remove
    .command('scratch')
    .description('remove a scratch run with its files')
    .example('remove scratch 01JD… --app Demo')
    .argument('<id>', 'identifier of the scratch run')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, id: string, options: { app?: string }) => {
        await withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          await client.request('scratch.remove', { application, scratch: id });
        });
        output.result({}, 'Removed.');
        return true;
      }),
    );
}

async function follow(
  client: EngineClient,
  application: string,
  task: Task,
  output: Output,
  compare: boolean,
): Promise<Ended> {
  const ended = await followTask(client, application, task, output);
  const problem = taskProblem(ended);
  if (problem !== null) throw problem;
  const scratch = await client.request('scratch.get', { application, scratch: task.id });
  return output.verdict({ scratch }, describe(scratch, compare), problemOf(scratch));
}

/** Why a scratch run is no success; null where it is. */
function problemOf({ state, number, jobs }: ScratchDetail): EngineError | null {
  if (state === 'succeeded') return null;
  if (state === 'cancelled') return new EngineError('cancelled', `Scratch run ${number} was cancelled.`);
  const failed = jobs.find(hasFailed);
  if (failed === undefined) return new EngineError('job-failed', `Scratch run ${number} failed.`);
  const { jobName, error } = failed;
  const why = error === null ? failed.state : errorInWords(error);
  return new EngineError('job-failed', `Scratch run ${number} failed. ${jobName}: ${why}`);
}

function describe(scratch: ScratchDetail, compare: boolean): string {
  const compared = scratch.jobs.map((job) => `\n\n${describeComparison(job.jobName, job.comparison)}`);
  return `${describeScratch(scratch)}${compare ? compared.join('') : ''}`;
}

function collect(given: string, before: string[]): string[] {
  return [...before, given];
}

/** `params.threshold=3`; values are JSON where they are, else text. */
function paramsIn(assignments: readonly string[]): Record<string, JsonValue> {
  return Object.fromEntries(
    assignments.map((given): [string, JsonValue] => {
      const [whole, name, text] = /^params\.([^=]+)=(.*)$/s.exec(given) ?? [];
      if (whole === undefined || name === undefined || text === undefined) {
        throw new UsageError(`"${given}" sets no parameter.`, {
          advice: 'Write params.NAME=VALUE, for example: --set params.threshold=3',
        });
      }
      return [name.trim(), valueIn(text)];
    }),
  );
}

function valueIn(text: string): JsonValue {
  try {
    return jsonValueSchema.parse(JSON.parse(text));
  } catch {
    // A text needs no quotes on a command line.
    return text;
  }
}
