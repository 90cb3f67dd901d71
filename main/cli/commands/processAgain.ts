import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { EngineClient, Grouping } from '../../../contract/index.ts';
import { followRuns, newestRunNumber, runsAfter } from '../../link/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { notYet, processedAgain } from '../notYet.ts';
import { runProblem } from '../runProblem.ts';
import { jobsInWords, whyNothingRan } from '../runsText.ts';
import { findApplication, withEngine } from '../session.ts';

interface ProcessAgainOptions {
  app?: string;
  patient?: string;
  study?: string;
  series?: string;
  run?: string;
  wait?: boolean;
}

/** `process-again`: a new version of a run with the services of now, although nothing new came. */
export function addProcessAgainCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('process-again')
    .description(
      'process what the archive holds of a patient, study or series once more, with the services of now',
    )
    .example('process-again --patient PAT-7 --app Demo --wait')
    .details('Named by identifier, PatientID or UID.')
    .json('arrival', 'runs (with --wait)')
    .option('-a, --app <name>', 'application')
    .option('--patient <id>', 'a stored patient: identifier or PatientID')
    .option('--study <id>', 'a stored study: identifier or StudyInstanceUID')
    .option('--series <id>', 'a stored series: identifier or SeriesInstanceUID')
    .option('--run <id>', 'what this run was about, by number or identifier')
    .option('--wait', 'wait until everything is processed; fail if a job fails')
    .action(
      environment.action(async ({ output, home }, options: ProcessAgainOptions) => {
        const wanted = wantedOf(options);
        return withEngine(home, async (client, link) => {
          const found = await findApplication(client, options.app);
          // Nothing is added either that would be processed some day, unasked.
          if (options.wait && found.life.state === 'stopped') throw new EngineError('application-stopped');
          const application = found.id;
          const what = typeof wanted === 'string' ? await aboutRun(client, application, wanted) : wanted;
          const newestBefore = await newestRunNumber(client, application);
          const arrival = await client.request('arrivals.reprocess', { application, ...what });
          if (!options.wait) {
            const waitsFor = notYet(found, link);
            for (const line of waitsFor) output.note(line);
            output.result({ arrival }, processedAgain(arrival.version, waitsFor));
            return true;
          }
          await followRuns(client, application, output);
          const runs = await runsAfter(client, application, newestBefore);
          const states = runs.map(
            (run) => `Run ${run.number}, version ${run.version}: ${run.state}, ${jobsInWords([run])}`,
          );
          const text = states.join('\n') + whyNothingRan(runs);
          return output.verdict({ arrival, runs }, text, await runProblem(client, application, runs));
        });
      }),
    );
}

/** The identifier of a run where one is named. @throws UsageError */
function wantedOf({ run, ...levels }: ProcessAgainOptions): string | { level: Grouping; key: string } {
  const named = (['patient', 'study', 'series'] as const).flatMap((level) => {
    const key = levels[level];
    return key === undefined ? [] : [{ level, key }];
  });
  const [only, ...others] = [...(run === undefined ? [] : [run]), ...named];
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(
    'Name what is to be processed again with one of --patient, --study, --series or --run.',
    { advice: 'List studies with their identifiers: dcm-processor list studies --json' },
  );
}

async function aboutRun(
  client: EngineClient,
  application: string,
  run: string,
): Promise<{ level: Grouping; key: string }> {
  const { level, key } = await client.request('runs.get', { application, run });
  return { level, key };
}
