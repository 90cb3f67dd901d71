import { Argument } from 'commander';
import { linkToRunningEngine } from '../../link/index.ts';
import { dataHome } from '../../platform/index.ts';
import { completionOf, completionScripts, matching, shells } from '../completion/index.ts';
import type { Candidate, Shell } from '../completion/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { namesOf } from '../frame/index.ts';
import type { CliCommand, KnownThing } from '../frame/index.ts';
import { printable } from '../terminal/index.ts';

/** `completion SHELL`, and the hidden `complete` that its scripts ask. */
export function addCompletionCommands(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('completion')
    .description('print the script that completes command lines in a shell')
    .details(
      'Load it in the start file of the shell. bash: source <(dcm-processor completion bash). zsh, after compinit: source <(dcm-processor completion zsh). fish: dcm-processor completion fish | source. PowerShell: dcm-processor completion powershell | Out-String | Invoke-Expression. Names of applications, services, workers, peers and channels are completed while an engine runs.',
    )
    .json('script')
    .example('completion bash')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .action(
      environment.action(async ({ output }, shell: Shell) => {
        const script = completionScripts[shell];
        output.result({ script }, script.trimEnd());
        return true;
      }),
    );

  program
    .command('complete')
    .description('what may stand at the end of a command line')
    .hide()
    .argument('[before...]', 'words of the line, without the name of the program')
    .option('--current <text>', 'what of the last word is written already', '')
    .action(
      environment.action(async ({ output }, before: string[], { current }: { current: string }) => {
        const { words, names, paths } = completionOf(program, before, current);
        const known = names === null ? [] : matching(await namesNow(names, before), current);
        const lines = [
          ...[...words, ...known].map(({ value, description }) => `${value}\t${printable(description)}`),
          ...(paths === null ? [] : [`:${paths}`]),
        ];
        if (lines.length > 0) output.result({ words, paths }, lines.join('\n'));
        return true;
      }),
    );
}

/** Names that the engine knows, if it runs: nothing is started for a completion. */
async function namesNow(
  { of: thing, prefix }: { of: KnownThing; prefix: string },
  before: readonly string[],
): Promise<Candidate[]> {
  const link = await linkToRunningEngine(valueOf(before, '--home') ?? dataHome());
  if (link === null) return [];
  try {
    const all = await link.client.request('applications.list', {});
    const wanted = valueOf(before, '--app', '-a');
    const application = all.find(({ name }) => name === wanted) ?? all[0];
    if (application === undefined) return [];
    const names = await namesOf(link.client, thing, application.id);
    // A name that is no single line cannot be offered.
    const offered = names.filter((name) => printable(name) === name);
    return offered.map((name) => ({ value: prefix + name, description: '' }));
  } finally {
    await link.close();
  }
}

function valueOf(words: readonly string[], ...flags: readonly string[]): string | undefined {
  const at = words.findLastIndex((word) => flags.includes(word));
  if (at >= 0) return words[at + 1] === '=' ? words[at + 2] : words[at + 1];
  return words.find((word) => flags.some((flag) => word.startsWith(`${flag}=`)))?.replace(/^[^=]*=/, '');
}
