import path from 'node:path';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { EngineClient, Explanation } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { describeExplanation } from '../explanation.ts';
import { findApplication, withEngine } from '../session.ts';

interface ExplainOptions {
  app?: string;
  patient?: string;
  study?: string;
  series?: string;
  input?: string[];
}

/** `explain`: why jobs would run on something, or not. */
export function addExplainCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('explain')
    .description('why jobs would run on stored data or files, or not; nothing is run or recorded')
    .details('See [why (not)?](#why-not)')
    .json('arrivals', 'notes', 'noteCount')
    .option('-a, --app <name>', 'application')
    .option('--patient <id>', 'a stored patient: identifier or PatientID')
    .option('--study <id>', 'a stored study: identifier or StudyInstanceUID')
    .option('--series <id>', 'a stored series: identifier or SeriesInstanceUID')
    .option('--input <paths...>', 'files and folders, which are only read')
    .example('explain --app Demo --input ./study')
    .action(
      environment.action(async ({ output, home }, options: ExplainOptions) =>
        withEngine(home, async (client) => {
          const { id } = await findApplication(client, options.app);
          const explanation = await ask(client, id, options);
          const problem =
            explanation.arrivals.length > 0
              ? null
              : new EngineError('nothing-to-import', 'There is no DICOM instance to explain in it.');
          return output.verdict(explanation, describeExplanation(explanation), problem);
        }),
      ),
    );
}

function ask(client: EngineClient, application: string, options: ExplainOptions): Promise<Explanation> {
  const stored = (['patient', 'study', 'series'] as const).flatMap((level) => {
    const key = options[level];
    return key === undefined ? [] : [{ level, key }];
  });
  const [first] = stored;
  if (stored.length + Number(options.input !== undefined) !== 1) {
    throw new UsageError('Name one thing to explain: --patient, --study, --series or --input.', {
      advice: 'List studies with their identifiers: dcm-processor list studies --json',
    });
  }
  if (first !== undefined) return client.request('explain.stored', { application, ...first });
  const paths = (options.input ?? []).map((one) => path.resolve(one));
  return client.request('explain.files', { application, paths });
}
