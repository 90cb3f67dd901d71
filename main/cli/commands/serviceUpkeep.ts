import path from 'node:path';
import { commandLine } from '../../platform/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { UsageError } from '../frame/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { fieldsIn, jobChangesIn } from '../jobOptions.ts';
import { notYet, processedAgain } from '../notYet.ts';
import { withSource } from '../openSource.ts';
import type { SourceOptions } from '../openSource.ts';
import { describeService } from '../serviceText.ts';
import { ask, confirm, counted, mayAsk, runInTerminal } from '../terminal/index.ts';

interface Named {
  name: string;
}
interface SetOptions extends Named {
  job?: string;
  reset?: string | true;
}

/** `show|set|enable|disable|unlink|backup|restore|remove|open service`, `run-again service`. */
export function addServiceUpkeepCommands(program: CliCommand, environment: CommandEnvironment): void {
  const onService = (group: string, described: string, description: string): CliCommand =>
    program
      .group(group, described)
      .command('service')
      .description(description)
      .onApplication()
      .requiredOption('-n, --name <name>', 'service');

  onService('show', 'show one thing', 'an installed service: its jobs, what was changed of them, its version')
    .json('service')
    .example('show service --app Demo --name segmentation')
    .action(
      environment.inApplication(async ({ output, client, application }, { name }: Named) => {
        const service = await client.request('services.get', { application, name });
        output.result({ service }, describeService(service));
        return true;
      }),
    );

  onService('set', 'change settings', 'change a job of a service without touching its settings.json')
    .details(
      'What can be set: params (also one of them: params.NAME), priority, timeout, channel, sortPosition, disabled, retries, resources, onDependencyFailure. It holds from the next run on, and stays when the service is updated.',
    )
    .json('service')
    .argument('[assignments...]', 'KEY=VALUE')
    .option('-j, --job <name>', 'job (default: the only one)')
    .option('--reset [fields]', 'these fields, or all of them, as settings.json has them; done first')
    .example(
      'set service --app Demo --name segmentation priority=low timeout=2h params.threshold=3',
      'set service --app Demo --name segmentation --job cleanup --reset params,priority',
    )
    .action(
      environment.inApplication(
        async ({ output, client, application }, assignments: string[], options: SetOptions) => {
          const { name, reset } = options;
          const before = await client.request('services.get', { application, name });
          const job = jobMeant(
            before.jobList.map(({ jobName }) => jobName),
            options.job,
          );
          const own = before.jobList.find(({ jobName }) => jobName === job);
          const changes = jobChangesIn(assignments, own?.definition.params ?? null);
          if (assignments.length === 0 && reset === undefined)
            throw new UsageError('Say what is to be changed, as KEY=VALUE or with --reset.');
          const service = await client.request('services.set_options', {
            application,
            name,
            job,
            changes,
            reset: reset === true ? 'all' : fieldsIn(reset ?? ''),
          });
          output.result({ service }, describeService(service));
          return true;
        },
      ),
    );

  for (const [verb, description] of [
    ['enable', 'have the jobs of a service, or one of them, asked again'],
    ['disable', 'have the jobs of a service, or one of them, not asked any more; runs say so'],
  ] as const) {
    onService(verb, `${verb} something`, description)
      .json('service')
      .option('-j, --job <name>', 'only this job')
      .example(`${verb} service --app Demo --name segmentation`)
      .action(
        environment.inApplication(
          async ({ output, client, application }, { name, job }: Named & { job?: string }) => {
            const service = await client.request(`services.${verb}`, { application, name, job });
            output.result({ service }, describeService(service));
            return true;
          },
        ),
      );
  }

  onService('unlink', 'end development mode', 'have a service follow its folder no longer')
    .details('What was taken over last stays installed.')
    .json('service')
    .example('unlink service --app Demo --name segmentation')
    .action(
      environment.inApplication(async ({ output, client, application }, { name }: Named) => {
        const service = await client.request('services.unlink', { application, name });
        output.result({ service }, `"${name}" follows no folder any more.`);
        return true;
      }),
    );

  onService('backup', 'make a backup', 'copy a service, with what was changed of its jobs')
    .details(
      'To one file where the path ends in .zip, .tar.gz or .tgz, else to a folder that is new or empty.',
    )
    .json('path', 'bytes')
    .requiredOption('-b, --backup <path>', 'file or folder')
    .example('backup service --app Demo --name segmentation --backup segmentation.zip')
    .action(
      environment.inApplication(
        async ({ output, client, application }, { name, backup }: Named & { backup: string }) => {
          const made = await client.request('services.backup', {
            application,
            name,
            to: path.resolve(backup),
          });
          output.result({ ...made }, `Backed up to ${made.path}`);
          return true;
        },
      ),
    );

  const restore = program
    .group('restore', 'restore a backup')
    .command('service')
    .description('install a backup of a service, with what was changed of its jobs')
    .json('service')
    .onApplication()
    .requiredOption('-b, --backup <path>', 'file or folder of the backup')
    .option('-n, --name <name>', 'name of the service (default: the one it had)')
    .option('--replace', 'replace an installed service of the same name')
    .example('restore service --app Demo --backup segmentation.zip');
  restore.action(
    environment.inApplication(
      async (
        { output, client, application },
        options: { backup: string; name?: string; replace?: boolean },
      ) => {
        const from: SourceOptions = { path: options.backup };
        const service = await withSource({ client, output }, from, 'service', (source) =>
          client.request('services.restore', {
            application,
            source,
            name: options.name,
            replace: options.replace === true,
          }),
        );
        output.result({ service }, `Restored the service "${service.name}".`);
        return true;
      },
    ),
  );

  onService('remove', 'remove something', 'remove a service; asks first at a terminal')
    .details('Running jobs of it end as they began; those that wait are cancelled. Results stay.')
    .json('backup', 'running', 'cancelled')
    .option('-b, --backup <path>', 'back it up first, as backup service does')
    .option('-y, --yes', 'do not ask')
    .example('remove service --app Demo --name segmentation --backup segmentation.zip')
    .action(
      environment.inApplication(
        async (
          { output, client, application },
          { name, backup, yes }: Named & { backup?: string; yes?: boolean },
        ) => {
          const isAsked = mayAsk() && yes !== true;
          const to = backup ?? (isAsked ? await ask('Backup file or folder (empty: none)', '') : '');
          if (isAsked && !(await confirm(`Remove "${name}"?`, false))) {
            output.result({}, 'Nothing was removed.');
            return true;
          }
          const removed = await client.request('services.remove', {
            application,
            name,
            ...(to !== '' && { backup: path.resolve(to) }),
          });
          const rest = [
            removed.backup === null ? '' : ` Backed up to ${removed.backup}.`,
            removed.running === 0 ? '' : ` Still running: ${counted(removed.running, 'job')}.`,
            removed.cancelled === 0 ? '' : ` ${removed.cancelled} that waited were cancelled.`,
          ].join('');
          output.result({ ...removed }, `Removed the service "${name}".${rest}`);
          return true;
        },
      ),
    );

  onService('run-again', 'process something again', 'process a patient again with the services of now')
    .details('The one that the service ran for last, unless another is named.')
    .json('arrival')
    .option('--patient <id>', 'identifier or PatientID')
    .example('run-again service --app Demo --name segmentation')
    .action(
      environment.inApplication(
        async (
          { output, client, link, application, found },
          { name, patient }: Named & { patient?: string },
        ) => {
          const arrival = await client.request('services.run_again', { application, name, patient });
          const waitsFor = notYet(found, link);
          for (const line of waitsFor) output.note(line);
          output.result({ arrival }, processedAgain(arrival.version, waitsFor));
          return true;
        },
      ),
    );

  onService('shell', 'open a shell', 'open a shell with the Python and the variables of its jobs')
    .details('Without a terminal it only tells the command that does.')
    .json('environment')
    .option('-j, --job <name>', 'job (default: the first)')
    .example('shell service --app Demo --name segmentation')
    .action(
      environment.inApplication(
        async ({ output, client, application }, { name, job }: Named & { job?: string }) => {
          const opened = await client.request('services.environment', { application, name, job });
          if (mayAsk()) return output.endOf(await runInTerminal(opened.command));
          output.result({ environment: opened }, commandLine(opened.command, process.platform));
          return true;
        },
      ),
    );
}

/** The job that is meant. @throws UsageError where that is not clear */
function jobMeant(jobs: readonly string[], named: string | undefined): string {
  if (named !== undefined) return named;
  const [only, ...others] = jobs;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError('Say which job is meant with --job.', { advice: `There are: ${jobs.join(', ')}` });
}
