import type { CliCommand } from '../frame/index.ts';
import type { DiskState, DoorSender, DoorSummary } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { table } from '../terminal/index.ts';

/** `list doors`. */
export function addListDoors(list: CliCommand, environment: CommandEnvironment): void {
  list
    .command('doors')
    .description('ways by which DICOM comes in, with what came through them by sender')
    .example('list doors --app Demo')
    .details('State, address, counts and rates by sender, free space.')
    .json('doors', 'disk')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, options: { app?: string }) => {
        const listed = await withEngine(home, async (client) => {
          const application = await findApplication(client, options.app);
          return client.request('doors.list', { application: application.id });
        });
        output.result(listed, doorsAsText(listed));
        return true;
      }),
    );
}

function doorsAsText({ doors, disk }: { doors: DoorSummary[]; disk: DiskState }): string {
  const headers = ['DOOR', 'STATE', 'FROM', 'NEW', 'THERE', 'CONFLICTS', 'QUARANTINED', 'REFUSED', 'PER S'];
  const rows = doors.flatMap((door) => [
    [door.door, door.state, door.address ?? '', ...figures({ ...door.counts, rate: door.rate })],
    ...door.senders.map((sender) => ['', '', sender.sender, ...figures(sender)]),
  ]);
  const problems = [
    disk.problem,
    ...doors.flatMap((door) => [
      door.problem === null ? null : `${door.door}: ${door.problem}`,
      ...door.senders.map(({ sender, lastProblem }) =>
        lastProblem === null ? null : `${sender}: ${lastProblem.message}`,
      ),
    ]),
  ].filter((problem) => problem !== null);
  return [table(headers, rows), ...problems].join('\n');
}

function figures(
  of: Omit<DoorSender, 'sender' | 'firstAt' | 'lastAt' | 'lastProblem' | 'byteRate'>,
): string[] {
  const counts = [of.new, of.alreadyThere, of.conflicting, of.quarantined, of.refused];
  return [...counts.map(String), of.rate.toFixed(1)];
}
