import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Argument } from 'commander';
import { EngineError, secretPlaceSchema } from '../../../contract/index.ts';
import type { RouteOutput, SecretPlace } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { UsageError } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { withEngine } from '../session.ts';
import { askSecretly, mayAsk, table } from '../terminal/index.ts';

/** `list secrets`, `set secret`, `remove secret`, `set secret-place`. */
export function addSecretCommands(program: CliCommand, environment: CommandEnvironment): void {
  const keys = ['place', 'chosen', 'system', 'file', 'secrets'];

  program
    .group('list', 'list what there is')
    .command('secrets')
    .alias('secret')
    .description('names of tokens and passwords that are kept, and where; never what they are')
    .json(...keys)
    .example('list secrets')
    .action(
      environment.action(async ({ output, home }) => {
        const secrets = await withEngine(home, (client) => client.request('secrets.list', {}));
        output.result(secrets, secretTable(secrets));
        return true;
      }),
    );

  const set = program.group('set', 'change settings');
  set
    .command('secret')
    .description('keep a token or password under a name, such as host/git.example')
    .details(
      'It is asked for, or read from a file or from standard input (--file -): never part of the command line.',
    )
    .json(...keys)
    .example('set secret host/git.example --file token.txt')
    .named('name of the secret')
    .option('--file <file>', 'file with it in its first line; - is standard input')
    .action(
      environment.action(async ({ output, home }, name: string, { file }: { file?: string }) => {
        const value = file === undefined ? await typed() : await firstLineOf(file);
        const secrets = await withEngine(home, (client) => client.request('secrets.set', { name, value }));
        output.result(secrets, `Kept ${name}.`);
        return true;
      }),
    );

  program
    .group('remove', 'remove something')
    .command('secret')
    .description('forget a token or password')
    .json(...keys)
    .example('remove secret host/git.example')
    .named('name of the secret')
    .action(
      environment.action(async ({ output, home }, name: string) => {
        const secrets = await withEngine(home, (client) => client.request('secrets.remove', { name }));
        output.result(secrets, `Forgot ${name}.`);
        return true;
      }),
    );

  set
    .command('secret-place')
    .description('where secrets are kept; those that there are move')
    .details(
      '`system` is the key store of the system, which only the window can read; `file` a file for the owner alone, which engines without a window can read as well; `automatic` means system where there is one.',
    )
    .json(...keys)
    .example('set secret-place file')
    .addArgument(new Argument('<place>', 'where').choices([...secretPlaceSchema.options, 'automatic']))
    .action(
      environment.action(async ({ output, home }, place: SecretPlace | 'automatic') => {
        const wanted = place === 'automatic' ? null : place;
        const secrets = await withEngine(home, (client) => client.request('secrets.move', { place: wanted }));
        output.result(secrets, secretTable(secrets));
        return true;
      }),
    );
}

async function typed(): Promise<string> {
  if (mayAsk()) return askSecretly('What is to be kept (it is not shown)');
  throw new UsageError('Say where the secret is read from with --file FILE, or --file - for standard input.');
}

/** @throws EngineError `folder-not-usable` */
async function firstLineOf(file: string): Promise<string> {
  const whole =
    file === '-'
      ? await text(process.stdin)
      : await readFile(path.resolve(file), 'utf8').catch((cause: unknown) => {
          throw new EngineError('folder-not-usable', `The file ${file} cannot be read.`, {
            cause,
            advice: 'Choose a file that exists and that you may read.',
          });
        });
  return whole.split(/\r?\n/, 1)[0] ?? '';
}

function secretTable({ place, system, file, secrets }: RouteOutput<'secrets.list'>): string {
  const where = place === 'system' ? `in ${system ?? 'the key store of the system'}` : `in ${file}`;
  const rows = secrets.map((one) => [one.name, one.place, one.readable ? '' : 'only the window can read it']);
  return `New ones are kept ${where}.\n\n${table(['NAME', 'PLACE', ''], rows)}`;
}
