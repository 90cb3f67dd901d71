import path from 'node:path';
import type { CliCommand } from '../frame/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { withSource } from '../openSource.ts';
import { ask, confirm, mayAsk, table } from '../terminal/index.ts';
import { build } from '../workerBuild.ts';
import { workerTable } from '../workerText.ts';
import { optionsIn } from '../workerOptions.ts';

interface RestoreOptions {
  backup: string;
  name?: string;
  replace?: boolean;
  build: boolean;
}
interface RemoveOptions {
  keepImage?: boolean;
  removeImage?: boolean;
  backup?: string;
}

/** `set worker`, `backup worker`, `restore worker`, `remove worker`, `adopt service`, `list adoptable`. */
export function addWorkerUpkeep(
  group: (name: string, description: string) => CliCommand,
  environment: CommandEnvironment,
): void {
  group('set', 'change options')
    .command('worker')
    .description('change what containers of a worker get; without assignments: back to its settings.json')
    .example('set worker torch replicas=2 memory=8g env.LEVEL=debug --app Demo')
    .details(
      'What can be set: replicas, slots, cpus, memory, pids, env.NAME, mounts, network, capabilities, gpu.',
    )
    .json('worker')
    .named('worker')
    .argument('[assignments...]', 'KEY=VALUE, such as replicas=2 memory=8g env.LEVEL=debug network=true')
    .onApplication()
    .action(
      environment.inApplication(
        async ({ output, client, application }, name: string, assignments: string[]) => {
          const options = assignments.length === 0 ? null : optionsIn(assignments);
          const worker = await client.request('workers.set_options', { application, worker: name, options });
          output.result({ worker }, workerTable([worker]));
          return true;
        },
      ),
    );

  group('backup', 'make a backup')
    .command('worker')
    .description('copy a worker with what was set of it, from where it can be installed again')
    .example(
      'backup worker torch --backup /data/copies --app Demo',
      'backup worker torch --backup torch.zip --app Demo',
    )
    .details('To one file where the path ends in .zip, .tar.gz or .tgz, else to FOLDER/NAME.')
    .json('path', 'bytes')
    .named('worker')
    .onApplication()
    .requiredOption('-b, --backup <path>', 'file, or folder in which the copy is made')
    .action(
      environment.inApplication(
        async ({ output, client, application }, worker: string, options: { backup: string }) => {
          const to = path.resolve(options.backup);
          const made = await client.request('workers.backup', { application, worker, to });
          output.result({ ...made }, `Copied to ${made.path}`);
          return true;
        },
      ),
    );

  group('restore', 'restore a backup')
    .command('worker')
    .description('install a backup of a worker, with what was set of it, and build its image')
    .json('workers')
    .onApplication()
    .requiredOption('-b, --backup <path>', 'file or folder of the backup')
    .option('-n, --name <name>', 'name of the worker (default: the one it had)')
    .option('--replace', 'replace an installed worker of the same name')
    .option('--no-build', 'build the image later')
    .example('restore worker --app Demo --backup torch.zip')
    .action(
      environment.inApplication(async ({ output, client, application }, options: RestoreOptions) => {
        const { backup, name, replace = false, build: isBuilt } = options;
        const { workers, tasks } = await withSource(
          { client, output },
          { path: backup },
          'worker',
          (source) =>
            client.request('workers.restore', { application, source, name, replace, build: isBuilt }),
        );
        for (const task of tasks) await build(client, application, task, output);
        const now = await client.request('workers.list', { application });
        const restored = now.filter((one) => workers.some((worker) => worker.name === one.name));
        output.result({ workers: restored }, workerTable(restored));
        return true;
      }),
    );

  group('remove', 'remove something')
    .command('worker')
    .description('remove a worker with its containers; asks what to keep where that is not said')
    .example('remove worker torch --remove-image --app Demo')
    .json('backup', 'problem')
    .named('worker')
    .onApplication()
    .option('--keep-image', 'keep its image')
    .option('--remove-image', 'remove its image (without a terminal: the default)')
    .option('-b, --backup <path>', 'copy it there first, as backup worker does')
    .action(
      environment.inApplication(
        async ({ output, client, application }, name: string, options: RemoveOptions) => {
          const backup =
            options.backup ??
            (mayAsk() ? await ask('File or folder for a copy of the worker (empty: none)', '') : '');
          const keepImage =
            options.keepImage === true ||
            (options.removeImage !== true && mayAsk() && (await confirm('Keep its image?', false)));

          const target = backup === '' ? undefined : path.resolve(backup);
          const removed = await client.request('workers.remove', {
            application,
            worker: name,
            keepImage,
            backup: target,
          });
          if (removed.problem !== null) output.note(removed.problem);
          output.result(
            removed,
            removed.backup === null ? 'Removed.' : `Removed; copied to ${removed.backup}`,
          );
          return true;
        },
      ),
    );

  group('list', 'list what there is')
    .command('adoptable')
    .description('services that ask for Python packages or a script of their own')
    .example('list adoptable --app Demo')
    .details('They bring a requirements.txt or script.sh.')
    .json('services')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }) => {
        const services = await client.request('workers.adoptable', { application });
        const rows = services.map((one) => [
          one.service,
          [...one.requirements, ...one.script].join('; '),
          one.worker ?? '',
          one.adoptedBy.join(', '),
        ]);
        output.result({ services }, table(['SERVICE', 'ASKS FOR', 'RUNS ON', 'ADDED TO'], rows));
        return true;
      }),
    );

  group('adopt', 'add what a service asks for to a worker')
    .command('service')
    .description('add the requirements.txt and script.sh of an installed service to a worker')
    .example('adopt service segmentation --worker torch --app Demo')
    .details('The worker is to be built then.')
    .json('worker')
    .argument('<service>', 'service')
    .requiredOption('-w, --worker <name>', 'worker')
    .option('-e, --environment <name>', 'environment (default: the one that runs its jobs)')
    .onApplication()
    .action(
      environment.inApplication(
        async (
          { output, client, application },
          service: string,
          options: { worker: string; environment?: string },
        ) => {
          const worker = await client.request('workers.adopt', {
            application,
            worker: options.worker,
            service,
            environment: options.environment,
          });
          const next = `dcm-processor build worker ${worker.name}`;
          output.result({ worker }, `Added to "${worker.name}"; it holds when the image is built: ${next}`);
          return true;
        },
      ),
    );
}
