import {
  absoluteFolder,
  CliCommand,
  completeByAsking,
  helpConfiguration,
  letMissingBeAsked,
} from './frame/index.ts';
import { productVersion } from '../platform/index.ts';
import { addApplicationCopyCommands } from './commands/applicationCopies.ts';
import { addArrivalCommands } from './commands/arrivals.ts';
import { addBackupCommands } from './commands/backups.ts';
import { addCancelCommand } from './commands/cancel.ts';
import { addChannelCommands } from './commands/channels.ts';
import { addCleanUpCommand } from './commands/cleanUp.ts';
import { addCompletionCommands } from './commands/completion.ts';
import { addContainerCommands } from './commands/containers.ts';
import { addComponentCommands } from './commands/components.ts';
import { addCreateCommands } from './commands/create.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addGoldenCommands } from './commands/golden.ts';
import { addLogCommands } from './commands/logs.ts';
import { addDiagnoseCommand } from './commands/diagnose.ts';
import { addNetworkCommands } from './commands/network.ts';
import { addOpenCommand } from './commands/open.ts';
import { addInstanceCommands } from './commands/instances.ts';
import { addImportCommand } from './commands/import.ts';
import { addImportLegacyCommand } from './commands/importLegacy.ts';
import { addInstallCommands } from './commands/install.ts';
import { addLifeCommands } from './commands/life.ts';
import { addListCommands } from './commands/list.ts';
import { addPreviewCommands } from './commands/preview.ts';
import { addPeerCommands } from './commands/peers.ts';
import { addProcessAgainCommand } from './commands/processAgain.ts';
import { addQuarantineCommands } from './commands/quarantine.ts';
import { addRequeueCommand } from './commands/requeue.ts';
import { addSavedFilterCommands } from './commands/savedFilters.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addRunCommand } from './commands/run.ts';
import { addStatisticsCommand } from './commands/statistics.ts';
import { addQueueCommand } from './commands/queue.ts';
import { addScratchCommands } from './commands/scratch.ts';
import { addSecretCommands } from './commands/secrets.ts';
import { addServeCommand } from './commands/serve.ts';
import { addServiceDraftCommands } from './commands/serviceDrafts.ts';
import { addServiceChangeCommands } from './commands/serviceChanges.ts';
import { addServiceUpkeepCommands } from './commands/serviceUpkeep.ts';
import { addSetCommands } from './commands/set.ts';
import { addShowCommands } from './commands/show.ts';
import { addVersionCommand } from './commands/version.ts';
import { addWatchCommands } from './commands/watch.ts';
import { addWorkerLife } from './commands/workerLife.ts';
import { addWorkerCommands } from './commands/workers.ts';
import { addTaskCommands } from './commands/tasks.ts';
import { addDiskCommand } from './commands/disk.ts';
import { addStudyCommands } from './commands/studies.ts';
import { addTransferCommands } from './commands/transfers.ts';
import { createCommandEnvironment } from './environment.ts';
import type { GlobalOptions } from './environment.ts';
import { findApplication, withEngine } from './session.ts';
import { neverAsk } from './terminal/index.ts';

/**
 * The command line: every command with its options.
 * @param words of the line, where one is to be read: behind a command `--version` is an option like any other, which
 * must not answer in place of the command
 * @param showAsked takes help and version that are asked for; else they go to standard output
 */
export function createProgram(words: readonly string[] = [], showAsked?: (text: string) => void): CliCommand {
  const program = new CliCommand('dcm-processor');
  if (!namesCommand(words)) program.version(productVersion, '-V, --version');
  program
    // Before there are commands, which take it over: `index.ts` chooses the exit code.
    .exitOverride()
    .description('Run your own Python services on DICOM studies.')
    .option('--json', 'print one JSON object as result', false)
    .option('-o, --non-interactive', 'never ask; what is missing is an error')
    .option(
      '--home <folder>',
      'data home (default: DCM_PROCESSOR_HOME, else in your user folder)',
      absoluteFolder,
    )
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'Error: ')),
      ...(showAsked !== undefined && { writeOut: showAsked }),
    })
    .showHelpAfterError('See --help.')
    .configureHelp(helpConfiguration)
    .example(
      'create app --name Demo',
      'install service --app Demo --path ./segmentation',
      'import ./study --app Demo --wait',
      'list jobs --app Demo --state failed',
      'show job 01JD… --log',
    );
  const environment = createCommandEnvironment(() => program.opts<GlobalOptions>());
  addCreateCommands(program, environment);
  const list = addListCommands(program, environment);
  addArrivalCommands(program, list, environment);
  addBackupCommands(program, list, environment);
  addApplicationCopyCommands(program, environment);
  addCleanUpCommand(program, environment);
  addProcessAgainCommand(program, environment);
  addCancelCommand(program, environment);
  addRequeueCommand(program, environment);
  addSavedFilterCommands(program, environment);
  addChannelCommands(program, list, environment);
  addGoldenCommands(program, environment);
  addOpenCommand(program, environment);
  addQueueCommand(program, environment);
  addStatisticsCommand(program, environment);
  addSetCommands(program, environment);
  addPreviewCommands(program, environment);
  addExplainCommand(program, environment);
  addReplayCommand(program, environment);
  addInstallCommands(program, environment);
  addServiceDraftCommands(program, list, environment);
  addServiceChangeCommands(program, environment);
  addServiceUpkeepCommands(program, environment);
  addImportCommand(program, environment);
  addImportLegacyCommand(program, environment);
  addQuarantineCommands(program, environment);
  addPeerCommands(program, environment);
  addTransferCommands(program, environment);
  addStudyCommands(program, environment);
  addDiskCommand(program, environment);
  const show = addShowCommands(program, environment);
  addInstanceCommands(program, environment);
  addScratchCommands(program, { list, show }, environment);
  addContainerCommands(program, { list, show }, environment);
  addWatchCommands(program, environment);
  addLifeCommands(program, environment);
  addComponentCommands(program, environment);
  addWorkerCommands(program, environment);
  addWorkerLife(program, environment);
  addRunCommand(program, environment);
  addServeCommand(program, environment);
  addLogCommands(program, environment);
  addTaskCommands(program, environment);
  addNetworkCommands(program, environment);
  addDiagnoseCommand(program, environment);
  addSecretCommands(program, environment);
  addVersionCommand(program, environment);
  addCompletionCommands(program, environment);
  letMissingBeAsked(program);
  program.hook('preAction', async (_, command) => {
    const { json, nonInteractive, home } = program.opts<GlobalOptions>();
    if (json || nonInteractive === true) neverAsk();
    if (command instanceof CliCommand)
      await completeByAsking(command, { findApplication, withEngine: (work) => withEngine(home, work) });
  });
  return program;
}

function namesCommand(words: readonly string[]): boolean {
  return words.some((word, at) => !word.startsWith('-') && words[at - 1] !== '--home');
}
