import path from 'node:path';
import { Option } from 'commander';
import type { CloneDepth, CopyResult, EngineClient, Task } from '../../../contract/index.ts';
import { EngineError, findingInWords } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { followCancellable } from '../followCancellable.ts';
import { shellWord } from '../../platform/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { withEngine } from '../session.ts';
import { tellEndOf } from '../taskProblem.ts';
import type { Ended, Output } from '../terminal/index.ts';

const parts = ['data', 'runs', 'trials'] as const;
const depths: readonly CloneDepth[] = ['settings', 'services', 'workers', 'data'];

interface BackupOptions {
  backup: string;
  without?: (typeof parts)[number][];
  includeSecrets?: boolean;
}
interface RestoreOptions {
  backup: string;
  name?: string;
  path?: string;
}
interface CloneOptions {
  name: string;
  path?: string;
  with: CloneDepth;
}

/** `backup app`, `restore app`, `clone app` and `rename app`. */
export function addApplicationCopyCommands(program: CliCommand, environment: CommandEnvironment): void {
  const onApplication = ['-n, --name <name>', 'application; --app means the same'] as const;
  const alsoApp = () => new Option('-a, --app <name>', 'application').hideHelp();
  const newPlace = [
    '-p, --path <folder>',
    'folder in which the application folder is made (default: in the data home)',
  ] as const;

  program
    .group('backup', 'make a backup of something')
    .command('app')
    .description('back up an application, running or not, into one file')
    .details(
      'A tar archive, compressed with gzip, that only you can read. The history in it is of one moment, and all that it names is there. A file that exists is never written over; in a folder that exists, a file is made with the name of the application and the date. Passwords, tokens and keys are left out unless they are asked for.',
    )
    .json('file', 'findings', 'task')
    .example(
      'backup app --name Demo --backup /backups/demo.tar.gz',
      'backup app --name Demo -b /backups --without trials',
    )
    .option(...onApplication)
    .addOption(alsoApp())
    .requiredOption('-b, --backup <file>', 'file that is made')
    .addOption(
      new Option(
        '--without <parts...>',
        'leave out: data (all that was received, and the history), runs (what ended runs left), trials',
      ).choices(parts),
    )
    .option('--include-secrets', 'put passwords, tokens and keys into it as well')
    .action(
      environment.inApplication(async ({ output, client, application, found }, options: BackupOptions) => {
        const { without = [], includeSecrets = false } = options;
        const begun = await client.request('applications.backup', {
          application,
          file: path.resolve(options.backup),
          include: Object.fromEntries(parts.map((part) => [part, !without.includes(part)])),
          includeSecrets,
        });
        const { task, result } = await whenCopied(client, begun, output);
        const sentence = `Backed up "${found.name}" into ${result?.file ?? ''}`;
        const data = { file: result?.file ?? null, findings: result?.findings ?? [], task };
        return tellEndOf(task, output, data, sentence);
      }),
    );

  program
    .group('restore', 'make something from a backup')
    .command('app')
    .description('make an application from a backup, on this machine or another one')
    .details(
      'It is stopped until it is started, so that it can be looked at first. Nothing that is there is written over. A backup that was cut short or altered is refused.',
    )
    .json('application', 'findings', 'task')
    .example('restore app --backup /backups/demo.tar.gz --name "Demo again"')
    .requiredOption('-b, --backup <file>', 'file of the backup')
    .option('-n, --name <name>', 'name of the application (default: as in the backup)')
    .option(...newPlace)
    .action(
      environment.action(async ({ output, home }, options: RestoreOptions) =>
        withEngine(home, async (client) => {
          const file = path.resolve(options.backup);
          const name = options.name ?? (await client.request('applications.inspect_backup', { file })).name;
          const folder = folderIn(options.path, name);
          const begun = await client.request('applications.restore', { file, name, folder });
          return tellMade(client, output, await whenCopied(client, begun, output), 'Restored');
        }),
      ),
    );

  program
    .group('clone', 'make something like another one')
    .command('app')
    .description('make another application like this one')
    .details(
      'It is stopped, its doors and watched folders are closed, and jobs that have not ended in the original are paused in it. Each depth has what those before it have: settings, services, workers, data.',
    )
    .json('application', 'findings', 'task')
    .example('clone app --app Demo --name "Demo for tests" --with services')
    .onApplication()
    .requiredOption('-n, --name <name>', 'name of the new application')
    .option(...newPlace)
    .addOption(new Option('--with <depth>', 'how much of it').choices(depths).default('workers'))
    .action(
      environment.inApplication(async ({ output, client, application }, options: CloneOptions) => {
        const { name } = options;
        const folder = folderIn(options.path, name);
        const begun = await client.request('applications.clone', {
          application,
          name,
          folder,
          with: options.with,
        });
        return tellMade(client, output, await whenCopied(client, begun, output), 'Cloned');
      }),
    );

  program
    .group('rename', 'give something another name')
    .command('app')
    .description('give an application another name; its folder stays where it is')
    .json('application')
    .example('rename app --name Demo --to "Lung research"')
    .option(...onApplication)
    .addOption(alsoApp())
    .requiredOption('--to <new-name>', 'new name')
    .action(
      environment.inApplication(async ({ output, client, application, found }, { to }: { to: string }) => {
        const renamed = await client.request('applications.rename', { application, name: to });
        output.result({ application: renamed }, `"${found.name}" is now "${renamed.name}".`);
        return true;
      }),
    );
}

const folderIn = (parent: string | undefined, name: string) =>
  parent === undefined ? undefined : path.resolve(parent, name);

/** Waits for the end of a copy; an interruption cancels it, and nothing of it is left. */
async function whenCopied(
  client: EngineClient,
  begun: Task,
  output: Output,
): Promise<{ task: Task; result: CopyResult | null }> {
  const { task } = await followCancellable(client, null, begun, output);
  if (task.state === 'cancelled')
    throw new EngineError('cancelled', 'It was cancelled; nothing is left of it.');
  const result =
    task.state === 'succeeded' ? await client.request('applications.copied', { task: task.id }) : null;
  for (const one of result?.findings ?? [])
    output.note([findingInWords(one), one.advice].filter(Boolean).join(' '));
  return { task, result };
}

async function tellMade(
  client: EngineClient,
  output: Output,
  { task, result }: { task: Task; result: CopyResult | null },
  done: string,
): Promise<Ended> {
  const made = (await client.request('applications.list', {})).find(({ id }) => id === result?.application);
  const name = made?.name ?? '';
  return tellEndOf(
    task,
    output,
    { application: made ?? null, findings: result?.findings ?? [], task },
    `${done} the application "${name}" in ${made?.folder ?? ''}. It is stopped; start it with: dcm-processor start app --name ${shellWord(name)}`,
  );
}
