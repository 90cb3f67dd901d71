import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { EngineError, orthancOptionsSchema } from '../../../contract/index.ts';
import type { ApplicationOptions, Component, OrthancOptions } from '../../../contract/index.ts';
import { assign } from '../assignments.ts';
import type { CommandEnvironment } from '../environment.ts';
import { isKept } from '../keeping.ts';
import { table } from '../terminal/index.ts';

interface RemoveOptions {
  keepData?: boolean;
  deleteData?: boolean;
}
interface ExportOptions {
  path?: string;
}

/** `add component`, `remove component`, `list components`, `show component`, `export compose`. */
export function addComponentCommands(program: CliCommand, environment: CommandEnvironment): void {
  const group = program.group.bind(program);

  group('add', 'add something to an application')
    .command('component')
    .description('run an Orthanc beside an application, or change its options')
    .example('add component orthanc --app Demo dicomPort=4242')
    .details('See [Orthanc beside an application](#orthanc-beside-an-application).')
    .json('components')
    .argument('<component>', 'orthanc')
    .argument('[assignments...]', 'KEY=VALUE, such as image=NAME port=8042 dicomPort=4242 forward=false')
    .onApplication()
    .action(
      environment.inApplication(
        async ({ output, client, application }, name: string, assignments: string[]) => {
          const component = known(name);
          const { options } = await client.request('applications.get', { application });
          const wanted = orthancOptions(options, assignments);
          const components = await client.request('components.set', {
            application,
            component,
            options: wanted,
          });
          output.result({ components }, componentTable(components));
          return true;
        },
      ),
    );

  group('remove', 'remove something')
    .command('component')
    .description('remove the container of a component; asks whether to keep what it stored')
    .example('remove component orthanc --keep-data --app Demo')
    .json('components')
    .argument('<component>', 'orthanc')
    .onApplication()
    .option('-k, --keep-data', 'keep what it stored')
    .option('--delete-data', 'delete what it stored')
    .action(
      environment.inApplication(
        async ({ output, client, application }, name: string, options: RemoveOptions) => {
          const component = known(name);
          const keepData = await isKept(options.keepData, options.deleteData, {
            question: 'Keep what Orthanc stored?',
            options: '--keep-data or --delete-data',
            command: 'remove component',
          });
          const components = await client.request('components.remove', { application, component, keepData });
          output.result({ components }, `Removed ${component}.`);
          return true;
        },
      ),
    );

  group('list', 'list what there is')
    .command('components')
    .description('what runs beside an application, and how it does')
    .example('list components --app Demo')
    .details('State, address, what was exchanged.')
    .json('components')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }) => {
        const components = await client.request('components.list', { application });
        output.result({ components }, componentTable(components));
        return true;
      }),
    );

  group('show', 'show one thing')
    .command('component')
    .description('address, user and password of a component')
    .example('show component orthanc --app Demo')
    .json('access')
    .argument('<component>', 'orthanc')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }, name: string) => {
        const component = known(name);
        const access = await client.request('components.access', { application, component });
        const { url, username, password, file } = access;
        output.result({ access }, `${url ?? 'does not run'}\n${username}\n${password}\n(kept in ${file})`);
        return true;
      }),
    );

  group('export', 'write something down for other programs')
    .command('compose')
    .description('write a docker-compose.yml with which the containers of an application run by themselves')
    .example('export compose --app Demo --path docker-compose.yml')
    .json('file', 'text', 'notes')
    .onApplication()
    .option('-p, --path <file>', 'file to be written (default: standard output)')
    .action(
      environment.inApplication(async ({ output, client, application }, { path: wanted }: ExportOptions) => {
        const { text, notes } = await client.request('export.compose', { application });
        for (const note of notes) output.note(note);
        const file = wanted === undefined ? null : path.resolve(wanted);
        if (file !== null) write(file, text);
        output.result({ file, text, notes }, file ?? text);
        return true;
      }),
    );
}

/** @throws UsageError */
function known(component: string): 'orthanc' {
  if (component.toLowerCase() === 'orthanc') return 'orthanc';
  throw new UsageError(`There is no component "${component}"; there is: orthanc.`);
}

/** Options of Orthanc with assignments applied. @throws UsageError */
function orthancOptions(options: ApplicationOptions, assignments: readonly string[]): OrthancOptions {
  const { docker } = options;
  const orthanc = docker.components.orthanc ?? orthancOptionsSchema.parse({});
  const before = { ...options, docker: { ...docker, components: { ...docker.components, orthanc } } };
  const changed = assign(
    before,
    assignments.map((one) => `docker.components.orthanc.${one}`),
  ).options;
  return changed.docker.components.orthanc ?? orthanc;
}

/** @throws EngineError `disk-failed` */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new EngineError('disk-failed', `The file ${file} cannot be written.`, { cause });
  }
}

function componentTable(components: readonly Component[]): string {
  const rows = components.map((one) => [
    one.component,
    one.state,
    one.url ?? '',
    one.exchange === null ? '' : `${one.exchange.sent} sent, ${one.exchange.waiting} waiting`,
    one.problem ?? '',
  ]);
  return table(['COMPONENT', 'STATE', 'ADDRESS', 'EXCHANGE', 'PROBLEM'], rows);
}
