import { Command } from 'commander';
import { productVersion } from '../platform/index.ts';
import { addCreateCommands } from './commands/create.ts';
import { addImportCommand } from './commands/import.ts';
import { addInstallCommands } from './commands/install.ts';
import { addListCommands } from './commands/list.ts';
import { addQuarantineCommands } from './commands/quarantine.ts';
import { addRunCommand } from './commands/run.ts';
import { addServeCommand } from './commands/serve.ts';
import { addShowCommands } from './commands/show.ts';
import { createCommandEnvironment } from './environment.ts';

/** The command line: every command with its options. */
export function createProgram(): Command {
  const program = new Command('dcm-processor');
  program
    .description('Run your own Python services on DICOM studies.')
    .version(productVersion, '-V, --version')
    .option('--json', 'print one JSON object as result', false)
    .option('-o, --non-interactive', 'never ask; what is missing is an error')
    .option('--home <folder>', 'data home (default: DCM_PROCESSOR_HOME, else in your user folder)')
    .showHelpAfterError('(see --help)');
  const environment = createCommandEnvironment(() => program.opts());
  addCreateCommands(program, environment);
  addListCommands(program, environment);
  addInstallCommands(program, environment);
  addImportCommand(program, environment);
  addQuarantineCommands(program, environment);
  addShowCommands(program, environment);
  addRunCommand(program, environment);
  addServeCommand(program, environment);
  return program;
}
