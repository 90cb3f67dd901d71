import path from 'node:path';
import type { Command } from 'commander';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';

interface InstallOptions {
  app?: string;
  path: string;
  name?: string;
  replace?: boolean;
}

/** `install service`: copies a service folder into an application. */
export function addInstallCommands(program: Command, environment: CommandEnvironment): void {
  const install = program.command('install').description('install a service');
  install
    .command('service')
    .description('install a service from its folder')
    .option('-a, --app <name>', 'application')
    .requiredOption('-p, --path <folder>', 'service folder, with registry and module in it')
    .option('-n, --name <name>', 'name of the service (default: the one its functions name)')
    .option('--replace', 'replace an installed service of the same name')
    .addHelpText('after', '\nExample:\n  dcm-processor install service --app Demo --path ./segmentation')
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
        for (const finding of service.findings)
          output.note(`${finding.severity}: ${finding.file}: ${finding.message}`);
        output.result(
          { service },
          `Installed the service "${service.name}" with ${service.jobs.length} job(s): ${service.jobs.map((job) => job.jobName).join(', ')}`,
        );
        return true;
      }),
    );
}
