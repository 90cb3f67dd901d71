import type { HelpConfiguration } from 'commander';
import { CliCommand } from './cliCommand.ts';
import { argumentText, optionText, shortUsage } from './commandText.ts';

/** How `--help` looks, at every level. */
export const helpConfiguration: HelpConfiguration = {
  helpWidth: undefined,
  optionDescription: optionText,
  commandUsage: (command) =>
    command instanceof CliCommand && command.doesSomething
      ? `dcm-processor ${shortUsage(command)} [options]${command.commands.length > 0 ? ' | [command]' : ''}`
      : `${words(command)} [command] [options]`,
  subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentText)].join(' '),
  visibleCommands: (command) =>
    command.commands
      .filter((one) => !(one instanceof CliCommand && one.isHidden))
      .sort((one, other) => (one.name() < other.name() ? -1 : 1)),
};

function words(command: { name(): string; parent: unknown }): string {
  const above = command.parent;
  return above instanceof CliCommand ? `${words(above)} ${command.name()}` : command.name();
}
