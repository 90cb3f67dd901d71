import type { CliCommand } from '../frame/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { table } from '../terminal/index.ts';

/** `list backups`, `backup history` and `acknowledge`: copies of the history, and when one was needed. */
export function addBackupCommands(
  program: CliCommand,
  list: CliCommand,
  environment: CommandEnvironment,
): void {
  list
    .command('backups')
    .description('backups of the history of an application, and each time that one was needed')
    .example('list backups --app Demo')
    .json('backups', 'problem', 'restored')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, options: { app?: string }) => {
        const listed = await withEngine(home, async (client) => {
          const { id } = await findApplication(client, options.app);
          return client.request('backups.list', { application: id });
        });
        const rows = listed.backups.map((one) => [
          new Date(one.at).toLocaleString(),
          `${one.bytes}`,
          one.file,
        ]);
        const told = [listed.problem, ...listed.restored.map((one) => one.message)].filter(
          (text) => text !== null,
        );
        output.result({ ...listed }, [table(['MADE', 'BYTES', 'FILE'], rows), ...told].join('\n'));
        return true;
      }),
    );
  program
    .group('backup', 'make a backup of something')
    .command('history')
    .description('make a backup of the history of an application now')
    .example('backup history --app Demo')
    .json('backup')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, options: { app?: string }) => {
        const backup = await withEngine(home, async (client) => {
          const { id } = await findApplication(client, options.app);
          return client.request('backups.create', { application: id });
        });
        output.result({ backup }, `Made ${backup.file}.`);
        return true;
      }),
    );
  program
    .command('acknowledge')
    .description('no longer tell that the history of an application was restored from a backup')
    .example('acknowledge --app Demo')
    .json('acknowledged')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, options: { app?: string }) => {
        const acknowledged = await withEngine(home, async (client) => {
          const application = await findApplication(client, options.app);
          await client.request('backups.acknowledge', { application: application.id });
          return application.restored;
        });
        output.result({ acknowledged }, acknowledged?.message ?? 'There was nothing to acknowledge.');
        return true;
      }),
    );
}
