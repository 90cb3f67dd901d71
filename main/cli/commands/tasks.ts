import type { Task } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { findApplication, withEngine } from '../session.ts';
import { shortened, table } from '../terminal/index.ts';

interface TaskOptions {
  app?: string;
  ofEngine?: boolean;
}
interface ListOptions extends TaskOptions {
  limit: number;
  cursor?: string;
}

/** `list tasks`, `cancel task`: long work such as imports and backups. */
export function addTaskCommands(program: CliCommand, environment: CommandEnvironment): void {
  const ofEngine = ['--of-engine', 'of no application: backups, copies, what is fetched'] as const;

  program
    .group('list', 'list what there is')
    .command('tasks')
    .alias('task')
    .description('long work of an application, such as imports and builds, newest first')
    .json('rows', 'nextCursor', 'total')
    .example('list tasks --app Demo', 'list tasks --of-engine')
    .onApplication()
    .option(...ofEngine)
    .option('--limit <number>', 'rows at most', wholeNumber, 100)
    .option('--cursor <text>', 'nextCursor of the page before')
    .action(
      environment.action(async ({ output, home }, { limit, cursor, ...options }: ListOptions) =>
        withEngine(home, async (client) => {
          const application =
            options.ofEngine === true ? null : (await findApplication(client, options.app)).id;
          const page = await client.request('tasks.list', { application, limit, cursor });
          const more =
            page.nextCursor === null
              ? ''
              : `\n${page.rows.length} of ${page.total}; go on with --cursor ${page.nextCursor}`;
          output.result(
            page,
            table(['KIND', 'WHAT', 'STATE', 'DONE', 'PROBLEM', 'ID'], page.rows.map(cells)) + more,
          );
          return true;
        }),
      ),
    );

  program
    .group('cancel', 'end what is open')
    .command('task')
    .description('stop long work; what was already taken stays')
    .json('task')
    .example('cancel task 01JD… --app Demo')
    .argument('<id>', 'identifier, as in list tasks')
    .onApplication()
    .option(...ofEngine)
    .action(
      environment.action(async ({ output, home }, task: string, options: TaskOptions) =>
        withEngine(home, async (client) => {
          const application =
            options.ofEngine === true ? null : (await findApplication(client, options.app)).id;
          const ended = await client.request('tasks.cancel', { application, task });
          output.result({ task: ended }, `The task is ${ended.state}.`);
          return true;
        }),
      ),
    );
}

function cells({ kind, title, state, done, total, problem, id }: Task): string[] {
  return [
    kind,
    shortened(title),
    state,
    total === null ? String(done) : `${done} of ${total}`,
    problem ?? '',
    id,
  ];
}
