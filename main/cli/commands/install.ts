import path from 'node:path';
import type { CliCommand } from '../frame/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { findingText } from '../workerText.ts';

interface InstallOptions {
  app?: string;
  path: string;
  name?: string;
  replace?: boolean;
}

/** `install service`: copies a service folder into an application. */
export function addInstallCommands(program: CliCommand, environment: CommandEnvironment): void {
  const install = program.group('install', 'install a service or a worker');
  install
    .command('service')
    .description('install a service from its folder')
    .json('service')
    .option('-a, --app <name>', 'application')
    .requiredOption('-p, --path <folder>', 'service folder, with registry and module in it')
    .option('-n, --name <name>', 'name of the service (default: the one its functions name)')
    .option('--replace', 'replace an installed service of the same name')
    .example('install service --app Demo --path ./segmentation')
    .action(
      environment.action(async ({ output, home }, options: InstallOptions) => {
        const service = await withEngine(home, async (client) => {
          const application = await findApplication(client, options.app);
          return client.request('services.install', {
            application: application.id,
            path: path.resolve(options.path),
            name: options.name,
            replace: options.replace === true,
          });
        });
        for (const finding of service.findings) output.note(findingText(finding));
        output.result(
          { service },
          `Installed the service "${service.name}" with ${service.jobs.length} job(s): ${service.jobs.map((job) => job.jobName).join(', ')}`,
        );
        return true;
      }),
    );
}
