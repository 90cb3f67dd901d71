import path from 'node:path';
import type { DeletionPreview } from '../../../contract/index.ts';
import { tellTask } from '../tellTask.ts';
import type { CommandEnvironment } from '../environment.ts';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { findApplication, withEngine } from '../session.ts';
import { confirm, counted, mayAsk } from '../terminal/index.ts';

interface ChosenOptions {
  app?: string;
  patient: string[];
  series: string[];
}
interface RemoveOptions extends ChosenOptions {
  cancelRuns?: boolean;
  inputCopies?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}
interface ExportOptions extends ChosenOptions {
  to: string;
  zip?: boolean;
  media?: boolean;
  through?: string;
  wait?: boolean;
}

/** `remove studies`, `export studies`: what is done with what the archive holds. */
export function addStudyCommands(program: CliCommand, environment: CommandEnvironment): void {
  function onChosen(command: CliCommand): CliCommand {
    return command
      .argument('[studies...]', 'studies, by their identifier or StudyInstanceUID')
      .onApplication()
      .option('--patient <id...>', 'patients, by their identifier or PatientID', [])
      .option('--series <id...>', 'series, by their identifier or SeriesInstanceUID', []);
  }

  onChosen(
    program
      .group('remove', 'remove something')
      .command('studies')
      .alias('study')
      .description('delete studies, patients or series from the archive for good; asks first at a terminal')
      .details(
        'Runs keep their record, results and logs. It goes on after a restart of the engine. There is no way back.',
      )
      .json('preview', 'dryRun', 'task (not with --dry-run)', 'notes (not with --dry-run)'),
  )
    .option(
      '--cancel-runs',
      'cancel runs of them that have not ended; without it they keep it from being done',
    )
    .option('--input-copies', 'also remove the copies of the images that ended runs keep')
    .option('--dry-run', 'only tell what would go and what stays')
    .option('-y, --yes', 'do not ask')
    .example(
      'remove studies 1.2.840.1 --app Demo --dry-run',
      'remove studies --patient PAT-7 --yes --app Demo',
    )
    .action(
      environment.action(async ({ output, home }, studies: string[], options: RemoveOptions) =>
        withEngine(home, async (client, link) => {
          const chosen = chosenIn(studies, options);
          const { id: application } = await findApplication(client, options.app);
          const preview = await client.request('studies.preview_delete', { application, ...chosen });
          const { dryRun = false, yes = false, cancelRuns = false, inputCopies = false } = options;
          const told = previewInWords(preview, inputCopies);
          if (dryRun) {
            output.result({ preview, dryRun }, told.join('\n'));
            return true;
          }
          for (const line of told) output.note(line);
          if (!yes && !mayAsk())
            throw new UsageError('Nothing is deleted without --yes where nobody can be asked.');
          if (!yes && !(await confirm('Delete it for good?', false))) {
            output.result({ preview, dryRun: true }, 'Nothing was deleted.');
            return true;
          }
          const task = await client.request('studies.delete', {
            application,
            ...chosen,
            upTo: preview.upTo,
            cancelRuns,
            inputCopies,
            from: 'command-line',
          });
          return tellTask(client, link, output, {
            application,
            task,
            wait: true,
            code: 'disk-failed',
            more: { preview, dryRun },
          });
        }),
      ),
    );

  onChosen(
    program
      .group('export', 'write something down for other programs')
      .command('studies')
      .alias('study')
      .description('export studies, patients or series as DICOM files, byte by byte as they are stored')
      .details(
        'Into a folder or one ZIP archive that must not exist yet; it has its name when it is whole. With --through, a ' +
          'service that anonymises runs on what was chosen of each study, and what it made is exported: images that still have the name or ' +
          'identifier of the patient are left out.',
      )
      .json('task', 'notes'),
  )
    .requiredOption('--to <path>', 'folder or ZIP archive that is made')
    .option('--zip', 'a ZIP archive (default where the path ends in .zip)')
    .option('--media', 'names of DICOM media, with a DICOMDIR')
    .option('--through <service>', 'an installed service that anonymises')
    .option('--wait', 'wait until it is written')
    .example('export studies 1.2.840.1 --to ./for-anna --app Demo --wait')
    .action(
      environment.action(async ({ output, home }, studies: string[], options: ExportOptions) =>
        withEngine(home, async (client, link) => {
          const chosen = chosenIn(studies, options);
          const { id: application } = await findApplication(client, options.app);
          const isZip = options.zip === true || options.to.toLowerCase().endsWith('.zip');
          const target = path.resolve(options.to);
          const task = await client.request('studies.export', {
            application,
            ...chosen,
            form: isZip ? 'zip' : 'folder',
            layout: options.media === true ? 'media' : 'names',
            target,
            service: options.through ?? null,
          });
          const wait = options.wait === true;
          return tellTask(client, link, output, {
            application,
            task,
            wait,
            code: 'disk-failed',
            into: target,
          });
        }),
      ),
    );
}

function chosenIn(studies: string[], { patient: patients, series }: ChosenOptions) {
  if (studies.length + patients.length + series.length === 0) {
    throw new UsageError('Name studies, or patients with --patient, or series with --series.', {
      advice: 'List studies with their identifiers: dcm-processor list studies --json',
    });
  }
  return { patients, studies, series };
}

function previewInWords(preview: DeletionPreview, inputCopies: boolean): string[] {
  const { goes, arriving, runsKept, activeRunCount, activeRuns, inUse, staysInOrthanc } = preview;
  const copies = preview.inputCopies;
  const runs = activeRuns.map(({ number }) => number).join(', ');
  const lines = [
    `Goes: ${counted(goes.instances, 'instance')} in ${goes.series} series of ${counted(goes.studies, 'study', 'studies')} of ${counted(goes.patients, 'patient')}, ${goes.bytes} bytes.`,
    arriving === 0 ? null : `Ends: ${arriving} that are still arriving.`,
    runsKept === 0 ? null : `Stays: the record, results and logs of ${counted(runsKept, 'run')}.`,
    copies.runs === 0
      ? null
      : `${inputCopies ? 'Goes' : 'Stays (--input-copies removes it)'}: copies of the images in ${counted(copies.runs, 'run')}.`,
    staysInOrthanc ? 'Stays: what the Orthanc beside the application has.' : null,
    activeRunCount === 0
      ? null
      : `Not ended: ${counted(activeRunCount, 'run')} (${runs}); --cancel-runs cancels them.`,
    ...inUse,
  ];
  return lines.filter((line) => line !== null);
}
