import path from 'node:path';
import { app, dialog, nativeTheme, shell } from 'electron';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { EngineError } from '../../contract/index.ts';
import type { LanguageChoice, ShellInput } from '../../contract/index.ts';
import { commandLine, sampleFile, samplePatientID, templatesFolder } from '../platform/index.ts';
import { openInEditor, openInTerminal } from './openPrograms.ts';
import type { Background } from './background/index.ts';
import type { EngineHost } from './engineHost.ts';
import { createResultHandlers } from './resultFiles.ts';
import type { ShellHandlers } from './shellRequests.ts';
import { shellTexts } from './texts/index.ts';
import type { ShellTexts } from './texts/index.ts';
import type { WindowState } from './windowState.ts';
import { writeForOwner } from './writeForOwner.ts';

/** The system's chooser for each thing that can be chosen. */
const choosers = (texts: ShellTexts): Record<ShellInput<'shell.choose'>['what'], OpenDialogOptions> => ({
  // No filter by ending: most DICOM files have none.
  'dicom-files': { properties: ['openFile', 'multiSelections'] },
  'dicom-folder': { properties: ['openDirectory', 'multiSelections'] },
  'service-folder': { properties: ['openDirectory'] },
  'worker-folder': { properties: ['openDirectory'] },
  'new-service': { properties: ['openDirectory', 'createDirectory'] },
  'archive-file': {
    properties: ['openFile'],
    filters: [{ name: texts.archives, extensions: ['zip', 'tar', 'gz', 'tgz'] }],
  },
  'new-worker': { properties: ['openDirectory', 'createDirectory'] },
  'backup-folder': { buttonLabel: texts.backUpHere, properties: ['openDirectory', 'createDirectory'] },
  'backup-file': {
    properties: ['openFile'],
    filters: [
      { name: texts.backups, extensions: ['gz', 'tar', 'tgz'] },
      { name: texts.allFiles, extensions: ['*'] },
    ],
  },
  'legacy-config': { properties: ['openFile', 'showHiddenFiles'] },
  'mounted-folder': { properties: ['openDirectory'] },
  'application-folder': { properties: ['openDirectory', 'createDirectory'] },
  python: { properties: ['openFile'] },
  'watched-folder': { properties: ['openDirectory'] },
  'moved-folder': { properties: ['openDirectory', 'createDirectory'] },
  'export-folder': { buttonLabel: texts.exportHere, properties: ['openDirectory', 'createDirectory'] },
  'peer-list': { properties: ['openFile'] },
  'pem-file': { properties: ['openFile'] },
  'secret-file': { properties: ['openFile', 'showHiddenFiles'] },
});

/** What the shell does for the page of one window. */
export function createShellHandlers(options: {
  window: BrowserWindow;
  engine: EngineHost;
  background: Background;
  onHide: () => void;
  onClosingAsked: () => void;
  onScheme: (scheme: WindowState['scheme']) => void;
  onLanguage: (language: LanguageChoice) => void;
}): ShellHandlers {
  const { window, engine, background, onHide, onScheme, onLanguage } = options;
  function keep(changes: Parameters<Background['change']>[0]): void {
    try {
      background.change(changes);
    } catch (cause) {
      throw new EngineError('folder-not-usable', 'What you chose could not be kept.', { cause });
    }
  }
  return {
    async 'shell.choose'({ what }) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: shellTexts().choosers[what],
        ...choosers(shellTexts())[what],
      });
      return { paths: canceled ? [] : filePaths };
    },
    ...createResultHandlers(window, engine),
    async 'shell.reveal'({ application, run, path }) {
      const located = await engine.ask((client) =>
        client.request('runs.locate_file', { application, run, path }),
      );
      if (path !== '') {
        shell.showItemInFolder(located.path);
        return {};
      }
      const problem = await shell.openPath(located.path);
      if (problem !== '') {
        throw new EngineError('disk-failed', `The folder ${located.path} could not be opened.`, {
          details: problem,
        });
      }
      return {};
    },
    async 'shell.open_job'({ application, jobRun, what }) {
      const bench = await engine.ask((client) => client.request('workbench.open', { application, jobRun }));
      const { differences } = bench;
      if (what === 'folder') {
        const problem = await shell.openPath(bench.dataFolder);
        return { opened: problem === '', command: bench.dataFolder, differences };
      }
      const program = bench.commands[what];
      const opened = await openInTerminal(program);
      return { opened, command: commandLine(program, process.platform), differences };
    },
    async 'shell.open_service'({ application, service: name, job, what }) {
      if (what === 'terminal') {
        const { command } = await engine.ask((client) =>
          client.request('services.environment', {
            application,
            name,
            ...(job === undefined ? {} : { job }),
          }),
        );
        return {
          opened: await openInTerminal(command),
          command: commandLine(command, process.platform),
        };
      }
      const { linkedFolder, folders } = await engine.ask((client) =>
        client.request('services.get', { application, name }),
      );
      const folder = linkedFolder ?? folders.module;
      return what === 'editor'
        ? { opened: await openInEditor(folder), command: commandLine(['code', folder], process.platform) }
        : { opened: (await shell.openPath(folder)) === '', command: folder };
    },
    async 'shell.set_scheme'({ scheme }) {
      nativeTheme.themeSource = scheme === 'auto' ? 'system' : scheme;
      onScheme(scheme);
      return {};
    },
    async 'shell.set_language'({ language }) {
      onLanguage(language);
      return {};
    },
    async 'shell.desktop'() {
      return background.describe();
    },
    async 'shell.set_desktop'(changes) {
      keep(changes);
      return background.describe();
    },
    async 'shell.diagnose'() {
      return background.check();
    },
    async 'shell.save_report'({ fileName, text }) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: path.join(app.getPath('documents'), fileName),
        filters: [{ name: shellTexts().textFiles, extensions: [path.extname(fileName).slice(1) || 'txt'] }],
      });
      if (canceled || filePath === '') return { path: null };
      try {
        // Whom it is for is decided by who saved it.
        await writeForOwner(filePath, text);
      } catch (cause) {
        throw new EngineError('disk-failed', `The file ${filePath} could not be written.`, { cause });
      }
      return { path: filePath };
    },
    async 'shell.closing_asked'() {
      options.onClosingAsked();
      return {};
    },
    async 'shell.close_window'({ what, remember }) {
      try {
        if (remember) keep({ settings: { ...background.settings(), closing: what } });
        return {};
      } finally {
        if (what === 'hide') onHide();
        else app.quit();
      }
    },
    async 'shell.sample'() {
      const services = ['series_report', 'intensity_preview'];
      return {
        patient: sampleFile(),
        PatientID: samplePatientID,
        services: services.map((name) => path.join(templatesFolder(), 'services', name)),
      };
    },
    async 'shell.info'() {
      const { electron, chrome } = process.versions;
      const documents = app.getPath('documents');
      return { version: app.getVersion(), electron, chrome, platform: process.platform, documents };
    },
  };
}
