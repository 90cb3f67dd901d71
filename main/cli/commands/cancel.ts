import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import type { Cancelled, JobRunChoice } from '../../../contract/index.ts';
import type { ApplicationTools, CommandEnvironment } from '../environment.ts';
import { counted } from '../terminal/index.ts';
import { addChoiceNouns, addChoiceOptions, choicesOf } from './choice.ts';
import type { ChoiceOptions } from './choice.ts';

type CancelOptions = ChoiceOptions & { arrival?: string; withCleanUp?: boolean };

const none: Cancelled = { cancelled: 0, ending: 0, skipped: 0, alreadyEnded: 0, cleanUp: 0, runs: 0 };

/** `cancel`: ends job runs, or puts aside what is being planned. */
export function addCancelCommand(program: CliCommand, environment: CommandEnvironment): void {
  const cancel = addChoiceOptions(program.group('cancel', 'end what is open'))
    .description('end job runs: single ones, those of runs, of a service or with a job name')
    .details(
      'See [cancel and requeue](#cancel-and-requeue). With --arrival, what is being planned is put aside.',
    )
    .json(
      'cancelled',
      'ending',
      'skipped',
      'alreadyEnded',
      'cleanUp',
      'runs',
      'arrival (with --arrival, alone)',
    )
    .option('--with-clean-up', 'also clean-up jobs that would run when the others have ended')
    .option(
      '--arrival <id>',
      'in place of job runs: what is being planned, as in list arrivals; it is put aside',
    )
    .example('cancel --run 4', 'cancel --service segmentation --state queued')
    .action(
      environment.inApplication(async (tools, options: CancelOptions) => {
        const { arrival, withCleanUp = false } = options;
        if (arrival === undefined) {
          return cancelJobs(tools, await choicesOf(tools, options, 'cancelled'), withCleanUp);
        }
        refuseBoth(options);
        return putAside(tools, arrival);
      }),
    );
  addChoiceNouns(cancel, 'end', (noun) =>
    noun
      .json('cancelled', 'ending', 'skipped', 'alreadyEnded', 'cleanUp', 'runs')
      .option('--with-clean-up', 'also clean-up jobs that would run when the others have ended')
      .action(
        environment.inApplication(async (tools, ids: string[], options: CancelOptions) => {
          const choices = await choicesOf(tools, { [noun.name()]: ids }, 'cancelled');
          return cancelJobs(tools, choices, options.withCleanUp === true);
        }),
      ),
  );
}

async function putAside({ client, application, output }: ApplicationTools, wanted: string): Promise<true> {
  const asked = { application, arrival: wanted, from: 'command-line' } as const;
  const arrival = await client.request('arrivals.cancel', asked);
  output.result({ arrival }, 'It was put aside: process-now processes it all the same.');
  return true;
}

async function cancelJobs(
  { client, application, output }: ApplicationTools,
  choices: readonly JobRunChoice[],
  withCleanUp: boolean,
): Promise<true> {
  let sum = none;
  for (const choice of choices) {
    const request = { application, choice, withCleanUp, from: 'command-line' } as const;
    sum = add(sum, await client.request('job_runs.cancel', request));
  }
  output.result(sum, inWords(sum));
  return true;
}

function refuseBoth({ job, run, service, jobName }: CancelOptions): void {
  if ([job, run, service, jobName].every((one) => one === undefined)) return;
  throw new UsageError('Name an arrival with --arrival, or job runs; not both.');
}

function add(a: Cancelled, b: Cancelled): Cancelled {
  return {
    cancelled: a.cancelled + b.cancelled,
    ending: a.ending + b.ending,
    skipped: a.skipped + b.skipped,
    alreadyEnded: a.alreadyEnded + b.alreadyEnded,
    cleanUp: a.cleanUp + b.cleanUp,
    runs: a.runs + b.runs,
  };
}

function inWords({ cancelled, ending, skipped, alreadyEnded, cleanUp, runs }: Cancelled): string {
  const parts = [
    `${cancelled} cancelled before they began`,
    `${ending} running: their processes are being ended`,
    `${skipped} skipped because they need one of these`,
    ...(alreadyEnded === 0 ? [] : [`${alreadyEnded} had ended already and stay as they are`]),
    ...(cleanUp === 0 ? [] : [`${cleanUp} clean-up left to run; --with-clean-up cancels them too`]),
  ];
  return `Job runs of ${counted(runs, 'run')}:\n${parts.map((part) => `  ${part}`).join('\n')}`;
}
