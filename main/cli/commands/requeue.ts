import type { CliCommand } from '../frame/index.ts';
import { EngineError, noneRequeued } from '../../../contract/index.ts';
import type { JobRunChoice, RunDetail } from '../../../contract/index.ts';
import { followRuns } from '../../link/index.ts';
import type { ApplicationTools, CommandEnvironment } from '../environment.ts';
import { notYet } from '../notYet.ts';
import { addRequeued, refusalIn, requeuedInWords, unnamedIn } from '../requeued.ts';
import { runProblem } from '../runProblem.ts';
import { runsInWords } from '../runsText.ts';
import type { Ended } from '../terminal/index.ts';
import { addChoiceNouns, addChoiceOptions, choicesOf } from './choice.ts';
import type { ChoiceOptions } from './choice.ts';

type RequeueOptions = ChoiceOptions & { down?: boolean; wait?: boolean };

const keys = [
  'requeued',
  'alongside',
  'refused',
  'refusals',
  'notes',
  'runs',
  'runIds',
  'ended (with --wait)',
] as const;

/** `requeue`: gives job runs another attempt. */
export function addRequeueCommand(program: CliCommand, environment: CommandEnvironment): void {
  const requeue = addChoiceOptions(program.group('requeue', 'try again'))
    .description('try job runs again: single ones, or what failed of runs, of a service or with a job name')
    .details(
      'Without --job and --state: those that failed, timed out or were cancelled. Fails if one cannot be. See [cancel and requeue](#cancel-and-requeue).',
    )
    .json(...keys)
    .option('--down', 'also everything that depends on them, whatever became of it')
    .option('--wait', 'wait until everything is processed; fail if a job fails')
    .example('requeue --run 4', 'requeue --job 01JD… --down')
    .action(
      environment.inApplication(async (tools, options: RequeueOptions) => {
        return requeueJobs(tools, await choicesOf(tools, options, 'requeued'), options);
      }),
    );
  addChoiceNouns(requeue, 'try again', (noun) =>
    noun
      .json(...keys)
      .option('--down', 'also everything that depends on them, whatever became of it')
      .option('--wait', 'wait until everything is processed; fail if a job fails')
      .action(
        environment.inApplication(async (tools, ids: string[], options: RequeueOptions) => {
          const choices = await choicesOf(tools, { [noun.name()]: ids }, 'requeued');
          return requeueJobs(tools, choices, options);
        }),
      ),
  );
}

async function requeueJobs(
  { client, link, application, found, output }: ApplicationTools,
  choices: readonly JobRunChoice[],
  { down = false, wait = false }: RequeueOptions,
): Promise<Ended> {
  // Nothing is opened either that would go on some day, unwatched.
  if (wait && found.life.state === 'stopped') throw new EngineError('application-stopped');
  let sum = noneRequeued;
  for (const choice of choices) {
    const request = { application, choice, below: down, from: 'command-line' } as const;
    sum = addRequeued(sum, await client.request('job_runs.requeue', request));
  }
  // Where nothing goes on again there is nothing to wait for, whatever else the application has to do.
  if (!wait || sum.requeued === 0) {
    if (sum.requeued > 0) for (const line of notYet(found, link)) output.note(line);
    return output.verdict({ ...sum, ...(wait && { ended: [] }) }, requeuedInWords(sum), refusalIn(sum));
  }
  await followRuns(client, application, output);
  const ended: RunDetail[] = [];
  for (const run of sum.runIds) ended.push(await client.request('runs.get', { application, run }));
  const text = `${requeuedInWords(sum)}\n${runsInWords(ended)}`;
  const problem = refusalIn(sum) ?? (await runProblem(client, application, ended)) ?? unnamedIn(sum);
  return output.verdict({ ...sum, ended }, text, problem);
}
