import type { ShellInput } from '../../../contract/index.ts';

type Chosen = ShellInput<'shell.choose'>['what'];

/** What the program says outside its window, in English. The other languages have to have the same (`ShellTexts`). */
export const english = {
  failedRun: {
    title: (application: string) => `A run failed: ${application}`,
    body: ({ number, failedJobs, who }: { number: number; failedJobs: number; who: string }) =>
      `Run ${number}${who === '' ? '' : ` of ${who}`}: ${failedJobs} ${failedJobs === 1 ? 'job' : 'jobs'} failed.`,
  },
  finishedRun: {
    title: (application: string) => `A run is finished: ${application}`,
    body: ({ number, who }: { number: number; who: string }) =>
      `Run ${number}${who === '' ? '' : ` of ${who}`} has ended.`,
  },
  failedRuns: (count: number) => `${count} ${count === 1 ? 'run' : 'runs'} failed.`,
  finishedRuns: (count: number) => `${count} ${count === 1 ? 'run has' : 'runs have'} ended.`,
  fullDisk: {
    title: (application: string) => `The disk is full: ${application}`,
    body: (gigabytes: number) =>
      `${gigabytes.toFixed(1)} GB are free. No DICOM is taken, and no job begins, until there is space again.`,
  },
  lowDisk: {
    title: (application: string) => `The disk is nearly full: ${application}`,
    body: (gigabytes: number) => `${gigabytes.toFixed(1)} GB are free.`,
  },
  stillRuns: {
    title: 'DCM Processor goes on in the background',
    body: 'Its icon in the tray, or starting it again, brings the window back.',
  },
  tray: {
    open: 'Open DCM Processor',
    pause: 'Pause all jobs',
    resume: 'Resume all jobs',
    quit: 'Quit',
    noEngine: 'The engine does not run',
    paused: 'Paused',
    idle: 'Nothing to do',
    busy: (running: number, queued: number) =>
      queued === 0 ? `${running} running` : `${running} running, ${queued} waiting`,
    stopped: 'All applications are stopped',
  },
  menu: {
    pause: '&Pause or resume all jobs',
    settings: '&Settings',
    search: 'Search on this page',
    palette: '&Find…',
    back: 'Back',
    forward: 'Forward',
    shortcuts: '&Keyboard shortcuts',
    diagnostics: '&Diagnostics',
    file: '&File',
    importFiles: 'Import &files…',
    importFolder: 'Import f&older…',
    close: 'Close window',
    quit: 'Quit',
    edit: '&Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select all',
    view: '&View',
    reload: 'Reload',
    developerTools: 'Developer tools',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    window: '&Window',
    minimize: 'Minimize',
    help: '&Help',
    documents: '&Documents',
    tour: 'Guided &tour',
    logFolder: 'Open the &log folder',
    about: 'About DCM Processor',
  },
  choosers: {
    'dicom-files': 'Import DICOM files, ZIP or tar archives',
    'dicom-folder': 'Import folders of DICOM files',
    'service-folder': 'Choose the folder of a service',
    'worker-folder': 'Choose the folder of a worker',
    'new-service': 'Choose where the folder of the service is made',
    'archive-file': 'Choose a ZIP or tar archive',
    'new-worker': 'Choose where the folder of the worker is made',
    'backup-folder': 'Choose the folder to back up to',
    'backup-file': 'Choose a backup of an application',
    'legacy-config': 'Choose the config.json of the command-line tool',
    'mounted-folder': 'Choose a folder for the containers',
    'application-folder': 'Choose a folder for the application',
    python: 'Choose a Python',
    'watched-folder': 'Choose a folder to watch',
    'moved-folder': 'Choose the folder that taken files are moved to',
    'export-folder': 'Choose the folder to copy to',
    'peer-list': 'Choose a configuration of Orthanc or dcmqrscp',
    'pem-file': 'Choose a PEM file',
    'secret-file': 'Choose the file with the secret',
  } satisfies Record<Chosen, string>,
  backUpHere: 'Back up here',
  exportHere: 'Export here',
  archives: 'Archives',
  backups: 'Backups',
  allFiles: 'All files',
  cannotStart: 'DCM Processor cannot start',
  dataHome: (folder: string) => `Data home: ${folder}`,
  page: {
    title: 'The window cannot be shown',
    ended: (times: number, reason: string) => `Its process ended ${times} times (${reason}).`,
    notLoaded: (description: string, code: number) => `It could not be loaded: ${description} (${code}).`,
    advice:
      'Nothing that was stored is lost. Quit DCM Processor and start it again; if that does not help, install it anew.',
  },
};

export type ShellTexts = typeof english;
