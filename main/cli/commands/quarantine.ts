import path from 'node:path';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { EngineClient, QuarantinedHeader } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { counted, printable, table } from '../terminal/index.ts';

interface ChoiceOptions {
  app?: string;
  all?: boolean;
}

/** Most of them that one request names. */
const perRequest = 500;

/** `quarantine show|take|delete|export`. */
export function addQuarantineCommands(program: CliCommand, environment: CommandEnvironment): void {
  const quarantine = program
    .command('quarantine')
    .description('look at, take, delete or export what could not be taken');

  quarantine
    .command('show')
    .description('one file in quarantine: why, from whom, its tags as far as they can be read')
    .example('quarantine show 01JD… --app Demo')
    .json('file')
    .argument('<id>', 'identifier, as in list quarantine')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, id: string, options: { app?: string }) => {
        const file = await withEngine(home, async (client) => {
          const application = await findApplication(client, options.app);
          return client.request('quarantine.get', { application: application.id, id });
        });
        const tags = Object.entries(file.tags).flatMap(([keyword, value]) =>
          typeof value === 'string' ? [`  ${keyword}: ${value}`] : [],
        );
        const lines = [
          `${file.reason}: ${file.message}`,
          file.details === null ? null : `Cause: ${file.details}`,
          `From ${file.door === null ? 'a sender that is not known any more' : `${file.door} ${file.sender}`}${file.path === null ? '' : `, ${file.path}`}, ${counted(file.times, 'time')}`,
          `Bytes: ${file.size} in ${file.file}`,
          `${file.taking.possible ? 'Can be taken' : 'Cannot be taken'}: ${file.taking.message}`,
          file.tagsProblem,
          ...tags,
        ];
        output.result(
          { file },
          lines
            .filter((line) => line !== null)
            .map(printable)
            .join('\n'),
        );
        return true;
      }),
    );

  /** A command that does something with chosen ones, or with all. */
  function addChoice(name: string, description: string, key: string, ...examples: string[]): CliCommand {
    return quarantine
      .command(name)
      .description(description)
      .json(key)
      .example(...examples)
      .argument('[ids...]', 'identifiers, as in list quarantine')
      .option('-a, --app <name>', 'application')
      .option('--all', 'everything in quarantine');
  }

  addChoice(
    'take',
    'take files into the archive although something is wrong with them; fails if one cannot be taken',
    'results',
    'quarantine take 01JD… --app Demo',
  ).action(
    environment.action(async ({ output, home }, ids: string[], options: ChoiceOptions) => {
      const results = await withEngine(home, (client) =>
        inParts(
          client,
          ids,
          options,
          async (part) => (await client.request('quarantine.take', part)).results,
        ),
      );
      const rows = results.map((one) => [one.id, one.outcome, one.message]);
      const failed = results.filter(({ outcome }) => outcome === 'impossible').length;
      const problem =
        failed === 0
          ? null
          : new EngineError('incomplete', `${failed} of ${counted(results.length, 'file')} cannot be taken.`);
      return output.verdict({ results }, table(['ID', 'OUTCOME', 'MESSAGE'], rows), problem);
    }),
  );
  addChoice(
    'delete',
    'delete files from quarantine for good',
    'count',
    'quarantine delete --all --app Demo',
  ).action(
    environment.action(async ({ output, home }, ids: string[], options: ChoiceOptions) => {
      const counts = await withEngine(home, (client) =>
        inParts(client, ids, options, async (part) => [
          (await client.request('quarantine.delete', part)).count,
        ]),
      );
      const count = counts.reduce((sum, one) => sum + one, 0);
      output.result({ count }, `Deleted ${counted(count, 'file')}.`);
      return true;
    }),
  );
  addChoice(
    'export',
    'copy files as they are into a folder; they stay in quarantine',
    'files',
    'quarantine export --all --to ./strange --app Demo',
  )
    .requiredOption('--to <folder>', 'folder; made where it does not exist')
    .action(
      environment.action(async ({ output, home }, ids: string[], options: ChoiceOptions & { to: string }) => {
        const folder = path.resolve(options.to);
        const files = await withEngine(home, (client) =>
          inParts(
            client,
            ids,
            options,
            async (part) => (await client.request('quarantine.export', { ...part, folder })).files,
          ),
        );
        output.result({ files }, files.join('\n'));
        return true;
      }),
    );
}

/** Who something in quarantine is of, for a list. */
export function quarantinedPatient(header: QuarantinedHeader): string {
  return header.PatientID || header.PatientName;
}

/** Hands the chosen ones to `work` in parts that one request takes. */
async function inParts<Result>(
  client: EngineClient,
  ids: readonly string[],
  options: ChoiceOptions,
  work: (part: { application: string; ids: string[] }) => Promise<Result[]>,
): Promise<Result[]> {
  const { id: application } = await findApplication(client, options.app);
  if ((options.all === true) === ids.length > 0) {
    throw new UsageError('Name what is meant, or say --all.', {
      advice: 'List it with: dcm-processor list quarantine',
    });
  }
  const chosen = options.all === true ? await everything(client, application) : ids;
  const results: Result[] = [];
  for (let at = 0; at < chosen.length; at += perRequest) {
    results.push(...(await work({ application, ids: chosen.slice(at, at + perRequest) })));
  }
  return results;
}

async function everything(client: EngineClient, application: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await client.request('quarantine.list', { application, limit: perRequest, cursor });
    ids.push(...page.rows.map((row) => row.id));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
}
