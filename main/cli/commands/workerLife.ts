import type { EngineClient, WorkerComparison } from '../../../contract/index.ts';
import { wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { optionsAgain, withSource, withSourceOptions } from '../openSource.ts';
import type { SourceOptions } from '../openSource.ts';
import { describeFileChanges } from '../serviceText.ts';
import { confirm, mayAsk, printable, table } from '../terminal/index.ts';
import { build } from '../workerBuild.ts';
import { findingText, workerTable } from '../workerText.ts';

interface UpdateOptions extends SourceOptions {
  build: boolean;
  yes?: boolean;
}

/** `update worker`, `compare worker`, `list worker-versions`, `roll-back worker`, `enable worker`, `disable worker`. */
export function addWorkerLife(program: CliCommand, environment: CommandEnvironment): void {
  const update = program
    .group('update', 'put a newer version in place')
    .command('worker')
    .description('update an installed worker and build its image; shows what changes first')
    .details(
      'Without --path from where it was installed. What was set of it with `set worker` stays. Its earlier versions are kept, see list worker-versions.',
    )
    .json('worker', 'comparison')
    .named('worker')
    .onApplication()
    .option('-p, --path <path>', 'folder, archive file, or address of a repository or archive')
    .option('--no-build', 'build the image later')
    .option('-y, --yes', 'do not ask')
    .example('update worker torch --path ./torch --app Demo');
  withSourceOptions(update).action(
    environment.inApplication(
      async ({ output, client, application }, worker: string, options: UpdateOptions) => {
        const from = await sourceOf(client, application, worker, options);
        const done = await withSource({ client, output }, from, 'worker', async (source, folder) => {
          const comparison = await client.request('workers.compare', {
            application,
            worker,
            with: { folder },
          });
          if (comparison.isSame) return { comparison, tasks: [] };
          if (mayAsk() && options.yes !== true) {
            output.note(comparisonText(comparison));
            if (!(await confirm('Update it?', true))) return null;
          }
          const { tasks } = await client.request('workers.install', {
            application,
            path: folder,
            ...('staged' in source && { staged: source.staged }),
            name: worker,
            replace: true,
            build: options.build,
          });
          return { comparison, tasks };
        });
        if (done === null) {
          output.result({}, 'Nothing was changed.');
          return true;
        }
        for (const task of done.tasks) await build(client, application, task, output);
        const now = await client.request('workers.get', { application, worker });
        output.result({ worker: now, comparison: done.comparison }, workerTable([now]));
        return true;
      },
    ),
  );

  const compare = program
    .group('compare', 'show what would change')
    .command('worker')
    .description('show what an update or a roll back of a worker would change; changes nothing')
    .json('comparison')
    .named('worker')
    .onApplication()
    .option('-p, --path <path>', 'folder, archive file or address (default: where it was installed from)')
    .option('--to <number>', 'one of its versions in place of a path', wholeNumber)
    .example('compare worker torch --path ./torch --app Demo', 'compare worker torch --to 2 --app Demo');
  withSourceOptions(compare).action(
    environment.inApplication(
      async ({ output, client, application }, worker: string, options: SourceOptions & { to?: number }) => {
        const ask = (other: Parameters<typeof client.request<'workers.compare'>>[1]['with']) =>
          client.request('workers.compare', { application, worker, with: other });
        const comparison =
          options.to === undefined
            ? await withSource(
                { client, output },
                await sourceOf(client, application, worker, options),
                'worker',
                (_, folder) => ask({ folder }),
              )
            : await ask({ number: options.to });
        output.result({ comparison }, comparisonText(comparison));
        return true;
      },
    ),
  );

  program
    .group('list', 'list what there is')
    .command('worker-versions')
    .description('versions of an installed worker, newest first, with where they came from')
    .json('versions')
    .named('worker')
    .onApplication()
    .example('list worker-versions torch --app Demo')
    .action(
      environment.inApplication(async ({ output, client, application }, worker: string) => {
        const versions = await client.request('workers.versions', { application, worker });
        const rows = versions.map(({ number, origin, installedAt, isInstalled }) => [
          String(number),
          new Date(installedAt).toISOString(),
          isInstalled ? 'installed' : '',
          printable(origin),
        ]);
        output.result({ versions }, table(['VERSION', 'INSTALLED AT', '', 'ORIGIN'], rows));
        return true;
      }),
    );

  program
    .group('roll-back', 'put an earlier version back')
    .command('worker')
    .description('put an earlier version of a worker back, and build its image')
    .details('Its numbers are those of list worker-versions. The list keeps the version that is replaced.')
    .json('worker', 'from', 'to')
    .named('worker')
    .onApplication()
    .option('--to <number>', 'version (default: the one before this one)', wholeNumber)
    .option('--no-build', 'build the image later')
    .example('roll-back worker torch --app Demo', 'roll-back worker torch --to 2 --app Demo')
    .action(
      environment.inApplication(
        async ({ output, client, application }, worker: string, options: { to?: number; build: boolean }) => {
          const { task, ...done } = await client.request('workers.roll_back', {
            application,
            worker,
            number: options.to,
            build: options.build,
          });
          if (task !== null) await build(client, application, task, output);
          output.result(done, `Version ${done.to} of "${done.worker.name}" is in place again.`);
          return true;
        },
      ),
    );

  for (const [verb, description] of [
    ['enable', 'have a worker run its containers and serve its channels again'],
    ['disable', 'have a worker run no containers and serve no channels'],
  ] as const) {
    program
      .group(verb, `${verb} something`)
      .command('worker')
      .description(description)
      .json('worker')
      .named('worker')
      .onApplication()
      .example(`${verb} worker torch --app Demo`)
      .action(
        environment.inApplication(async ({ output, client, application }, name: string) => {
          const worker = await client.request(`workers.${verb}`, { application, worker: name });
          output.result({ worker }, workerTable([worker]));
          return true;
        }),
      );
  }
}

/** Where the new files are: as the options say, else where the worker came from. @throws UsageError */
async function sourceOf(
  client: EngineClient,
  application: string,
  worker: string,
  options: SourceOptions,
): Promise<SourceOptions> {
  if (options.path !== undefined) return options;
  const { source } = await client.request('workers.get', { application, worker });
  return optionsAgain(options, source, worker);
}

function comparisonText(comparison: WorkerComparison): string {
  if (comparison.isSame) return 'Nothing would change.';
  return [describeFileChanges(comparison), ...comparison.findings.map(findingText)].join('\n');
}
