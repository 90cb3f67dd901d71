import path from 'node:path';
import { Option } from 'commander';
import { findingInWords, orthancOptionsSchema } from '../../../contract/index.ts';
import type { ApplicationOptions, RouteInput } from '../../../contract/index.ts';
import { followTask } from '../../link/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { listIn, number, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { withEngine } from '../session.ts';
import { tellEndOf } from '../taskProblem.ts';

interface CreateOptions {
  name: string;
  path?: string;
  data?: string;
  quietSeconds?: number;
  grouping?: ApplicationOptions['grouping'];
  runtime?: ApplicationOptions['runtime'];
  dicomPort?: number;
  aeTitle?: string;
  httpPort?: number;
  modality?: string;
  orthanc?: boolean;
  browserPort?: number;
  python?: string;
  slots?: number;
  pullImages?: boolean;
}
type GivenOptions = NonNullable<RouteInput<'applications.create'>['options']>;

/** `create app`: an application with its folders. */
export function addCreateCommands(program: CliCommand, environment: CommandEnvironment): void {
  program
    .group('create', 'create something')
    .command('app')
    .description('create an application: its folders, settings and history')
    .details(
      'Its folder is FOLDER/NAME, or in the data home. One with the runtime docker is stopped until it is started. What is not set here is set with `set application`.',
    )
    .json('application', 'findings', 'task (with --pull-images)')
    .requiredOption('-n, --name <name>', 'name of the application')
    .asks('--path', '--runtime', '--dicom-port', '--modality')
    .option(
      '-p, --path <folder>',
      'folder in which the application folder is made (default: in the data home)',
    )
    .option('-d, --data <folder>', 'folder for its archive and runs; must not exist, or be empty')
    .option('--quiet-seconds <seconds>', 'an arrival is complete when nothing came for this long', number)
    .addOption(
      new Option('--grouping <level>', 'what is gathered into one arrival').choices([
        'patient',
        'study',
        'series',
      ]),
    )
    .option('-m, --modality <modalities>', 'process only images of these modalities, such as CT,MR')
    .option('--dicom-port <port>', 'open the C-STORE door at this port', wholeNumber)
    .option('--ae-title <title>', 'AE title of the C-STORE door (default: DCM-PROCESSOR)')
    .option('--http-port <port>', 'open the HTTP door at this port', wholeNumber)
    .option('--python <file>', 'Python interpreter of the local runtime (default: found on this machine)')
    .addOption(new Option('--runtime <kind>', 'where jobs run').choices(['local', 'docker']))
    .option('--orthanc', 'with an Orthanc of its own beside it, in a container')
    .option(
      '--browser-port <port>',
      'port of that Orthanc on this machine (default: one that is free)',
      wholeNumber,
    )
    .option('--slots <number>', 'jobs at once (default: one per processor core)', wholeNumber)
    .option('--pull-images', 'prepare it at once: pull and build its images')
    // Of the original; there is no dashboard, but the window.
    .addOption(new Option('--dashboard-port <port>').hideHelp())
    .example(
      'create app --name Demo --path /data/applications',
      'create app --name Trial --dicom-port 11112 --ae-title TRIAL --modality CT,MR',
    )
    .action(
      environment.action(async ({ output, home }, options: CreateOptions) =>
        withEngine(home, async (client) => {
          const { name, path: parent } = options;
          const chosen = chosenOptions(options);
          const folder = parent === undefined ? undefined : path.resolve(parent, name);
          const dataFolder = options.data === undefined ? undefined : path.resolve(options.data);
          const { findings } = await client.request('applications.check', {
            name,
            folder,
            dataFolder,
            options: { ...chosen },
          });
          const application = await client.request('applications.create', {
            name,
            folder,
            dataFolder,
            options: chosen,
          });
          for (const one of findings) output.note(findingInWords(one));
          const sentence = `Created the application "${application.name}" in ${application.folder}`;
          if (options.pullImages !== true) {
            output.result({ application, findings }, sentence);
            return true;
          }
          const begun = await client.request('applications.init', {
            application: application.id,
            refresh: true,
          });
          const task = await followTask(client, application.id, begun, output);
          return tellEndOf(task, output, { application, findings, task }, sentence);
        }),
      ),
    );
}

/** Only what was given: the rest has its defaults. */
function chosenOptions(options: CreateOptions): GivenOptions {
  const { quietSeconds, grouping, runtime, python, slots, dicomPort, aeTitle, httpPort, modality } = options;
  const { orthanc, browserPort } = options;
  const hasOrthanc = orthanc === true || browserPort !== undefined;
  return Object.fromEntries(
    Object.entries({
      quietSeconds,
      grouping,
      runtime,
      python,
      slots,
      scp:
        dicomPort === undefined && aeTitle === undefined
          ? undefined
          : { enabled: dicomPort !== undefined, port: dicomPort, aeTitle },
      http: httpPort === undefined ? undefined : { enabled: true, port: httpPort },
      filters:
        modality === undefined
          ? undefined
          : {
              enabled: true,
              modalities: listIn(modality).map((one) => one.toUpperCase()),
            },
      docker: hasOrthanc
        ? { components: { orthanc: orthancOptionsSchema.parse({ port: browserPort }) } }
        : undefined,
    } satisfies GivenOptions).filter(([, value]) => value !== undefined),
  );
}
