import path from 'node:path';
import { Option } from 'commander';
import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationLife, Component } from '../../../contract/index.ts';
import { followTask } from '../../link/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { isKept } from '../keeping.ts';
import { noEngineStays } from '../notYet.ts';
import { tellEndOf } from '../taskProblem.ts';
import { ask, mayAsk } from '../terminal/index.ts';

interface StopOptions {
  wait?: boolean;
}
interface InitOptions {
  pullImages?: boolean;
}
interface RemoveOptions {
  keepData?: boolean;
  deleteData?: boolean;
  keepImages?: boolean;
  deleteImages?: boolean;
  backup?: string;
  includeSecrets?: boolean;
}

/** `init app`, `start app`, `stop app`, `restart app` and `remove app`. */
export function addLifeCommands(program: CliCommand, environment: CommandEnvironment): void {
  const group = program.group.bind(program);
  const onApplication = ['-n, --name <name>', 'application; --app means the same'] as const;
  const alsoApp = () => new Option('-a, --app <name>', 'application').hideHelp();

  group('init', 'prepare an application')
    .command('app')
    .description('make folders, pull and build images; can be repeated')
    .example('init app --name Demo')
    .details('Folders and images of workers and components. Waits until that is done.')
    .json('task')
    .option(...onApplication)
    .addOption(alsoApp())
    .option('--pull-images', 'also look for newer images, and build workers that are built')
    .action(
      environment.inApplication(async ({ output, client, application, found }, options: InitOptions) => {
        const { name } = found;
        const refresh = options.pullImages === true;
        const begun = await client.request('applications.init', { application, refresh });
        const task = await followTask(client, application, begun, output);
        return tellEndOf(task, output, { task }, `The application "${name}" is ready to be started.`);
      }),
    );

  group('start', 'start an application')
    .command('app')
    .description('bring up its containers, open its doors, and let jobs begin')
    .example('start app --name Demo')
    .details('Fails where something of it does not come up.')
    .json('life', 'components')
    .option(...onApplication)
    .addOption(alsoApp())
    .action(
      environment.inApplication(async ({ output, client, link, application, found }) => {
        const { name } = found;
        const life = await client.request('applications.start', { application });
        if (link.startedHere) output.note(noEngineStays);
        const components = await client.request('components.list', { application });
        const problem = lifeProblem(name, life, 'running') ?? componentProblem(components);
        return output.verdict({ life, components }, inWords(name, life, problem), problem);
      }),
    );

  for (const action of ['stop', 'restart'] as const) {
    group(action, `${action} an application`)
      .command('app')
      .description(
        action === 'stop'
          ? 'close its doors, end its jobs and containers; it stays stopped until it is started'
          : 'stop it and start it again',
      )
      .details(
        'It can still be read while it is stopped. Running jobs are queued again; with --wait they end first.',
      )
      .json('life')
      .example(`${action} app --name Demo --wait`)
      .option(...onApplication)
      .addOption(alsoApp())
      .option('--wait', 'let running jobs end first; else they are ended and queued again')
      .action(
        environment.inApplication(async ({ output, client, application, found }, options: StopOptions) => {
          const { name } = found;
          const jobs = options.wait === true ? 'wait' : 'interrupt';
          const life = await client.request(`applications.${action}`, { application, jobs });
          const problem = lifeProblem(name, life, action === 'stop' ? 'stopped' : 'running');
          return output.verdict({ life }, inWords(name, life, problem), problem);
        }),
      );
  }

  group('remove', 'remove something')
    .command('app')
    .description('stop an application and remove it; asks what to keep, or is told by options')
    .example('remove app --name Demo --keep-data --keep-images')
    .details(
      'It goes from the data home, with its containers and network. In a terminal what is not said is asked. Images need only be said of where there are containers.',
    )
    .json('folder', 'backup', 'left')
    .option(...onApplication)
    .addOption(alsoApp())
    .option('-k, --keep-data', 'keep its folder, from which it can be taken in again')
    .option('--delete-data', 'delete its folder with everything in it')
    .option('--keep-images', 'keep the images that were built for it')
    .option('--delete-images', 'remove them')
    .option('-b, --backup <file>', 'first back it up into that file, as `backup app` does')
    .option('--include-secrets', 'put passwords, tokens and keys into the backup as well')
    .action(
      environment.inApplication(async ({ output, client, application, found }, options: RemoveOptions) => {
        const { name, runtimeKind } = found;
        const keepData = await isKept(options.keepData, options.deleteData, {
          question: `Keep the folder of "${name}" with all its data?`,
          options: '--keep-data or --delete-data',
          command: 'remove app',
        });
        const isSaid = options.keepImages === true || options.deleteImages === true;
        const hasImages =
          runtimeKind !== 'local' || (await client.request('components.list', { application })).length > 0;
        const keepImages =
          !(isSaid || hasImages) ||
          (await isKept(options.keepImages, options.deleteImages, {
            question: 'Keep the images that were built for it?',
            options: '--keep-images or --delete-images',
            command: 'remove app',
          }));
        const given =
          options.backup ?? (mayAsk() && !keepData ? await ask('File for a backup (empty: none)', '') : '');
        const removed = await client.request('applications.remove', {
          application,
          keepData,
          keepImages,
          backup: given === '' ? null : path.resolve(given),
          includeSecrets: options.includeSecrets === true,
        });
        const problem =
          removed.left.length === 0 ? null : new EngineError('incomplete', removed.left.join('\n'));
        return output.verdict(removed, removalInWords(name, removed), problem);
      }),
    );
}

/** Why an application is not as it was to be; null where it is. */
function lifeProblem(
  name: string,
  { state, reason, advice }: ApplicationLife,
  wanted: ApplicationLife['state'],
): EngineError | null {
  if (state === wanted) return null;
  return new EngineError('incomplete', reason ?? `The application "${name}" is ${state}.`, {
    ...(advice !== null && { advice }),
  });
}

/** Why not everything beside an application runs; null where it does. */
function componentProblem(components: readonly Component[]): EngineError | null {
  const missing = components.find(({ state }) => state !== 'running');
  if (missing === undefined) return null;
  const { component, state, problem } = missing;
  return new EngineError('component-failed', `${component} is ${state}. ${problem ?? ''}`.trim());
}

/** @param problem that is told beside it, and says why it is not as it was to be */
function inWords(
  name: string,
  { state, reason, advice }: ApplicationLife,
  problem: EngineError | null,
): string {
  const why = problem?.message === reason ? [] : [reason, advice];
  return [`The application "${name}" is ${state}.`, ...why].filter(Boolean).join(' ');
}

function removalInWords(name: string, removed: { folder: string | null; backup: string | null }): string {
  return [
    `Removed the application "${name}".`,
    removed.folder === null ? null : `Its folder is kept: ${removed.folder}`,
    removed.backup === null ? null : `A backup is in ${removed.backup}`,
  ]
    .filter((one) => one !== null)
    .join('\n');
}
