import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { UsageError } from '../frame/index.ts';
import { shellWord } from '../../platform/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { sourceIn, withSource, withSourceOptions } from '../openSource.ts';
import type { SourceOptions } from '../openSource.ts';
import { findingText } from '../workerText.ts';
import { counted } from '../terminal/index.ts';

interface InstallOptions extends SourceOptions {
  name?: string;
  replace?: boolean;
  link?: boolean;
}

/** What to do where a service of that name is there, in the words of this command. */
const ifItExists = (name = 'NAME') =>
  `Replace it with --replace, give this one another name with --name, or bring it up to date with: dcm-processor update service --name ${shellWord(name)}`;

/** `install service` and `link service`. */
export function addInstallCommands(program: CliCommand, environment: CommandEnvironment): void {
  const command = program
    .group('install', 'install a service or a worker')
    .command('service')
    .description('install a service from a folder, a git repository or an archive')
    .details(
      'Errors that are found in it keep it from being installed; warnings do not. Where a repository or archive holds several services, say which with --sub-path.',
    )
    .json('service')
    .onApplication()
    .option('-n, --name <name>', 'name of the service (default: the one its functions name)')
    .requiredOption('-p, --path <path>', 'folder, archive file, or address of a repository or archive')
    .option('--replace', 'replace an installed service of the same name')
    .option('--link', 'development mode: follow the folder, and take over what is saved in it')
    .example(
      'install service --app Demo --path ./segmentation',
      'install service --app Demo --path https://example.org/group/segmentation.git --ref v1.2 --sub-path service',
      'install service --app Demo --path ./segmentation.zip --name segmentation --replace',
      'install service --app Demo --path ./segmentation --link',
    );
  withSourceOptions(command).action(
    environment.inApplication(async ({ output, client, application }, options: InstallOptions) => {
      if (options.link === true && sourceIn(options).kind !== 'folder')
        throw new UsageError('Only a folder of this machine can be followed with --link.');
      const service = await withSource({ client, output }, options, 'service', (source) =>
        client.request('services.install', {
          application,
          source,
          name: options.name,
          replace: options.replace === true,
          link: options.link === true,
        }),
      ).catch((thrown: unknown) => {
        throw thrown instanceof EngineError && thrown.code === 'service-exists'
          ? new EngineError(thrown.code, thrown.message, { advice: ifItExists(options.name) })
          : thrown;
      });
      for (const finding of service.findings) output.note(findingText(finding));
      const jobs = service.jobs.map((job) => job.jobName).join(', ');
      output.result(
        { service },
        `Installed the service "${service.name}" with ${counted(service.jobs.length, 'job')}: ${jobs}`,
      );
      return true;
    }),
  );

  program
    .group('link', 'follow a folder that is worked on')
    .command('service')
    .description('development mode: have an installed service follow a folder')
    .details(
      'What is saved there is looked at and used for the next job. While it has errors, the version before is used. To begin with a service that is not installed yet: install service --link.',
    )
    .json('service')
    .onApplication()
    .requiredOption('-n, --name <service>', 'installed service')
    .requiredOption('-p, --path <folder>', 'its folder')
    .example('link service --app Demo --name segmentation --path ./segmentation')
    .action(
      environment.inApplication(
        async ({ output, client, application }, { name, path: folder }: { name: string; path: string }) => {
          const asked = { application, name, folder: path.resolve(folder) };
          const service = await client.request('services.link', asked);
          for (const finding of service.link?.findings ?? []) output.note(findingText(finding));
          output.result({ service }, `"${name}" follows ${service.linkedFolder ?? ''} from now on.`);
          return true;
        },
      ),
    );
}
