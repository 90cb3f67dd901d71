import { Option } from 'commander';
import { EngineError, jobRunStateSchema, runStateSchema } from '../../../contract/index.ts';
import type { EngineClient, ListFilter, SavedFilter } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import type { CliCommand } from '../frame/index.ts';
import { addFilterOptions, addJobOptions, filterOf } from '../listFilter.ts';
import type { FilterOptions } from '../listFilter.ts';
import { printable, table } from '../terminal/index.ts';

type ListName = 'jobs' | 'runs';
const listOf: Record<ListName, ListFilter['list']> = { jobs: 'job-runs', runs: 'runs' };

interface ListOption {
  list: ListName;
}

/** `list|save|rename|remove filter`: filters of lists under a name, kept with the application. */
export function addSavedFilterCommands(program: CliCommand, environment: CommandEnvironment): void {
  program
    .group('list', 'list what there is')
    .command('filters')
    .description('saved filters of the lists of runs and jobs')
    .example('list filters --app Demo')
    .json('filters')
    .onApplication()
    .action(
      environment.inApplication(async ({ client, application, output }) => {
        const filters = await client.request('saved_filters.list', { application });
        const rows = filters.map((one) => [
          printable(one.name),
          one.list === 'runs' ? 'runs' : 'jobs',
          printable(JSON.stringify(one.filter)),
        ]);
        output.result({ filters }, table(['NAME', 'LIST', 'FILTER'], rows));
        return true;
      }),
    );

  const save = program
    .group('save', 'keep something under a name')
    .command('filter')
    .description('keep a filter of a list under a name; one of that name is replaced')
    .details('The same filters stand in the window. See [lists](#lists).')
    .example('save filter --name "Failed CT" --list jobs --state failed --modality CT')
    .json('filter')
    .named('how it is called');
  addJobOptions(addListOption(save), 'those', [
    ...new Set([...jobRunStateSchema.options, ...runStateSchema.options]),
  ]);
  addFilterOptions(save, 'those')
    .onApplication()
    .action(
      environment.inApplication(
        async ({ client, application, output }, name: string, options: FilterOptions & ListOption) => {
          const of = await filterOf(client, application, listOf[options.list], options);
          const filter = await client.request('saved_filters.save', { application, name, of });
          output.result({ filter }, `"${printable(filter.name)}" is kept.`);
          return true;
        },
      ),
    );

  addListOption(
    program
      .group('rename', 'give another name')
      .command('filter')
      .description('give a saved filter another name')
      .example('rename filter --name "Failed CT" --to "Failed, CT"')
      .json('filter')
      .named('how it is called now'),
  )
    .requiredOption('--to <text>', 'its new name')
    .onApplication()
    .action(
      environment.inApplication(
        async ({ client, application, output }, name: string, options: ListOption & { to: string }) => {
          const { id } = await find(client, application, options.list, name);
          const renamed = { application, id, name: options.to };
          const filter = await client.request('saved_filters.rename', renamed);
          output.result({ filter }, `It is called "${printable(filter.name)}" now.`);
          return true;
        },
      ),
    );

  addListOption(
    program
      .group('remove', 'remove something')
      .command('filter')
      .description('remove a saved filter; what it found stays')
      .example('remove filter --name "Failed CT"')
      .json('removed')
      .named('how it is called'),
  )
    .onApplication()
    .action(
      environment.inApplication(
        async ({ client, application, output }, name: string, { list }: ListOption) => {
          const removed = await find(client, application, list, name);
          await client.request('saved_filters.remove', { application, id: removed.id });
          output.result({ removed }, `"${printable(removed.name)}" was removed.`);
          return true;
        },
      ),
    );
}

function addListOption(command: CliCommand): CliCommand {
  return command.addOption(
    new Option('--list <list>', 'the list that it belongs to').choices(['jobs', 'runs']).default('jobs'),
  );
}

async function find(
  client: EngineClient,
  application: string,
  list: ListName,
  name: string,
): Promise<SavedFilter> {
  const filters = await client.request('saved_filters.list', { application });
  const found = filters.find(
    (one) => one.list === listOf[list] && one.name.toLowerCase() === name.toLowerCase(),
  );
  if (found !== undefined) return found;
  throw new EngineError('not-found', `There is no saved filter "${name}" for the list of ${list}.`, {
    advice: 'See which there are with: dcm-processor list filters',
  });
}
