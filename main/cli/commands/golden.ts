import { number } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { EngineError } from '../../../contract/index.ts';
import type { EngineClient, GoldenCase } from '../../../contract/index.ts';
import { followTask } from '../../link/index.ts';
import { describeComparison } from '../comparisonText.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { taskProblem } from '../taskProblem.ts';
import { table } from '../terminal/index.ts';
import type { Ended, Output } from '../terminal/index.ts';

interface CaseOptions {
  app?: string;
  service?: string;
}

/** `golden add|list|check|accept|remove`. */
export function addGoldenCommands(program: CliCommand, environment: CommandEnvironment): void {
  const golden = program
    .command('golden')
    .description('inputs with accepted results: run them again after a change of a service');

  golden
    .command('add')
    .description('keep input and result of a job run that succeeded')
    .example("golden add 01JD… --name 'phantom' --relative 0.01")
    .details('Numbers of a later result may differ by the tolerances.')
    .json('case')
    .argument('<id>', 'identifier of the job run')
    .option('--name <name>', 'name for people')
    .option('--absolute <number>', 'numbers may be so far apart', number)
    .option('--relative <share>', 'numbers may be so far apart, as a share: 0.01 is one per cent', number)
    .action(
      environment.action(
        async (
          { output, home },
          id: string,
          options: { name?: string; absolute?: number; relative?: number },
        ) => {
          const made = await withEngine(home, (client) =>
            client.request('golden.add', { jobRun: id, ...options }),
          );
          output.result({ case: made }, `Golden case ${made.id}: ${made.name}`);
          return true;
        },
      ),
    );

  golden
    .command('list')
    .description('golden cases with how they were checked last')
    .example('golden list --app Demo')
    .json('cases')
    .option('-a, --app <name>', 'application')
    .option('-s, --service <name>', 'only those of a service')
    .action(
      environment.action(async ({ output, home }, options: CaseOptions) => {
        const cases = await withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          return client.request('golden.list', { application, service: options.service });
        });
        output.result({ cases }, describeCases(cases));
        return true;
      }),
    );

  golden
    .command('check')
    .description('run golden cases with the services as they are now; fails on a difference')
    .example('golden check --app Demo --service segmentation')
    .json('cases')
    .argument('[ids...]', 'identifiers; every one when none is named')
    .option('-a, --app <name>', 'application')
    .option('-s, --service <name>', 'only those of a service')
    .action(
      environment.action(async ({ output, home }, ids: string[], options: CaseOptions) =>
        withEngine(home, (client) => check(client, output, ids, options)),
      ),
    );

  golden
    .command('accept')
    .description('take what the last check gave as the accepted result')
    .example('golden accept 01JD… --app Demo')
    .json('case')
    .argument('<id>', 'identifier of the golden case')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, id: string, options: CaseOptions) => {
        const accepted = await withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          return client.request('golden.accept', { application, case: id });
        });
        output.result({ case: accepted }, `Accepted: ${accepted.name}`);
        return true;
      }),
    );

  golden
    .command('remove')
    .description('remove a golden case with its copies')
    .example('golden remove 01JD… --app Demo')
    .argument('<id>', 'identifier of the golden case')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, id: string, options: CaseOptions) => {
        await withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          await client.request('golden.remove', { application, case: id });
        });
        output.result({}, 'Removed.');
        return true;
      }),
    );
}

async function check(
  client: EngineClient,
  output: Output,
  ids: readonly string[],
  options: CaseOptions,
): Promise<Ended> {
  const { id: application } = await findApplication(client, options.app);
  const { service } = options;
  const chosen = ids.length === 0 ? undefined : [...ids];
  const started = await client.request('golden.check', { application, service, cases: chosen });
  const task = await followTask(client, application, started, output);
  const failed = taskProblem(task);
  if (failed !== null) throw failed;
  const all = await client.request('golden.list', { application, service });
  const cases = all.filter((one) => chosen?.includes(one.id) ?? true);
  const differences = cases
    .filter((one) => one.lastCheck?.outcome !== 'same')
    .map(
      (one) =>
        `\n\n${one.lastCheck?.problem ?? describeComparison(one.name, one.lastCheck?.comparison ?? null)}`,
    );
  const problem =
    differences.length === 0
      ? null
      : new EngineError(
          'check-failed',
          `Not the same: ${differences.length} of ${cases.length} golden cases.`,
        );
  return output.verdict({ cases }, `${describeCases(cases)}${differences.join('')}`, problem);
}

function describeCases(cases: readonly GoldenCase[]): string {
  return table(
    ['SERVICE', 'JOB', 'NAME', 'LAST CHECK', 'ID'],
    cases.map((one) => [one.service, one.jobName, one.name, one.lastCheck?.outcome ?? 'not checked', one.id]),
  );
}
