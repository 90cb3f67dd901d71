import type { CliCommand } from '../frame/index.ts';
import { assign } from '../assignments.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';

/** `set application`: changes options of an application. */
export function addSetCommands(program: CliCommand, environment: CommandEnvironment): void {
  const set = program.group('set', 'change settings');
  set
    .command('application')
    .alias('app')
    .description('change options; see them with: show application NAME')
    .details('See [options](#options).')
    .json('application')
    .argument('<name>', 'application')
    .argument('<assignments...>', 'KEY=VALUE; lists with commas or as JSON')
    .example(
      'set application Demo quietSeconds=60 filters.enabled=true filters.modalities=CT,MR',
      `set application Demo 'completeness.requiredSeries=count(Modality == "CT") >= 1'`,
    )
    .action(
      environment.action(async ({ output, home }, name: string, assignments: string[]) =>
        withEngine(home, async (client) => {
          const { id } = await findApplication(client, name);
          const before = await client.request('applications.get', { application: id });
          const { options, changed } = assign(before.options, assignments);
          const application = await client.request('applications.set_options', {
            application: id,
            options: Object.fromEntries(changed.map((key) => [key, options[key]])),
          });
          output.result({ application }, `Changed "${application.name}": ${assignments.join(', ')}`);
          return true;
        }),
      ),
    );
}
