import type { CliCommand } from '../frame/index.ts';
import type { Workbench } from '../../../contract/index.ts';
import { commandLine } from '../../platform/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { withEngine } from '../session.ts';
import { printable, runInTerminal } from '../terminal/index.ts';

interface OpenOptions {
  shell?: boolean;
  debug?: boolean;
  print?: boolean;
  fresh?: boolean;
  remove?: boolean;
}

/** `open job`: a shell or debugger where and as a job was. */
export function addOpenCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('open')
    .description('open something in a terminal')
    .command('job')
    .description('open a job: the same Python, variables, folder and a copy of the input, beside the record')
    .example('open job 01JD… --shell', 'open job 01JD… --debug')
    .details(
      'A shell, or the Python debugger before the first line of the worker function. Says what is otherwise than then; the installed code runs.',
    )
    .json('workbench (not with --remove)')
    .argument('<id>', 'identifier of the job run')
    .option('--shell', 'a shell in it (default on a terminal)')
    .option('--debug', 'the Python debugger, before the first line of the worker function')
    .option('--print', 'only say how it is started (default elsewhere, and with --json)')
    .option('--fresh', 'make its folder anew')
    .option('--remove', 'remove its folder')
    .action(
      environment.action(async ({ output, home }, id: string, options: OpenOptions) => {
        if (options.remove === true) {
          await withEngine(home, (client) => client.request('workbench.remove', { jobRun: id }));
          output.result({}, 'Removed.');
          return true;
        }
        const bench = await withEngine(home, (client) =>
          client.request('workbench.open', { jobRun: id, fresh: options.fresh }),
        );
        for (const difference of bench.differences)
          output.note(printable(`Otherwise than then: ${difference}`));
        const what = wanted(options, output.json);
        if (what === null) {
          output.result({ workbench: bench }, describe(bench));
          return true;
        }
        return output.endOf(await runInTerminal(bench.commands[what]));
      }),
    );
}

function wanted(options: OpenOptions, json: boolean): 'shell' | 'debug' | null {
  if (options.print === true || json) return null;
  if (options.debug === true) return 'debug';
  return options.shell === true || process.stdin.isTTY ? 'shell' : null;
}

function describe(bench: Workbench): string {
  const line = (program: readonly string[]) => commandLine(program, process.platform);
  return [
    `Folder: ${bench.dataFolder}`,
    `Python: ${bench.interpreter}`,
    `Shell: ${line(bench.commands.shell)}`,
    `Debugger: ${line(bench.commands.debug)}`,
    `Run: ${line(bench.commands.run)}`,
  ].join('\n');
}
