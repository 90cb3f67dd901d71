import path from 'node:path';
import { Option } from 'commander';
import { listIn, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { withSource, withSourceOptions } from '../openSource.ts';
import type { SourceOptions } from '../openSource.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { build } from '../workerBuild.ts';
import { describeWorker, findingText, workerTable } from '../workerText.ts';
import { environmentsIn } from '../workerDraft.ts';
import type { EnvironmentOptions } from '../workerDraft.ts';
import { optionsIn } from '../workerOptions.ts';
import { findingProblem } from '../findingProblem.ts';
import { addWorkerUpkeep } from './workerUpkeep.ts';

interface CreateOptions extends EnvironmentOptions {
  app?: string;
  name: string;
  path: string;
  image: string;
  python?: string;
  channels?: string;
  script: string;
  description: string;
}
interface CheckOptions {
  path: string;
  name?: string;
  probe: boolean;
}
interface InstallOptions extends SourceOptions {
  name?: string;
  replace?: boolean;
  build: boolean;
  set: string[];
  gpu?: boolean;
  driver?: string;
  deviceCount?: number;
  deviceId?: string[];
  deviceCap?: string[];
  deviceOptions?: string;
}

/** `create worker`, `check worker`, `install worker`, `build worker`, `list workers`, `show worker`, and their upkeep. */
export function addWorkerCommands(program: CliCommand, environment: CommandEnvironment): void {
  const group = program.group.bind(program);

  group('create', 'create what is missing')
    .command('worker')
    .description('write a new worker folder: settings, a script and requirements')
    .example(
      'create worker --name torch --path ./workers --image python:3.11-slim',
      'create worker --app Demo --name imaging --path ./workers --environment ct@3.11=ct,default --service ct=lung --require ct=numpy==1.26.4',
    )
    .details(
      'With --environment, once for each of them, a worker has several; without, one that is called base.',
    )
    .json('folder')
    .requiredOption('-n, --name <name>', 'name of the worker')
    .asks('--image', '--python', '--channels', '--description')
    .requiredOption('-p, --path <folder>', 'folder in which the worker folder is made')
    .option('-i, --image <image>', 'image that it is built on', 'ubuntu:20.04')
    .option('-y, --python <version>', 'version of Python (default: that of the image)')
    .option('-c, --channels <names>', 'channels that it serves, with commas (default: its name)')
    .option('-a, --app <name>', 'application whose installed services --service names')
    .option('--environment <name@python=channels>', 'an environment; may be given several times', collect, [])
    .option('--service <name=service>', 'what an installed service asks for, in an environment', collect, [])
    .option('--require <name=package>', 'a line of its requirements.txt', collect, [])
    .option('--system-packages <name>', 'it sees Python packages of the distribution', collect, [])
    .option('--script <commands>', 'shell commands for the making of the image', '')
    .option('-d, --description <text>', 'what it is for', '')
    .action(
      environment.action(async ({ output, home }, options: CreateOptions) => {
        const environments = environmentsIn(options);
        const { folder } = await withEngine(home, async (client) =>
          client.request('workers.create', {
            ...(options.app === undefined
              ? {}
              : { application: (await findApplication(client, options.app)).id }),
            ...(environments === undefined ? {} : { environments }),
            script: options.script,
            path: path.resolve(options.path),
            name: options.name,
            description: options.description,
            baseImage: options.image,
            pythonVersion: options.python ?? null,
            channels: listIn(options.channels ?? ''),
          }),
        );
        output.result({ folder }, `Created the worker in ${folder}`);
        return true;
      }),
    );

  group('check', 'look at something before it is installed')
    .command('worker')
    .description('what is wrong with a worker folder, and the Dockerfile that its image would be built by')
    .example('check worker --path ./torch --app Demo')
    .details('Looks into the base image. Fails where there is an error.')
    .json('workers', 'findings')
    .onApplication()
    .requiredOption('-p, --path <folder>', 'worker folder, with settings.json in it')
    .option('-n, --name <name>', 'which one, where settings.json has several')
    .option('--no-probe', 'do not look into the base image')
    .action(
      environment.inApplication(async ({ output, client, application }, options: CheckOptions) => {
        const folder = path.resolve(options.path);
        const check = await client.request('workers.check', {
          application,
          path: folder,
          name: options.name,
          probe: options.probe,
        });
        const text = [
          ...check.findings.map(findingText),
          ...check.workers.map(({ dockerfile }) => `\n${dockerfile ?? ''}`),
        ];
        return output.verdict(
          check,
          text.join('\n'),
          findingProblem(check.findings, 'worker-invalid', output),
        );
      }),
    );

  withSourceOptions(group('install', 'install a service or a worker').command('worker'))
    .description('install a worker from a folder, a git repository or an archive, and build its image')
    .example(
      'install worker --path ./torch --app Demo --gpu --set replicas=2',
      'install worker --path https://git.example/workers.git --git --sub-path torch --app Demo',
    )
    .details('All workers of the folder, where it has several. Fails where one cannot be built.')
    .json('workers')
    .onApplication()
    .requiredOption('-p, --path <place>', 'worker folder, with settings.json in it, or address of one')
    .option('-n, --name <name>', 'name of the worker; which one, where settings.json has several')
    .option('--replace', 'replace an installed worker of the same name')
    .option('--no-build', 'build the image later')
    // Of the original: containers come up by themselves while the application runs.
    .addOption(new Option('--start-after-install').hideHelp())
    .option('--set <assignment>', 'an option, such as replicas=2; may be given several times', collect, [])
    .option('--gpu', 'reserve graphics cards')
    .option('--driver <name>', 'driver of the cards (default: nvidia)')
    .addOption(new Option('--device-count <number>', 'how many cards (default: all)').argParser(wholeNumber))
    .option('--device-id <ids...>', 'these cards')
    .option('--device-cap <names...>', 'what the cards must be able to do (default: gpu)')
    .option('--device-options <pairs>', 'options of the driver: key:value,key:value')
    .action(
      environment.inApplication(async ({ output, client, application }, options: InstallOptions) => {
        const chosen = { ...optionsIn(options.set), ...gpuOf(options) };
        const { workers, tasks } = await withSource({ client, output }, options, 'worker', (source, folder) =>
          client.request('workers.install', {
            application,
            path: folder,
            ...('staged' in source && { staged: source.staged }),
            name: options.name,
            replace: options.replace === true,
            options: chosen,
            build: options.build,
          }),
        );
        for (const { findings } of workers) for (const one of findings) output.note(findingText(one));
        for (const task of tasks) await build(client, application, task, output);
        const now = await client.request('workers.list', { application });
        const installed = now.filter(({ name }) => workers.some((one) => one.name === name));
        output.result({ workers: installed }, workerTable(installed));
        return true;
      }),
    );

  group('build', 'build an image')
    .command('worker')
    .description('build the image of an installed worker')
    .example('build worker torch --app Demo')
    .json('worker')
    .named('worker')
    .onApplication()
    .option('--fresh', 'use nothing of earlier builds')
    .action(
      environment.inApplication(
        async ({ output, client, application }, name: string, options: { fresh?: boolean }) => {
          const fresh = options.fresh === true;
          const task = await client.request('workers.build', { application, worker: name, fresh });
          await build(client, application, task, output);
          const worker = await client.request('workers.get', { application, worker: name });
          output.result({ worker }, `Built ${worker.image?.reference ?? name}`);
          return true;
        },
      ),
    );

  group('list', 'list what there is')
    .command('workers')
    .alias('worker')
    .description('installed workers of an application')
    .example('list workers --app Demo')
    .json('workers')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }) => {
        const workers = await client.request('workers.list', { application });
        output.result({ workers }, workerTable(workers));
        return true;
      }),
    );

  group('show', 'show one thing')
    .command('worker')
    .description('an installed worker with its options and its Dockerfile')
    .example('show worker torch --app Demo')
    .details('With what was found wrong in it.')
    .json('worker')
    .named('worker')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }, name: string) => {
        const worker = await client.request('workers.get', { application, worker: name });
        output.result({ worker }, describeWorker(worker));
        return true;
      }),
    );
  addWorkerUpkeep(group, environment);
}

function collect(given: string, before: string[]): string[] {
  return [...before, given];
}

/** The reservation as the original took it; `--gpu` alone reserves all cards. */
function gpuOf(options: InstallOptions): { gpu?: object } {
  if (options.gpu !== true) return {};
  const pairs = listIn(options.deviceOptions ?? '');
  return {
    gpu: {
      driver: options.driver ?? 'nvidia',
      count: options.deviceCount ?? null,
      deviceIds: options.deviceId ?? [],
      capabilities: options.deviceCap ?? [],
      options: Object.fromEntries(
        pairs.map((pair): [string, string] => {
          const at = pair.indexOf(':');
          return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
        }),
      ),
    },
  };
}
