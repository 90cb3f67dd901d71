import path from 'node:path';
import { Option } from 'commander';
import { EngineError, toEngineError, withAdvice } from '../../../contract/index.ts';
import type {
  EngineClient,
  ErrorReply,
  LegacyApplication,
  RouteInput,
  RouteOutput,
  Task,
} from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { followCancellable } from '../followCancellable.ts';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { withEngine } from '../session.ts';
import { choose, confirm, mayAsk, printable, table } from '../terminal/index.ts';
import type { Output } from '../terminal/index.ts';

interface ImportLegacyOptions {
  look?: boolean;
  old?: string[];
  all?: boolean;
  name?: string;
  path?: string;
  runtime: 'docker' | 'local';
  /** False: none. */
  services?: string[] | false;
  workers?: string[] | false;
  peers: boolean;
  orthanc: boolean;
  network?: boolean;
}

type Found = RouteOutput<'legacy.look'>;
type Left = RouteOutput<'legacy.result'>['left'];
/** What came of one application; without a task where it was refused at once. */
type Imported = { old: string } & (
  | { task: Task; result: RouteOutput<'legacy.result'>; error: null }
  | { task: null; result: null; error: ErrorReply }
);

/** `import-legacy`: applications of the command-line tool of before. */
export function addImportLegacyCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('import-legacy')
    .description('bring over applications of the old command-line tool; its folders stay as they are')
    .details(
      'Settings, .env, filters, modalities, services, workers and peers are brought over into a new application, which is stopped until it is started. What cannot be brought over is listed with the reason. Services that came with the old tool (base, dcm2nii) come only when they are named.',
    )
    .json('configFile', 'applications (with --look)', 'imported', 'network (with --network)')
    .example(
      'import-legacy --look',
      'import-legacy --old Lung --name "Lung research"',
      'import-legacy /home/ada/.dcm-processor/config.json --all --network',
    )
    .argument('[file]', 'config.json of the old tool (default: ~/.dcm-processor/config.json)')
    .option('--look', 'only tell what there is and what could be brought over')
    .option('--old <names...>', 'applications of the old tool that are brought over')
    .option('--all', 'bring all of them over')
    .option('-n, --name <name>', 'name of the new application (default: the old one, where it is free)')
    .option(
      '-p, --path <folder>',
      'folder in which the application folder is made (default: in the data home)',
    )
    .addOption(
      new Option('--runtime <kind>', 'where jobs run').choices(['docker', 'local']).default('docker'),
    )
    .option('--services <names...>', 'only these services')
    .option('--no-services', 'no service at all')
    .option('--workers <names...>', 'only these workers')
    .option('--no-workers', 'no worker at all')
    .option('--no-peers', 'leave out the peers of orthanc.json')
    .option('--no-orthanc', 'no Orthanc beside the application')
    .option('--network', 'take proxies and trusted hosts as well, where none are set')
    .action(
      environment.action(async ({ output, home }, file: string | undefined, options: ImportLegacyOptions) =>
        withEngine(home, async (client) => {
          const configFile = file === undefined ? undefined : path.resolve(file);
          const found = await client.request('legacy.look', { configFile });
          if (options.look === true) {
            output.result(found, textOfFound(found));
            return true;
          }
          const names = await chosenNames(found, options);
          const request = { ...requestOf(options), configFile: found.configFile };
          const { imported, isCancelled } = await importEach(client, output, names, request);
          const network =
            !isCancelled && (await wantsNetwork(found, options))
              ? await client.request('legacy.import_network', { configFile })
              : null;
          const notBegun = names.slice(imported.length);
          return output.verdict(
            { configFile: found.configFile, imported, ...(network !== null && { network }) },
            [
              ...imported.map(textOfImported),
              ...(notBegun.length === 0 ? [] : [`Not begun: ${notBegun.map(printable).join(', ')}.`]),
              ...(network === null ? [] : [textOfNetwork(network)]),
            ].join('\n\n'),
            isCancelled ? new EngineError('cancelled', 'It was cancelled.') : problemIn(imported),
          );
        }),
      ),
    );
}

/** Why not all is brought over; null where it is. */
function problemIn(imported: readonly Imported[]): EngineError | null {
  const missing = imported.filter(({ task }) => task?.state !== 'succeeded');
  if (missing.length === 0) return null;
  return new EngineError(
    'incomplete',
    `Not brought over: ${missing.map(({ old }) => printable(old)).join(', ')}.`,
  );
}

/** @throws UsageError where it is not clear which ones are meant */
async function chosenNames(
  { applications }: Found,
  { old, all, name, path: folder }: ImportLegacyOptions,
): Promise<string[]> {
  const names = applications.map((one) => one.name);
  const advice = `There are: ${names.map(printable).join(', ') || 'none'}`;
  if (old !== undefined && all === true) throw new UsageError('Give only one of --old and --all.');
  const [only, ...others] = names;
  let chosen = old ?? (all === true || (only !== undefined && others.length === 0) ? names : []);
  if (chosen.length === 0 && names.length > 1 && mayAsk())
    chosen = [await choose('Which application of the old tool?', names)];
  if (chosen.length === 0)
    throw new UsageError(
      names.length === 0
        ? 'The old tool has no application.'
        : 'Say which applications with --old NAME or --all.',
      { advice },
    );
  if (chosen.length > 1 && (name !== undefined || folder !== undefined))
    throw new UsageError('--name and --path are for one application; bring them over one by one.');
  return chosen;
}

function requestOf(options: ImportLegacyOptions): Omit<RouteInput<'legacy.import'>, 'application'> {
  const { name, path: parent, runtime, services, workers, peers, orthanc } = options;
  if (parent !== undefined && name === undefined)
    throw new UsageError('Name the application with --name, to say what its folder is called.');
  return {
    runtime,
    peers,
    orthanc,
    ...(name !== undefined && { name }),
    ...(parent !== undefined && name !== undefined && { folder: path.resolve(parent, name) }),
    ...(services !== undefined && { services: services === false ? [] : services }),
    ...(workers !== undefined && { workers: workers === false ? [] : workers }),
  };
}

/**
 * Brings one after the other over, up to one that is cancelled: a refusal of one is told with what came of the others.
 * @throws EngineError where the only one is refused
 */
async function importEach(
  client: EngineClient,
  output: Output,
  names: readonly string[],
  request: Omit<RouteInput<'legacy.import'>, 'application'>,
): Promise<{ imported: Imported[]; isCancelled: boolean }> {
  const imported: Imported[] = [];
  for (const old of names) {
    let begun: Task;
    try {
      begun = await client.request('legacy.import', { ...request, application: old });
    } catch (thrown) {
      const error = toEngineError(thrown);
      // Without an engine the others are not refused, but cannot be asked for.
      if (names.length === 1 || error.code === 'connection-lost') throw thrown;
      imported.push({ old, task: null, result: null, error: error.toReply() });
      continue;
    }
    const { task, isCancelled } = await followCancellable(client, null, begun, output);
    const result = await client.request('legacy.result', { task: task.id });
    imported.push({ old, task, result, error: null });
    if (isCancelled) return { imported, isCancelled };
  }
  return { imported, isCancelled: false };
}

async function wantsNetwork({ network }: Found, { network: asked }: ImportLegacyOptions): Promise<boolean> {
  const hasAny = Object.values(network).some((value) => value !== null && value.length > 0);
  if (asked === true || !hasAny || !mayAsk()) return asked === true;
  return confirm('Take the proxies and trusted hosts of the old tool as well?', true);
}

function textOfFound({ configFile, applications, network }: Found): string {
  const proxies = Object.entries(network)
    .filter(([, value]) => value !== null && value.length > 0)
    .map(([name, value]) => `  ${name}: ${[value].flat().join(', ')}`);
  return [
    `${configFile} has ${applications.length === 1 ? 'one application' : `${applications.length} applications`}.`,
    ...applications.map(textOfApplication),
    ...(proxies.length === 0 ? [] : [['Network (with --network):', ...proxies].join('\n')]),
  ].join('\n\n');
}

function textOfApplication(one: LegacyApplication): string {
  const parts = [
    ...one.services.map((part) => ['service', part] as const),
    ...one.workers.map((part) => ['worker', part] as const),
  ];
  return [
    `${printable(one.name)}: ${one.problem ?? `can be brought over as "${one.suggestedName}"`}`,
    table(
      ['OPTION', 'VALUE', 'FROM'],
      one.settings.map(({ option, value, from }) => [option, value, from]),
    ),
    table(
      ['PART', 'NAME', ''],
      [
        ...parts.map(([kind, part]) => [
          kind,
          part.name,
          part.problem ?? (part.bundled ? 'only when it is named' : part.notes.join(' ')),
        ]),
        ...one.peers.map((peer) => ['peer', peer, '']),
      ],
    ),
    textOfLeft(one.left),
  ].join('\n');
}

function textOfImported({ old, task, result, error }: Imported): string {
  const isCancelled = task?.state === 'cancelled';
  if (result === null || result.application === null) {
    const why = error === null ? task.problem : withAdvice(error);
    return `${printable(old)} was not brought over. ${isCancelled ? 'It was cancelled.' : (why ?? '')}`.trim();
  }
  const { application, services, workers, peers, left } = result;
  const place = `"${application.name}" in ${application.folder}; it is stopped.`;
  return [
    isCancelled
      ? `It was cancelled: only a part of ${printable(old)} is in ${place}`
      : `Brought ${printable(old)} over as ${place}`,
    `Services: ${services.join(', ') || 'none'}. Workers: ${workers.join(', ') || 'none'}. Peers: ${peers.join(', ') || 'none'}.`,
    ...(task.problem === null ? [] : [task.problem]),
    textOfLeft(left),
  ].join('\n');
}

function textOfNetwork({ taken, left }: RouteOutput<'legacy.import_network'>): string {
  return [
    `Network settings taken over: ${taken.join(', ') || 'none'}.`,
    ...(left.length === 0 ? [] : [textOfLeft(left)]),
  ].join('\n');
}

function textOfLeft(left: Left): string {
  return table(
    ['NOT BROUGHT OVER', 'WHY'],
    left.map(({ what, reason }) => [what, reason]),
  );
}
