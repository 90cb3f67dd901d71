/** What the end-to-end tests share: the real program, its hands and eyes, and what is fed to it. */
export { answerClosing } from './desktopChoice.ts';
export { expect } from '@playwright/test';
export { test } from './test.ts';
export type { Desktop } from './test.ts';
export { sandboxArguments, startCommand } from './program.ts';
export { ensurePackaged, runPackagedCommand } from './packaged.ts';
export { isAlive, killTree } from './processes.ts';
export { ask, askRaw, askShell, askShellRaw, reload } from './bridge.ts';
export { echo, store } from './dcmtk.ts';
export { startOrthanc } from './orthanc.ts';
export type { Orthanc } from './orthanc.ts';
export { dragOverWindow, dropOnWindow } from './drop.ts';
export { answerChoosers, answerSaving, shownInFileManager, watchFileManager } from './system.ts';
export { inspectScreen, resizeWindow, windowSizes } from './screens.ts';
export { inspectWizard, shownCommands, wizardButton, wizardPage } from './wizards.ts';
export { freePort, holdPort } from './ports.ts';
export { samplePatientName, writeLargePatient, writeSmallPatient, writeTinyPatient } from './patients.ts';
export { bundledService, gatedWorker, writeService } from './services.ts';
export type { TestService } from './services.ts';
export { runCommand } from './commandLine.ts';
export { niftiWorker } from './realService.ts';
export { environments, importedIn, importer, writePrebuilt, writeTwoEnvironments } from './workers.ts';
export {
  beginRun,
  goTo,
  importPaths,
  installServices,
  jobInGraph,
  jobPanel,
  makeApplication,
  openJob,
  openScpDoor,
  processed,
  section,
  valueIn,
  visit,
  waitForRequests,
} from './applications.ts';
export { expectAccessible } from './accessibility.ts';
export { englishFinder, saidOn } from './english.ts';
export { expectFocusSeen, tabTo } from './keyboard.ts';
export {
  centres,
  drag,
  markedQuarters,
  openStudy,
  paneOf,
  seriesIn,
  showsQuarters,
  stripOf,
  viewStudy,
} from './viewer.ts';
