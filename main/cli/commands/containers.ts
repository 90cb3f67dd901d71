import { setTimeout as delay } from 'node:timers/promises';
import { UsageError, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import type { Container, DockerState, EngineClient, RouteOutput } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { table } from '../terminal/index.ts';

/** Time over which a processor's use is counted, in milliseconds. */
const measuredMs = 1000;
/** Pause between two looks at a log that is followed, in milliseconds. */
const followPauseMs = 500;

interface LogOptions {
  app?: string;
  search?: string;
  limit: number;
  before?: number;
  follow?: boolean;
}

/** `show docker`, `list containers`, `logs container`. */
export function addContainerCommands(
  program: CliCommand,
  { list, show }: { list: CliCommand; show: CliCommand },
  environment: CommandEnvironment,
): void {
  show
    .command('docker')
    .description('whether Docker can be used, and what to do where it cannot')
    .example('show docker')
    .details('Where it is and what it has. Fails where it cannot be used.')
    .json('docker')
    .action(
      environment.action(async ({ output, home }) => {
        const docker = await withEngine(home, (client) => client.request('docker.reconnect', {}));
        if (docker.state === 'connected') {
          output.result({ docker }, describeDocker(docker));
          return true;
        }
        return output.failure(asError(docker), { docker });
      }),
    );

  list
    .command('containers')
    .description('containers of one application, or of all')
    .example('list containers --app Demo --figures')
    .details('State, jobs in them, and what is wrong.')
    .json('containers')
    .option('-a, --app <name>', 'application')
    .option('--figures', 'with the processor and memory that each uses, measured for a second')
    .action(
      environment.action(async ({ output, home }, options: { app?: string; figures?: boolean }) =>
        withEngine(home, async (client) => {
          const containers = await listContainers(client, options);
          output.result({ containers }, containerTable(containers));
          return true;
        }),
      ),
    );

  program
    .group('logs', 'what jobs and containers print')
    .command('container')
    .description('the log of a container, also of one that is gone')
    .example('logs container dcmp-demo-torch-1 --app Demo --follow')
    .details('The newest lines, and older ones before the `older` of a page.')
    .json('lines', 'older', 'newer', 'atEnd', 'droppedBytes')
    .argument('<name>', 'name of the container; see: list containers')
    .option('-a, --app <name>', 'application')
    .option('--search <text>', 'only lines that contain it, whatever the case')
    .option('--limit <number>', 'lines at most', wholeNumber, 200)
    .option('--before <position>', '"older" of the page before', wholeNumber)
    .option('--follow', 'go on with what it prints from now on, until Ctrl-C; not with --json')
    .action(
      environment.action(async ({ output, home }, container: string, options: LogOptions) =>
        withEngine(home, async (client) => {
          if (options.follow === true && output.json) {
            throw new UsageError('--follow cannot be used with --json.', {
              advice: 'Ask again with --json and read on from there.',
            });
          }
          const { id: application } = await findApplication(client, options.app);
          const { search: text, limit, before } = options;
          const what = { application, container, text, limit };
          const page = await client.request('containers.logs', { ...what, before });
          const more = page.older === null ? '' : `\n(older lines: --before ${page.older})`;
          output.result(page, describeLines(page) + (options.follow === true ? '' : more));
          for (let after = page.newer; options.follow === true; await delay(followPauseMs)) {
            const next = await client.request('containers.logs', { ...what, after });
            after = next.newer;
            if (next.lines.length > 0) output.result(next, describeLines(next));
          }
          return true;
        }),
      ),
    );
}

async function listContainers(
  client: EngineClient,
  options: { app?: string; figures?: boolean },
): Promise<Container[]> {
  const application = options.app === undefined ? undefined : (await findApplication(client, options.app)).id;
  const figures = options.figures ?? false;
  const first = await client.request('containers.list', { application, figures });
  if (!figures) return first;
  await delay(measuredMs);
  return client.request('containers.list', { application, figures });
}

function containerTable(containers: readonly Container[]): string {
  const mebibytes = (bytes: number | null) => (bytes === null ? '' : `${Math.round(bytes / 2 ** 20)} MiB`);
  return table(
    ['NAME', 'FOR', 'STATE', 'JOBS', 'CPU', 'MEMORY', 'PROBLEM'],
    containers.map((one) => [
      one.name,
      one.role === 'planning' ? 'planning' : one.of,
      one.health === null ? one.state : `${one.state} (${one.health})`,
      String(one.jobsRunning),
      one.cpuPercent === null ? '' : `${one.cpuPercent.toFixed(1)} %`,
      mebibytes(one.memoryBytes),
      one.problem === null ? '' : `${one.problem.message} ${one.problem.advice}`,
    ]),
  );
}

function describeLines({ lines }: RouteOutput<'containers.logs'>): string {
  return lines
    .map(
      ({ at, stream, text }) => `${new Date(at).toISOString()} ${stream === 'engine' ? `-- ${text}` : text}`,
    )
    .join('\n');
}

function describeDocker({ endpoint, server, problem }: DockerState): string {
  const gpus = server === null ? [] : [...(server.gpus.nvidia ? ['nvidia'] : []), ...server.gpus.devices];
  const lines = [
    `Docker ${server?.version ?? ''} (${server?.kind ?? ''}${server?.rootless === true ? ', rootless' : ''})`,
    `at ${endpoint?.address ?? ''} (${endpoint?.origin ?? ''})`,
    `on ${server?.operatingSystem ?? ''}, ${server?.architecture ?? ''}, ${server?.cpus ?? 0} processors`,
    `graphics cards: ${gpus.length === 0 ? 'none' : gpus.join(', ')}`,
  ];
  if (problem !== null) lines.push(`Problem: ${problem.message}`, inWords(problem));
  return lines.join('\n');
}

function asError({ problem }: DockerState): {
  code: NonNullable<DockerState['problem']>['code'];
  message: string;
  advice?: string;
  details?: string;
} {
  if (problem === null) return { code: 'docker-unavailable', message: 'Docker is still being looked for.' };
  const { code, message, details } = problem;
  return { code, message, advice: inWords(problem), ...(details !== null && { details }) };
}

function inWords({ advice, command }: NonNullable<DockerState['problem']>): string {
  return command === null ? advice : `${advice}\n  ${command}`;
}
