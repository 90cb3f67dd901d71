import path from 'node:path';
import { Option } from 'commander';
import { EngineError } from '../../../contract/index.ts';
import type { TriedService } from '../../../contract/index.ts';
import { commandLine } from '../../platform/index.ts';
import { findingProblem } from '../findingProblem.ts';
import { draftIn, withDraftOptions } from '../draftOptions.ts';
import type { DraftOptions } from '../draftOptions.ts';
import type { CommandEnvironment } from '../environment.ts';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { withSource, withSourceOptions } from '../openSource.ts';
import type { SourceOptions } from '../openSource.ts';
import { findApplication, withEngine } from '../session.ts';
import { counted, printable, table } from '../terminal/index.ts';
import { findingText } from '../workerText.ts';

interface CreateOptions extends DraftOptions {
  name: string;
  path: string;
  app?: string;
  install?: 'copy' | 'link';
}

interface TryOptions extends DraftOptions {
  name?: string;
  path?: string;
  patient?: string;
  study?: string;
}

/** `create service`, `list examples`, `check service` and `try`: services before they are installed. */
export function addServiceDraftCommands(
  program: CliCommand,
  list: CliCommand,
  environment: CommandEnvironment,
): void {
  addCreate(program, environment);
  addCheck(program, environment);
  addTry(program, environment);
  list
    .command('examples')
    .description('what a new service can begin with')
    .json('examples')
    .example('list examples')
    .action(
      environment.action(async ({ output, home }) => {
        const examples = await withEngine(home, (client) => client.request('services.examples', {}));
        const rows = examples.map(({ example, description, needs }) => [
          example,
          needs === '' ? description : `${description} Needs ${needs}.`,
        ]);
        output.result({ examples }, table(['EXAMPLE', 'WHAT IT DOES'], rows));
        return true;
      }),
    );
}

function addCreate(program: CliCommand, environment: CommandEnvironment): void {
  const command = program
    .group('create', 'create something')
    .command('service')
    .description('write the folder of a new service, from an example')
    .details(
      'The folder is FOLDER/NAME; it must not exist, or be empty. Conditions say for which series it is wanted; they become a readable function in registry/trigger.py. With --app, names and channels are compared with what is there.',
    )
    .json('folder', 'installed', 'findings')
    .onApplication()
    .requiredOption('-n, --name <name>', 'name of the service and its Python packages')
    .requiredOption('-p, --path <folder>', 'folder in which its own is made')
    .asks('--example', '--description')
    .addOption(new Option('--install <how>', 'install it at once').choices(['copy', 'link']))
    .example(
      'create service --name lung_volume --path ./services',
      'create service --name thin_slices --path . --example nifti-conversion --modality CT --at-least 40 --tag "SliceThickness<=2"',
      'create service --name heads --path . --body-part HEAD --description-lacks scout --app Demo --install link',
    );
  withDraftOptions(command).action(
    environment.action(async ({ output, home }, options: CreateOptions) => {
      const made = await withEngine(home, async (client) => {
        const isMeant = options.app !== undefined || options.install !== undefined;
        const application = isMeant ? (await findApplication(client, options.app)).id : undefined;
        return client.request('services.create', {
          application,
          draft: draftIn(options.name, options),
          path: path.resolve(options.path),
          install: options.install ?? 'no',
        });
      });
      for (const finding of made.findings) output.note(findingText(finding));
      const install = ['dcm-processor', 'install', 'service', '--path', made.folder];
      const next =
        made.installed === null
          ? `Install it: ${commandLine(install, process.platform)}`
          : `Installed it as "${made.installed.name}".`;
      output.result(made, `Wrote the service in ${made.folder}\n${next}`);
      return true;
    }),
  );
}

function addCheck(program: CliCommand, environment: CommandEnvironment): void {
  const command = program
    .group('check', 'find out whether something would work')
    .command('service')
    .description('what is wrong with a service, before it is installed')
    .details(
      'Its functions are imported where the application would run them, in processes of their own that can write nothing of it. Fails where there is an error.',
    )
    .json('service', 'findings', 'environments')
    .onApplication()
    .requiredOption('-p, --path <path>', 'folder, archive file, or address of a repository or archive')
    .option('-n, --name <name>', 'name of the service (default: the one its functions name)')
    .option('--no-run', 'only read its files')
    .example('check service --app Demo --path ./segmentation');
  withSourceOptions(command).action(
    environment.inApplication(
      async ({ output, client, application }, options: SourceOptions & { name?: string; run: boolean }) => {
        const found = await withSource({ client, output }, options, 'service', (source) =>
          client.request('services.inspect', { application, source, name: options.name, run: options.run }),
        );
        const { name, jobs, findings, environments } = found;
        const lines = [
          printable(`Service "${name}" with ${counted(jobs.length, 'job')}`),
          ...environments.map(({ role, environment, python, problem }) => {
            const where = role === 'callbacks' ? 'callbacks' : `jobs in ${environment ?? 'no environment'}`;
            return printable(`  ${where}: ${problem ?? `tried${python === null ? '' : `, ${python}`}`}`);
          }),
          ...findings.map(findingText),
          ...(findings.length === 0 ? ['Nothing is wrong with it.'] : []),
        ];
        return output.verdict(
          { service: { name, jobs }, findings, environments },
          lines.join('\n'),
          findingProblem(findings, 'service-invalid', output),
        );
      },
    ),
  );
}

function addTry(program: CliCommand, environment: CommandEnvironment): void {
  const command = program
    .command('try')
    .description(
      'what the callback of a service that is not installed answers about something in the archive',
    )
    .details(
      'Of a folder (--path), or of conditions, for which each series is shown as well. Nothing is run or kept. Fails where no job would be wanted.',
    )
    .json('name', 'series', 'jobs', 'findings')
    .onApplication()
    .option('-p, --path <path>', 'folder of the service, archive file, or address of a repository or archive')
    .option('-n, --name <name>', 'name of the service')
    .option('--patient <id>', 'a stored patient: identifier or PatientID')
    .option('--study <id>', 'a stored study: identifier or StudyInstanceUID')
    .example(
      'try --app Demo --path ./lung_volume --study 1.2.840.99.1',
      'try --app Demo --modality CT --at-least 40 --patient PAT-7',
    );
  withSourceOptions(withDraftOptions(command)).action(
    environment.inApplication(
      async ({ output, client, application }, options: TryOptions & SourceOptions) => {
        const { patient, study, name } = options;
        const on = patient === undefined ? study : study === undefined ? patient : undefined;
        if (on === undefined) throw new UsageError('Name what it is tried on: --study or --patient.');
        const subject = { level: patient === undefined ? ('study' as const) : ('patient' as const), key: on };
        const tried =
          options.path === undefined
            ? await client.request('services.try', {
                application,
                what: { draft: draftIn(name ?? 'draft', options) },
                ...subject,
              })
            : await withSource({ client, output }, options, 'service', (source) =>
                client.request('services.try', { application, what: { source, name }, ...subject }),
              );
        const isWanted = tried.jobs.some(({ answer }) => answer?.kind === 'accepted');
        const problem = isWanted ? null : new EngineError('check-failed', 'No job would be wanted.');
        return output.verdict(tried, describeTried(tried), problem);
      },
    ),
  );
}

function describeTried({ series, jobs, findings }: TriedService): string {
  const rows = series.map((one) => [
    one.holds ? 'yes' : 'no',
    one.Modality,
    one.SeriesNumber,
    one.SeriesDescription,
    String(one.imageCount),
    one.conditions
      .map(({ place, holds }) => `${place.map((part) => part + 1).join('.')}:${holds ? 'yes' : 'no'}`)
      .join(' '),
  ]);
  const answers = jobs.flatMap(({ jobName, entity, answer, injected }) => {
    const of = entity === null ? jobName : `${jobName} (${entity.level} ${entity.text})`;
    const said = answer?.output.trim() ?? '';
    return [
      `${of}: ${answer?.kind ?? 'not asked'}`,
      ...(said === '' ? [] : [said]),
      ...(injected === null ? [] : [JSON.stringify(injected, null, 2)]),
    ];
  });
  return [
    ...(rows.length === 0
      ? []
      : [table(['WANTED', 'MODALITY', 'NO.', 'DESCRIPTION', 'IMAGES', 'CONDITIONS'], rows)]),
    answers.map(printable).join('\n'),
    ...findings.map(findingText),
  ].join('\n\n');
}
