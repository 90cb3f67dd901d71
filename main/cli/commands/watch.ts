import path from 'node:path';
import { Option } from 'commander';
import { UsageError, number } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { EngineError, watchedFolderSchema } from '../../../contract/index.ts';
import type { EngineClient, WatchedFolder } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { table } from '../terminal/index.ts';

interface AddOptions {
  app?: string;
  poll?: boolean;
  recursive: boolean;
  pollSeconds?: number;
  settleSeconds?: number;
  after?: WatchedFolder['after'];
  moveTo?: string;
  pattern?: string;
}

/** `watch add|remove|list`: folders whose files are taken as they appear. */
export function addWatchCommands(program: CliCommand, environment: CommandEnvironment): void {
  const watch = program.command('watch').description('watch folders and take their files as they appear');

  watch
    .command('add')
    .description('watch a folder')
    .details('Its files are taken as they appear. Folders of applications in it are left out.')
    .json('folder')
    .argument('<folder>', 'folder')
    .option('-a, --app <name>', 'application')
    .option('--no-recursive', 'without the folders in it')
    .option('--poll', 'look by the clock only, for network shares')
    .option('--poll-seconds <seconds>', 'between two looks', number)
    .option('--settle-seconds <seconds>', 'a file is taken when it has not changed for this long', number)
    .addOption(
      new Option('--after <what>', 'what becomes of a file that was taken').choices([
        'keep',
        'move',
        'delete',
      ]),
    )
    .option('--move-to <folder>', 'where files that were taken are moved to')
    .option('--pattern <names>', 'only files of such names, e.g. "*.dcm"')
    .example('watch add /mnt/share/incoming --app Demo --poll')
    .action(
      environment.action(async ({ output, home }, folder: string, options: AddOptions) => {
        const { app, poll, moveTo, after, ...chosen } = options;
        const absolute = path.resolve(folder);
        const wanted = {
          ...chosen,
          path: absolute,
          watch: poll === true ? 'poll' : 'auto',
          after: after ?? (moveTo === undefined ? 'keep' : 'move'),
          ...(moveTo === undefined ? {} : { moveTo: path.resolve(moveTo) }),
        };
        const added = await withEngine(home, async (client) => {
          const { id, folders } = await watchedFolders(client, app);
          const one = watchedFolderSchema.safeParse({ ...wanted, id: freeId(folders) });
          if (!one.success) {
            const details = one.error.issues.map((issue) => issue.message).join(' ');
            throw new UsageError('The folder cannot be watched like this.', {
              details,
            });
          }
          await setFolders(client, id, [...folders, one.data]);
          return one.data;
        });
        output.result({ folder: added }, `Watching ${added.path} (${added.id}).`);
        return true;
      }),
    );

  watch
    .command('remove')
    .description('watch a folder no longer; what was taken stays')
    .example('watch remove /mnt/share/incoming --app Demo')
    .json('folder')
    .argument('<folder>', 'folder, or its id')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, folder: string, options: { app?: string }) => {
        const removed = await withEngine(home, async (client) => {
          const { id, folders } = await watchedFolders(client, options.app);
          const one = folders.find(({ id, path: where }) => id === folder || where === path.resolve(folder));
          if (one === undefined) throw new EngineError('not-found', `${folder} is not watched.`);
          await setFolders(
            client,
            id,
            folders.filter((other) => other !== one),
          );
          return one;
        });
        output.result({ folder: removed }, `${removed.path} is not watched any more.`);
        return true;
      }),
    );

  watch
    .command('list')
    .description('watched folders and how they are doing')
    .example('watch list --app Demo')
    .json('folders')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, options: { app?: string }) => {
        const folders = await withEngine(home, async (client) => {
          const { id } = await findApplication(client, options.app);
          return client.request('watched_folders.list', { application: id });
        });
        const rows = folders.map((one) => [
          one.id,
          one.state,
          one.path,
          String(one.waiting),
          one.problem ?? '',
        ]);
        output.result({ folders }, table(['ID', 'STATE', 'FOLDER', 'WAITING', 'PROBLEM'], rows));
        return true;
      }),
    );
}

async function watchedFolders(
  client: EngineClient,
  name: string | undefined,
): Promise<{ id: string; folders: WatchedFolder[] }> {
  const { id } = await findApplication(client, name);
  const { options } = await client.request('applications.get', { application: id });
  return { id, folders: options.watchedFolders };
}

async function setFolders(
  client: EngineClient,
  application: string,
  watchedFolders: WatchedFolder[],
): Promise<void> {
  await client.request('applications.set_options', { application, options: { watchedFolders } });
}

function freeId(folders: readonly WatchedFolder[]): string {
  for (let number = folders.length + 1; ; number++) {
    const id = `folder-${number}`;
    if (!folders.some((one) => one.id === id)) return id;
  }
}
