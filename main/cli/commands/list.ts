import { wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { quarantineReasonSchema } from '../../../contract/index.ts';
import type { ApplicationSummary, EngineClient, Page } from '../../../contract/index.ts';
import { Option } from 'commander';
import type { CommandEnvironment } from '../environment.ts';
import { serviceTable } from '../serviceText.ts';
import { findApplication, withEngine } from '../session.ts';
import { shortened, table } from '../terminal/index.ts';
import { addListDoors } from './doors.ts';
import { addRunLists } from './listRuns.ts';
import { quarantinedPatient } from './quarantine.ts';

interface ListOptions {
  app?: string;
  limit: number;
  cursor?: string;
}

/** `list app|service|doors|studies|quarantine|runs|jobs`. */
export function addListCommands(program: CliCommand, environment: CommandEnvironment): CliCommand {
  const list = program.group('list', 'list what there is');

  list
    .command('app')
    .alias('apps')
    .description('applications of the data home')
    .example('list app --json')
    .details('With whether they run.')
    .json('applications')
    .action(
      environment.action(async ({ output, home }) => {
        const applications = await withEngine(home, (client) => client.request('applications.list', {}));
        const rows = applications.map((one) => [
          one.name,
          one.state === 'damaged' ? one.state : one.life.state,
          one.runtimeKind ?? '',
          one.folder,
          one.problem ?? one.life.reason ?? one.restored?.message ?? '',
        ]);
        output.result({ applications }, table(['NAME', 'STATE', 'RUNTIME', 'FOLDER', 'PROBLEM'], rows));
        return true;
      }),
    );

  list
    .command('service')
    .alias('services')
    .description('installed services of an application')
    .example('list service --app Demo')
    .json('services')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, options: { app?: string }) => {
        const services = await withEngine(home, async (client) => {
          const application = await findApplication(client, options.app);
          return client.request('services.list', { application: application.id });
        });
        output.result({ services }, serviceTable(services));
        return true;
      }),
    );

  addListDoors(list, environment);

  /** A list of an application that is read page by page. */
  function addPagedList<Options extends ListOptions, Row>(definition: {
    name: string;
    description: string;
    details?: string;
    example: string;
    /** Keys of its JSON beside those of every page. */
    json?: string[];
    options: Option[];
    read: (client: EngineClient, application: ApplicationSummary, options: Options) => Promise<Page<Row>>;
    headers: string[];
    cells: (row: Row) => string[];
  }): void {
    const command = list
      .command(definition.name)
      .description(definition.description)
      .json('rows', 'nextCursor', 'total', ...(definition.json ?? []))
      .example(definition.example)
      .option('-a, --app <name>', 'application')
      .option('--limit <number>', 'rows at most', wholeNumber, 100)
      .option('--cursor <text>', 'nextCursor of the page before');
    if (definition.details !== undefined) command.details(definition.details);
    for (const option of definition.options) command.addOption(option);
    command.action(
      environment.action(async ({ output, home }, options: Options) => {
        const page = await withEngine(home, async (client) =>
          definition.read(client, await findApplication(client, options.app), options),
        );
        const more =
          page.nextCursor === null
            ? ''
            : `\n${page.rows.length} of ${page.total}; go on with --cursor ${page.nextCursor}`;
        output.result(page, table(definition.headers, page.rows.map(definition.cells)) + more);
        return true;
      }),
    );
  }

  addPagedList({
    name: 'studies',
    example: "list studies --app Demo --search 'phantom modality:CT 2024-01..2024-06'",
    description: 'studies in the archive, newest arrival first',
    details: 'How studies are searched: [Searching studies](#searching-studies).',
    json: ['isTotalExact', 'unknownNames'],
    options: [
      new Option('--search <text>', 'words of names, ids, dates, descriptions and further elements'),
      new Option('--patient <id>', 'only studies of this patient, by its identifier'),
    ],
    read: (client, { id }, { app: _app, ...wanted }: ListOptions & { search?: string; patient?: string }) =>
      client.request('studies.list', { application: id, ...wanted }),
    headers: ['PATIENT ID', 'PATIENT NAME', 'DATE', 'DESCRIPTION', 'MODALITIES', 'SERIES', 'INSTANCES', 'ID'],
    cells: (study) => [
      shortened(study.PatientID),
      shortened(study.PatientName),
      study.StudyDate,
      shortened(study.StudyDescription),
      study.ModalitiesInStudy.join(','),
      String(study.seriesCount),
      String(study.instanceCount),
      study.id,
    ],
  });

  addPagedList({
    name: 'quarantine',
    example: 'list quarantine --app Demo --reason conflict',
    description: 'what could not be taken, with its reason, newest first',
    json: ['usage'],
    options: [
      new Option('--reason <reason>', 'only files with this reason').choices(quarantineReasonSchema.options),
    ],
    read: (
      client,
      { id },
      { limit, cursor, reason }: ListOptions & { reason?: (typeof quarantineReasonSchema.options)[number] },
    ) => client.request('quarantine.list', { application: id, limit, cursor, reason }),
    headers: ['REASON', 'FROM', 'PATIENT', 'BYTES', 'TIMES', 'MESSAGE', 'ID'],
    cells: (file) => [
      file.reason,
      file.door === null ? 'not known any more' : `${file.door} ${file.sender}`,
      quarantinedPatient(file.header),
      String(file.size),
      String(file.times),
      file.message,
      file.id,
    ],
  });

  addRunLists(list, environment);
  return list;
}
