import { app, dialog, nativeTheme, shell } from 'electron';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { EngineError } from '../../contract/index.ts';
import type { ShellInput } from '../../contract/index.ts';
import { commandLine } from '../platform/index.ts';
import { openInEditor, openInTerminal } from './openPrograms.ts';
import type { Background } from './background/index.ts';
import type { EngineHost } from './engineHost.ts';
import type { ShellHandlers } from './shellRequests.ts';
import type { WindowState } from './windowState.ts';

/** The system's chooser for each thing that can be chosen. */
const choosers: Record<ShellInput<'shell.choose'>['what'], OpenDialogOptions> = {
  // No filter by ending: most DICOM files have none.
  'dicom-files': {
    title: 'Import DICOM files, ZIP or tar archives',
    properties: ['openFile', 'multiSelections'],
  },
  'dicom-folder': {
    title: 'Import folders of DICOM files',
    properties: ['openDirectory', 'multiSelections'],
  },
  'service-folder': { title: 'Choose the folder of a service', properties: ['openDirectory'] },
  'worker-folder': { title: 'Choose the folder of a worker', properties: ['openDirectory'] },
  'new-service': {
    title: 'Choose where the folder of the service is made',
    properties: ['openDirectory', 'createDirectory'],
  },
  'archive-file': {
    title: 'Choose a ZIP or tar archive',
    properties: ['openFile'],
    filters: [{ name: 'Archives', extensions: ['zip', 'tar', 'gz', 'tgz'] }],
  },
  'new-worker': {
    title: 'Choose where the folder of the worker is made',
    properties: ['openDirectory', 'createDirectory'],
  },
  'backup-folder': {
    title: 'Choose the folder to back up to',
    buttonLabel: 'Back up here',
    properties: ['openDirectory', 'createDirectory'],
  },
  'backup-file': {
    title: 'Choose a backup of an application',
    properties: ['openFile'],
    filters: [
      { name: 'Backups', extensions: ['gz', 'tar', 'tgz'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
  'legacy-config': {
    title: 'Choose the config.json of the command-line tool',
    properties: ['openFile', 'showHiddenFiles'],
  },
  'mounted-folder': { title: 'Choose a folder for the containers', properties: ['openDirectory'] },
  'application-folder': {
    title: 'Choose a folder for the application',
    properties: ['openDirectory', 'createDirectory'],
  },
  python: { title: 'Choose a Python', properties: ['openFile'] },
  'watched-folder': { title: 'Choose a folder to watch', properties: ['openDirectory'] },
  'moved-folder': {
    title: 'Choose the folder that taken files are moved to',
    properties: ['openDirectory', 'createDirectory'],
  },
  'export-folder': {
    title: 'Choose the folder to copy to',
    buttonLabel: 'Export here',
    properties: ['openDirectory', 'createDirectory'],
  },
  'peer-list': { title: 'Choose a configuration of Orthanc or dcmqrscp', properties: ['openFile'] },
  'pem-file': { title: 'Choose a PEM file', properties: ['openFile'] },
  'secret-file': { title: 'Choose the file with the secret', properties: ['openFile', 'showHiddenFiles'] },
};

/** What the shell does for the page of one window. */
export function createShellHandlers(options: {
  window: BrowserWindow;
  engine: EngineHost;
  background: Background;
  onHide: () => void;
  onClosingAsked: () => void;
  onScheme: (scheme: WindowState['scheme']) => void;
}): ShellHandlers {
  const { window, engine, background, onHide, onScheme } = options;
  function keep(changes: Parameters<Background['change']>[0]): void {
    try {
      background.change(changes);
    } catch (cause) {
      throw new EngineError('folder-not-usable', 'What you chose could not be kept.', { cause });
    }
  }
  return {
    async 'shell.choose'({ what }) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, choosers[what]);
      return { paths: canceled ? [] : filePaths };
    },
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
    async 'shell.desktop'() {
      return background.describe();
    },
    async 'shell.set_desktop'(changes) {
      keep(changes);
      return background.describe();
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
    async 'shell.info'() {
      const { electron, chrome } = process.versions;
      const documents = app.getPath('documents');
      return { version: app.getVersion(), electron, chrome, platform: process.platform, documents };
    },
  };
}
