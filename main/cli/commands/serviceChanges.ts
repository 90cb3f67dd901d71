import type { EngineClient, ServiceChange } from '../../../contract/index.ts';
import { wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { optionsAgain, withSource, withSourceOptions } from '../openSource.ts';
import type { SourceOptions } from '../openSource.ts';
import { describeComparison, versionTable } from '../serviceText.ts';
import { confirm, counted, mayAsk, printable } from '../terminal/index.ts';
import { findingText } from '../workerText.ts';

interface UpdateOptions extends SourceOptions {
  name: string;
  yes?: boolean;
}

/** `update service`, `compare service`, `list versions`, `roll-back service`. */
export function addServiceChangeCommands(program: CliCommand, environment: CommandEnvironment): void {
  const update = program
    .group('update', 'put a newer version in place')
    .command('service')
    .description('update an installed service; shows what changes first')
    .details(
      'Without --path from where it was installed. At a terminal it asks before anything is changed; else what changes is shown with --json only. Running jobs end with the version that they began with; what was set of its jobs with `set service` stays. Its earlier versions are kept, see list versions.',
    )
    .json('service', 'from', 'to', 'onEarlierVersion', 'comparison')
    .onApplication()
    .requiredOption('-n, --name <name>', 'service')
    .option('-p, --path <path>', 'folder, archive file, or address of a repository or archive')
    .option('-y, --yes', 'do not ask')
    .example(
      'update service --app Demo --name segmentation',
      'update service --app Demo --name segmentation --path https://example.org/segmentation.git --ref v1.3',
    );
  withSourceOptions(update).action(
    environment.inApplication(async ({ output, client, application }, options: UpdateOptions) => {
      const { name } = options;
      const from = await sourceOf(client, application, options);
      const done = await withSource({ client, output }, from, 'service', async (source) => {
        const comparison = await client.request('services.compare', { application, name, with: source });
        if (!comparison.isSame && mayAsk() && options.yes !== true) {
          output.note(describeComparison(comparison));
          if (!(await confirm('Update it?', true))) return null;
        }
        const asked = { application, name, source, expected: comparison.to };
        return { ...(await client.request('services.update', asked)), comparison };
      });
      if (done === null) {
        output.result({}, 'Nothing was changed.');
        return true;
      }
      for (const finding of done.comparison.findings) output.note(findingText(finding));
      output.result({ ...done }, `${changeInWords(done)}${whereFrom(options, from)}`);
      return true;
    }),
  );

  const compare = program
    .group('compare', 'show what would change')
    .command('service')
    .description('show what an update or a roll back of a service would change; changes nothing')
    .json('comparison')
    .onApplication()
    .requiredOption('-n, --name <name>', 'service')
    .option('-p, --path <path>', 'folder, archive file or address (default: where it was installed from)')
    .option('--to <number>', 'one of its versions in place of a path', wholeNumber)
    .example(
      'compare service --app Demo --name segmentation',
      'compare service --app Demo --name segmentation --to 2',
    );
  withSourceOptions(compare).action(
    environment.inApplication(
      async ({ output, client, application }, options: UpdateOptions & { to?: number }) => {
        const { name, to } = options;
        const ask = (other: Parameters<typeof client.request<'services.compare'>>[1]['with']) =>
          client.request('services.compare', { application, name, with: other });
        if (to !== undefined) {
          const comparison = await ask({ number: to });
          output.result({ comparison }, describeComparison(comparison));
          return true;
        }
        const from = await sourceOf(client, application, options);
        const comparison = await withSource({ client, output }, from, 'service', (source) => ask(source));
        output.result({ comparison }, `${describeComparison(comparison)}${whereFrom(options, from)}`);
        return true;
      },
    ),
  );

  program
    .group('list', 'list what there is')
    .command('versions')
    .description('versions of an installed service, newest first, with where they came from')
    .json('versions')
    .onApplication()
    .requiredOption('-n, --name <service>', 'service')
    .example('list versions --app Demo --name segmentation')
    .action(
      environment.inApplication(async ({ output, client, application }, { name }: { name: string }) => {
        const versions = await client.request('services.versions', { application, name });
        output.result({ versions }, versionTable(versions));
        return true;
      }),
    );

  program
    .group('roll-back', 'put an earlier version back')
    .command('service')
    .description('put an earlier version of a service back')
    .details('Its numbers are those of list versions. The list keeps the version that is replaced.')
    .json('service', 'from', 'to', 'onEarlierVersion')
    .onApplication()
    .requiredOption('-n, --name <name>', 'service')
    .option('--to <number>', 'version (default: the one before this one)', wholeNumber)
    .example(
      'roll-back service --app Demo --name segmentation',
      'roll-back service --app Demo --name segmentation --to 2',
    )
    .action(
      environment.inApplication(
        async ({ output, client, application }, { name, to }: { name: string; to?: number }) => {
          const done = await client.request('services.roll_back', { application, name, number: to });
          output.result({ ...done }, changeInWords(done));
          return true;
        },
      ),
    );
}

/** Where the new files are: as the options say, else where the service came from. @throws UsageError */
async function sourceOf(
  client: EngineClient,
  application: string,
  options: UpdateOptions,
): Promise<SourceOptions> {
  if (options.path !== undefined) return options;
  const { source, linkedFolder } = await client.request('services.get', { application, name: options.name });
  if (linkedFolder !== null) return { ...options, path: linkedFolder };
  return optionsAgain(options, source, options.name);
}

/** Where files were taken from that nobody named: it may be another place than somebody thinks. */
function whereFrom(options: SourceOptions, { path: place = '' }: SourceOptions): string {
  return options.path === undefined
    ? `\nIts files are those of ${printable(place)}; --path names others.`
    : '';
}

function changeInWords({ service, from, to, onEarlierVersion }: ServiceChange): string {
  if (from === to) return `"${service.name}" is at version ${to} already.`;
  const still =
    onEarlierVersion === 0
      ? ''
      : ` Running on the one before until they end: ${counted(onEarlierVersion, 'job')}.`;
  return `"${service.name}" is now at version ${to}; it was at ${from}.${still}`;
}
