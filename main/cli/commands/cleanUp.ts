import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { CleanUp, RetentionPart } from '../../../contract/index.ts';
import { assign } from '../assignments.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';

const words: Record<RetentionPart, string> = {
  inputs: 'input copies of runs',
  results: 'result files of runs',
  logs: 'logs of runs',
  quarantine: 'files in quarantine',
  scratch: 'scratch runs and opened jobs',
};

/** `clean-up`: removes what is too old or too much, or only tells what would be. */
export function addCleanUpCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('clean-up')
    .description('remove what runs left behind, as the retention options of the application say')
    .example('clean-up --app Demo --dry-run inputsDays=30')
    .details(
      'What is too old or too much goes; other limits may be given (inputsDays=30). --dry-run only tells.',
    )
    .json('parts', 'bytes', 'problems', 'dryRun')
    .argument('[assignments...]', 'other limits for this once, such as inputsDays=30')
    .option('-a, --app <name>', 'application')
    .option('--dry-run', 'only tell what would be removed')
    .action(
      environment.action(
        async (
          { output, home },
          assignments: string[],
          { app, dryRun = false }: { app?: string; dryRun?: boolean },
        ) => {
          const done = await withEngine(home, async (client) => {
            const { id: application } = await findApplication(client, app);
            const { options } = await client.request('applications.get', { application });
            const { retention } = assign(
              options,
              assignments.map((one) => `retention.${one}`),
            ).options;
            const route = dryRun ? 'retention.preview' : 'retention.clean_up';
            return client.request(route, { application, options: { ...options.retention, ...retention } });
          });
          const problem =
            done.problems.length === 0 ? null : new EngineError('incomplete', done.problems.join('\n'));
          return output.verdict({ ...done, dryRun }, inWords(done, dryRun), problem);
        },
      ),
    );
}

function inWords({ parts, bytes }: CleanUp, dryRun: boolean): string {
  const verb = dryRun ? 'Would remove' : 'Removed';
  if (parts.length === 0) return 'Nothing is to be removed.';
  return [
    ...parts.map((one) => `${verb} ${words[one.part]}: ${one.count}, ${one.bytes} bytes.`),
    `${bytes} bytes in all.`,
  ].join('\n');
}
