import type { DiskUse } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import type { CliCommand } from '../frame/index.ts';
import { findApplication, withEngine } from '../session.ts';
import { table } from '../terminal/index.ts';

interface DiskOptions {
  app?: string;
  machine?: boolean;
  refresh?: boolean;
}

/** `disk`: what takes space, by application or for the machine. */
export function addDiskCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('disk')
    .description('what an application takes on the disk, and how much it grows')
    .details(
      'Measured beside everything else, and kept for five minutes unless --refresh. See clean-up for less.',
    )
    .json('use (without --machine)', 'applications, bytes, disk (with --machine)')
    .onApplication()
    .option('--machine', 'all applications of this machine')
    .option('--refresh', 'measure anew')
    .example('disk --app Demo', 'disk --machine --json')
    .action(
      environment.action(async ({ output, home }, { app, machine = false, refresh = false }: DiskOptions) =>
        withEngine(home, async (client) => {
          if (machine) {
            const all = await client.request('disk.machine', { refresh });
            const rows = all.applications.map(({ name, use }) => [
              name,
              use === null ? 'not measured' : String(use.bytes),
            ]);
            output.result(all, `${table(['APPLICATION', 'BYTES'], rows)}\n${spaceInWords(all.disk)}`);
            return true;
          }
          const { id: application } = await findApplication(client, app);
          const use = await client.request('disk.use', { application, refresh });
          const rows = use.parts.map(({ part, bytes, isAtLeast, bytesPerWeek }) => [
            part,
            `${isAtLeast ? 'at least ' : ''}${bytes}`,
            bytesPerWeek === null ? '' : String(Math.round(bytesPerWeek)),
          ]);
          const sum = `${use.bytes} bytes in all. ${spaceInWords(use.disk)}`;
          output.result({ use }, `${table(['WHAT', 'BYTES', 'PER WEEK'], rows)}\n${sum}`);
          return true;
        }),
      ),
    );
}

function spaceInWords(disk: DiskUse['disk']): string {
  return disk === null ? '' : `${disk.freeBytes} of ${disk.totalBytes} bytes are free on the disk.`;
}
