import path from 'node:path';
import { EngineError, networkSettingsSchema } from '../../../contract/index.ts';
import type { NetworkSettings, RouteInput, RouteOutput } from '../../../contract/index.ts';
import { assignTo } from '../assignments.ts';
import type { CommandEnvironment, CommandTools } from '../environment.ts';
import { UsageError, listIn } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { withEngine } from '../session.ts';
import { ask, mayAsk, table } from '../terminal/index.ts';

type Changes = RouteInput<'network.set'>['changes'];

interface ProxyOptions {
  http?: string;
  https?: string;
  ftp?: string;
  /** True where it was not given: the parser takes it for the contrary of `--proxy`. */
  proxy: string | true;
}

/** `show network`, `check network`, `set network`, `set proxy`, `set trusted-hosts`. */
export function addNetworkCommands(program: CliCommand, environment: CommandEnvironment): void {
  const set = program.group('set', 'change settings');
  program
    .group('show', 'show one thing')
    .command('network')
    .description('proxy and trusted hosts, and what of the environment holds in place of them')
    .json('settings', 'passwords', 'environment')
    .example('show network')
    .action(
      environment.action(async ({ output, home }) => {
        const network = await withEngine(home, (client) => client.request('network.get', {}));
        output.result(network, networkTable(network));
        return true;
      }),
    );

  program
    .group('check', 'look at something before it is installed')
    .command('network')
    .description('ask an address by the settings of the network; fails where it cannot be reached')
    .json('reached', 'status', 'proxy', 'problem', 'details')
    .example('check network https://pypi.org')
    .argument('<url>', 'address')
    .action(
      environment.action(async ({ output, home }, url: string) => {
        const checked = await withEngine(home, (client) => client.request('network.check', { url }));
        const by = checked.proxy === null ? '' : `, by the proxy ${checked.proxy}`;
        if (!checked.reached)
          return output.failure(
            new EngineError('source-unreachable', `${checked.problem}${by}`, {
              ...(checked.details !== null && { details: checked.details }),
            }).toReply(),
            checked,
          );
        output.result(checked, `It answered with status ${checked.status}${by}.`);
        return true;
      }),
    );

  set
    .command('network')
    .description('how this machine reaches the network: for git, pip, builds and downloads')
    .details(
      `What can be set: ${Object.keys(networkSettingsSchema.shape).join(', ')}. null takes one back. A password in an address is kept as a secret.`,
    )
    .json('settings', 'passwords', 'environment')
    .example(
      'set network pipIndexUrl=https://pypi.example/simple caFile=/etc/ssl/hospital.pem',
      'set network httpProxy=null',
    )
    .argument('<assignments...>', 'KEY=VALUE; lists with commas or as JSON')
    .action(
      environment.action(async ({ output, home }, assignments: string[]) =>
        withEngine(home, async (client) => {
          const { settings } = await client.request('network.get', {});
          const before: NetworkSettings = settings;
          const { value, changed } = assignTo(before, networkSettingsSchema, assignments);
          const changes: Changes = Object.fromEntries(
            Object.entries(value).filter(([key]) => changed.has(key)),
          );
          // The engine does not know the folder that it is relative to.
          if (changes.caFile) changes.caFile = path.resolve(changes.caFile);
          const network = await client.request('network.set', { changes });
          output.result(network, networkTable(network));
          return true;
        }),
      ),
    );

  set
    .command('proxy')
    .description('the proxy for git, pip, builds and downloads; an empty address takes one back')
    .json('settings', 'passwords', 'environment')
    .example(
      'set proxy --http http://proxy.example:3128 --https http://proxy.example:3128 --no-proxy localhost,.example',
    )
    .option('--http <address>', 'proxy for http')
    .option('--https <address>', 'proxy for https')
    .option('--ftp <address>', 'proxy for ftp')
    .option('--no-proxy <hosts>', 'hosts that are reached without it, with commas')
    .action(
      environment.action(async (tools, options: ProxyOptions) =>
        setNetwork(tools, await proxyChanges(options)),
      ),
    );

  set
    .command('trusted-hosts')
    .description('hosts whose certificates are not checked; without any: none')
    .json('settings', 'passwords', 'environment')
    .example('set trusted-hosts --host pypi.example --host git.example')
    .option('--host <host...>', 'host; may be given several times')
    .action(
      environment.action(async (tools, { host }: { host?: string[] }) => {
        const given = host ?? (mayAsk() ? [await ask('Trusted hosts, with commas (empty: none)', '')] : []);
        return setNetwork(tools, { trustedHosts: given.flatMap(listIn) });
      }),
    );
}

async function setNetwork({ output, home }: CommandTools, changes: Changes): Promise<true> {
  const network = await withEngine(home, (client) => client.request('network.set', { changes }));
  output.result(network, networkTable(network));
  return true;
}

/** What the options say, else what is answered at the terminal. @throws UsageError */
async function proxyChanges({ http, https, ftp, proxy }: ProxyOptions): Promise<Changes> {
  const given = {
    httpProxy: http,
    httpsProxy: https,
    ftpProxy: ftp,
    noProxy: proxy === true ? undefined : proxy,
  };
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(changes).length > 0) return changes;
  if (!mayAsk()) throw new UsageError('Say which with --http, --https, --ftp or --no-proxy.');
  return {
    httpProxy: await ask('Proxy for http (empty: none)', ''),
    httpsProxy: await ask('Proxy for https (empty: none)', ''),
    ftpProxy: await ask('Proxy for ftp (empty: none)', ''),
    noProxy: await ask('Hosts that are reached without it (empty: none)', ''),
  };
}

function networkTable({ settings, passwords, environment }: RouteOutput<'network.get'>): string {
  const rows = Object.entries(settings).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.join(',') : (value ?? ''),
    passwords.some((one) => one === key) ? 'with a password' : '',
  ]);
  const variables = environment.map(({ name, value }) => [name, value, 'of the environment']);
  return table(['SETTING', 'VALUE', ''], [...rows, ...variables]);
}
