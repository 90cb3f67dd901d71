import { InvalidArgumentError } from 'commander';
import { wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import type { Arrival } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { duration, shortened, table } from '../terminal/index.ts';

/** `list arrivals`, `process-now`, `wait-longer` and `expect`. */
export function addArrivalCommands(
  program: CliCommand,
  list: CliCommand,
  environment: CommandEnvironment,
): void {
  list
    .command('arrivals')
    .description('what is arriving or waits for planning, with what it still lacks')
    .example('list arrivals --app Demo --put-aside')
    .details('Until when it waits, and what it lacks.')
    .json('arrivals')
    .option('-a, --app <name>', 'application')
    .option('--put-aside', 'what was put aside instead: incomplete for too long, or late')
    .action(
      environment.action(async ({ output, home }, options: { app?: string; putAside?: boolean }) =>
        withEngine(home, async (client) => {
          const { id } = await findApplication(client, options.app);
          const arrivals = await client.request('arrivals.list', {
            application: id,
            state: options.putAside === true ? 'put-aside' : 'open',
          });
          output.result({ arrivals }, describeArrivals(arrivals));
          return true;
        }),
      ),
    );

  program
    .command('process-now')
    .description('do not wait for more: make one arrival, or all that collect, complete')
    .example('process-now --app Demo')
    .json('count')
    .argument('[arrival]', 'identifier of an arrival, also of one that was put aside')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, arrival: string | undefined, options: { app?: string }) =>
        withEngine(home, async (client) => {
          const { id } = await findApplication(client, options.app);
          const { count } = await client.request('arrivals.process_now', { application: id, arrival });
          output.result({ count }, `${count} ${count === 1 ? 'arrival is' : 'arrivals are'} processed now.`);
          return true;
        }),
      ),
    );

  program
    .command('wait-longer')
    .description('keep an arrival open for longer')
    .example('wait-longer 01JD… 600 --app Demo')
    .json('arrival')
    .argument('<arrival>', 'identifier of the arrival')
    .argument('<seconds>', 'how much longer', wholeSeconds)
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(
        async ({ output, home }, arrival: string, seconds: number, options: { app?: string }) =>
          withEngine(home, async (client) => {
            const { id } = await findApplication(client, options.app);
            const held = await client.request('arrivals.extend', { application: id, arrival, seconds });
            output.result({ arrival: held }, `It stays open for ${dueIn(held)}.`);
            return true;
          }),
      ),
    );

  program
    .command('expect')
    .description('tell how many instances a study has, also before it comes: its arrival waits for them')
    .details(
      'An arrival with all of them is complete at once. 0 takes it back; arrivals of series do not wait for it.',
    )
    .example('expect 1.2.840.1234.5 320 --app Demo')
    .json('received')
    .argument('<study>', 'StudyInstanceUID')
    .argument('<count>', 'how many instances it has', wholeNumber)
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(
        async ({ output, home }, StudyInstanceUID: string, count: number, options: { app?: string }) =>
          withEngine(home, async (client) => {
            const { id: application } = await findApplication(client, options.app);
            const { received } = await client.request('arrivals.expect', {
              application,
              StudyInstanceUID,
              count,
            });
            output.result(
              { received },
              count === 0
                ? `No number of instances is expected any more; ${received} are here.`
                : `${received} of ${count} expected instances are here.`,
            );
            return true;
          }),
      ),
    );
}

function wholeSeconds(text: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) < 1) {
    throw new InvalidArgumentError('It must be a whole number of seconds, at least 1.');
  }
  return Number(text);
}

function describeArrivals(arrivals: readonly Arrival[]): string {
  return table(
    ['PATIENT ID', 'STATE', 'VERSION', 'SERIES', 'INSTANCES', 'DUE IN', 'REMARKS', 'ID'],
    arrivals.map((arrival) => [
      shortened(arrival.PatientID),
      arrival.state,
      String(arrival.version),
      String(arrival.seriesCount),
      String(arrival.instanceCount),
      arrival.state === 'collecting' ? dueIn(arrival) : '',
      remarksOn(arrival).join(' '),
      arrival.id,
    ]),
  );
}

function dueIn({ dueAt, missing }: Arrival): string {
  const left = dueAt - Date.now();
  if (left > 0) return duration(left);
  return missing.length > 0 ? 'waits' : 'now';
}

function remarksOn({ missing, putAside, warnings, problem }: Arrival): string[] {
  return [...missing, ...(putAside === null ? [] : [putAside]), ...warnings]
    .map(({ message }) => message)
    .concat(problem ?? []);
}
