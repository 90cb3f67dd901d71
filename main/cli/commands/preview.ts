import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { assign } from '../assignments.ts';
import type { CommandEnvironment } from '../environment.ts';
import { describeFilters } from '../filterReport.ts';
import { findApplication, withEngine } from '../session.ts';

interface PreviewOptions {
  app?: string;
  study?: string;
  patient?: string;
}

/** `preview filters`: what rules would keep out of stored data, before anybody switches them on. */
export function addPreviewCommands(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('preview')
    .description('try options on stored data')
    .command('filters')
    .description('what the filters of an application would keep out of a stored study or patient')
    .example('preview filters --app Demo --patient PAT-7 filters.modalities=CT')
    .details('Also with changed filters.')
    .json('report')
    .argument('[assignments...]', 'other rules to try, such as minimumInstances=10')
    .option('-a, --app <name>', 'application')
    .option('--study <id>', 'a stored study: identifier or StudyInstanceUID')
    .option('--patient <id>', 'a stored patient: identifier or PatientID')
    .action(
      environment.action(async ({ output, home }, assignments: string[], options: PreviewOptions) =>
        withEngine(home, async (client) => {
          const what = wanted(options);
          const { id } = await findApplication(client, options.app);
          const application = await client.request('applications.get', { application: id });
          const { filters } = assign(
            application.options,
            assignments.map((one) => `filters.${one}`),
          ).options;
          const report = await client.request('filters.preview', { application: id, ...what, filters });
          output.result({ report }, describeFilters(report));
          return true;
        }),
      ),
    );
}

function wanted({ study, patient }: PreviewOptions): { level: 'patient' | 'study'; key: string } {
  if (study !== undefined && patient === undefined) return { level: 'study', key: study };
  if (patient !== undefined && study === undefined) return { level: 'patient', key: patient };
  throw new UsageError('Name a study with --study or a patient with --patient.', {
    advice: 'List studies with their identifiers: dcm-processor list studies --json',
  });
}
