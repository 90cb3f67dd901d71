import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { JobRunChoice, Requeued } from '../../../contract/index.ts';
import type { ApplicationTools, CommandEnvironment } from '../environment.ts';
import { notYet } from '../notYet.ts';
import { printable } from '../terminal/index.ts';
import type { Ended } from '../terminal/index.ts';
import { addChoiceNouns, addChoiceOptions, choicesOf, foundBy } from './choice.ts';
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
    .example('requeue --run 01JD…', 'requeue --job 01JD… --down')
    .action(
      environment.inApplication(async (tools, options: RequeueOptions) => {
        const found = await foundBy(tools.client, tools.application, options);
        return requeueJobs(tools, choicesOf(options, 'requeued', found), options.down === true);
      }),
    );
  addChoiceNouns(requeue, 'try again', (noun) =>
    noun
      .json('requeued', 'alongside', 'refused', 'refusals', 'notes', 'runs')
      .option('--down', 'also everything that depends on them, whatever became of it')
      .action(
        environment.inApplication((tools, ids: string[], options: RequeueOptions) =>
          requeueJobs(tools, choicesOf({ [noun.name()]: ids }, 'requeued'), options.down === true),
        ),
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
  const message = `${sum.refused} could not be requeued. ${first?.message ?? ''}`;
  return output.verdict(sum, inWords(sum), sum.refused === 0 ? null : new EngineError('not-found', message));
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
    `${requeued} requeued and ${alongside} with them, in ${runs} run(s).`,
    ...notes.map((note) => `Note: ${note}`),
    ...refusals.map(({ message, jobRun }) => `Not requeued: ${message} (${jobRun})`),
  ]
    .map(printable)
    .join('\n');
}
