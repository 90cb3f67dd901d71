import type { CliCommand } from '../frame/index.ts';
import type { Channels } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { findApplication, withEngine } from '../session.ts';
import { duration, table } from '../terminal/index.ts';

/** `pause`, `resume` and `list channels`. */
export function addChannelCommands(
  program: CliCommand,
  list: CliCommand,
  environment: CommandEnvironment,
): void {
  list
    .command('channels')
    .description('channels with what is queued and running in them, and what is paused since when')
    .example('list channels --app Demo')
    .json('paused', 'channels')
    .option('-a, --app <name>', 'application')
    .action(
      environment.action(async ({ output, home }, options: { app?: string }) =>
        withEngine(home, async (client) => {
          const { id: application } = await findApplication(client, options.app);
          const channels = await client.request('channels.list', { application });
          output.result(channels, inWords(channels));
          return true;
        }),
      ),
    );

  for (const [name, description] of [
    [
      'pause',
      'start no more jobs of a channel, or none at all, until resume, also over restarts; what runs goes on',
    ],
    ['resume', 'start jobs of a channel, or of all channels that are not paused themselves, again'],
  ] as const) {
    program
      .command(name)
      .description(description)
      .json('paused', 'channels')
      .example(`${name} gpu --app Demo`)
      .argument('[channel]', 'the whole application when left out')
      .option('-a, --app <name>', 'application')
      .action(
        environment.action(async ({ output, home }, channel: string | undefined, options: { app?: string }) =>
          withEngine(home, async (client) => {
            const { id: application } = await findApplication(client, options.app);
            const which = channel === undefined ? {} : { channel };
            const channels = await client.request(`channels.${name}`, {
              application,
              ...which,
              from: 'command-line',
            });
            output.result(channels, inWords(channels));
            return true;
          }),
        ),
      );
  }
}

function inWords({ paused, channels }: Channels): string {
  const rows = channels.map((one) => [
    one.channel,
    String(one.queued),
    String(one.running),
    one.environment ?? 'none',
    since(one.paused),
  ]);
  const all = paused === null ? '' : `The application is paused ${since(paused)}; resume it with: resume\n\n`;
  return all + table(['CHANNEL', 'QUEUED', 'RUNNING', 'ENVIRONMENT', 'PAUSED'], rows);
}

function since(paused: Channels['paused']): string {
  return paused === null ? '' : `for ${duration(Math.max(0, Date.now() - paused.since))}`;
}
