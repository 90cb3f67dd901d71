import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { JobRunChoice, Requeued } from '../../../contract/index.ts';
import type { ApplicationTools, CommandEnvironment } from '../environment.ts';
import { notYet } from '../notYet.ts';
import { counted, printable } from '../terminal/index.ts';
import type { Ended } from '../terminal/index.ts';
import { addChoiceNouns, addChoiceOptions, choicesOf } from './choice.ts';
import type { ChoiceOptions } from './choice.ts';

type RequeueOptions = ChoiceOptions & { down?: boolean };

const none: Requeued = { requeued: 0, alongside: 0, refused: 0, refusals: [], notes: [], runs: 0 };

/** `requeue`: gives job runs another attempt. */
export function addRequeueCommand(program: CliCommand, environment: CommandEnvironment): void {
  const requeue = addChoiceOptions(program.group('requeue', 'try again'))
    .description('try job runs again: single ones, or what failed of runs, of a service or with a job name')
    .details(
      'Without --job and --state: those that failed, timed out or were cancelled. Fails if one cannot be. See [cancel and requeue](#cancel-and-requeue).',
    )
    .json('requeued', 'alongside', 'refused', 'refusals', 'notes', 'runs')
    .option('--down', 'also everything that depends on them, whatever became of it')
    .example('requeue --run 4', 'requeue --job 01JD… --down')
    .action(
      environment.inApplication(async (tools, options: RequeueOptions) => {
        return requeueJobs(tools, await choicesOf(tools, options, 'requeued'), options.down === true);
      }),
    );
  addChoiceNouns(requeue, 'try again', (noun) =>
    noun
      .json('requeued', 'alongside', 'refused', 'refusals', 'notes', 'runs')
      .option('--down', 'also everything that depends on them, whatever became of it')
      .action(
        environment.inApplication(async (tools, ids: string[], options: RequeueOptions) => {
          const choices = await choicesOf(tools, { [noun.name()]: ids }, 'requeued');
          return requeueJobs(tools, choices, options.down === true);
        }),
      ),
  );
}

async function requeueJobs(
  { client, link, application, found, output }: ApplicationTools,
  choices: readonly JobRunChoice[],
  below: boolean,
): Promise<Ended> {
  let sum = none;
  for (const choice of choices) {
    const request = { application, choice, below, from: 'command-line' } as const;
    sum = add(sum, await client.request('job_runs.requeue', request));
  }
  if (sum.requeued > 0) for (const line of notYet(found, link)) output.note(line);
  const [first] = sum.refusals;
  if (first === undefined) return output.verdict(sum, inWords(sum), null);
  const problem = new EngineError('incomplete', `${sum.refused} could not be requeued. ${first.message}`, {
    advice: `See: dcm-processor show job ${first.jobRun}`,
  });
  return output.verdict(sum, inWords(sum), problem);
}

function add(a: Requeued, b: Requeued): Requeued {
  return {
    requeued: a.requeued + b.requeued,
    alongside: a.alongside + b.alongside,
    refused: a.refused + b.refused,
    refusals: [...a.refusals, ...b.refusals],
    notes: [...a.notes, ...b.notes],
    runs: a.runs + b.runs,
  };
}

function inWords({ requeued, alongside, refusals, notes, runs }: Requeued): string {
  return [
    `${requeued} requeued and ${alongside} with them, in ${counted(runs, 'run')}.`,
    ...notes.map((note) => `Note: ${note}`),
    ...refusals.map(({ message, jobRun }) => `Not requeued: ${message} (${jobRun})`),
  ]
    .map(printable)
    .join('\n');
}
