import path from 'node:path';
import { Option } from 'commander';
import { number, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { orthancOptionsSchema } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { withEngine } from '../session.ts';

/** `create app`: an application with its folders. */
export function addCreateCommands(program: CliCommand, environment: CommandEnvironment): void {
  const create = program.group('create', 'create something');
  create
    .command('app')
    .description('create an application: its folders, settings and history')
    .details(
      'Its folder is FOLDER/NAME, or in the data home. One with the runtime docker is stopped until it is started.',
    )
    .json('application')
    .requiredOption('-n, --name <name>', 'name of the application')
    .option(
      '-p, --path <folder>',
      'folder in which the application folder is made (default: in the data home)',
    )
    .option('--quiet-seconds <seconds>', 'an arrival is complete when nothing came for this long', number)
    .option('--grouping <level>', 'gather arrivals by patient, study or series')
    .option('--python <file>', 'Python interpreter of the local runtime (default: found on this machine)')
    .addOption(new Option('--runtime <kind>', 'where jobs run').choices(['local', 'docker']))
    .option('--orthanc', 'with an Orthanc of its own beside it, in a container')
    .option('--slots <number>', 'jobs at once (default: one per processor core)', wholeNumber)
    .example('create app --name Demo --path /data/applications')
    .action(
      environment.action(async ({ output, home }, options: CreateOptions) => {
        const { name, path: parent, quietSeconds, grouping, runtime, python, slots } = options;
        const docker =
          options.orthanc === true ? { components: { orthanc: orthancOptionsSchema.parse({}) } } : undefined;
        const folder = parent === undefined ? undefined : path.resolve(parent, name);
        const chosen = Object.fromEntries(
          Object.entries({ quietSeconds, grouping, runtime, docker, python, slots }).filter(
            ([, value]) => value !== undefined,
          ),
        );
        const application = await withEngine(home, (client) =>
          client.request('applications.create', { name, folder, options: chosen }),
        );
        output.result(
          { application },
          `Created the application "${application.name}" in ${application.folder}`,
        );
        return true;
      }),
    );
}

interface CreateOptions {
  name: string;
  path?: string;
  quietSeconds?: number;
  grouping?: string;
  runtime?: string;
  orthanc?: boolean;
  python?: string;
  slots?: number;
}
