/** Ids of what the pictures show. */
export interface Shown {
  application: string;
  study: string;
  patient: string;
  series: string;
  instance: string;
  /** Another instance of the same series. */
  other: string;
  run: string;
  jobRun: string;
  peer: string;
  importTask: string;
  /** A backup that was made. */
  backupTask: string;
  quarantined: string;
  /** Where its C-STORE door is open. */
  scpPort: number;
}

/** A view whose picture is kept. */
export interface View {
  /** Name of the picture, with colours and size behind it. */
  name: string;
  /** Below the application; a string with a slash in front is the whole address. */
  address: (shown: Shown) => string;
  /** What depends on the time of the day, and is covered in the picture. */
  moving?: string;
}

const at = (name: string, address: View['address'] | string): View => ({
  name,
  address: typeof address === 'string' ? () => address : address,
});

/**
 * What is looked at of each route of the window, by its name in renderer/navigation: the one list of its views. A route
 * that is not named here fails the test.
 */
export const viewsOf: Readonly<Record<string, readonly View[]>> = {
  overview: [at('overview', '')],
  flow: [at('flow', 'flow')],
  day: [{ ...at('day', 'day'), moving: 'figure' }],
  statistics: [at('statistics', 'statistics')],
  diskUse: [at('disk-use', 'disk')],
  studies: [at('studies', 'studies')],
  study: [at('study', ({ study }) => `studies/${study}`)],
  runs: [at('runs', 'runs')],
  jobs: [at('jobs', 'jobs')],
  run: [
    at('run', ({ run }) => `runs/${run}`),
    at('job-summary', ({ run, jobRun }) => `runs/${run}/${jobRun}`),
    at('job-log', ({ run, jobRun }) => `runs/${run}/${jobRun}/log`),
    at('job-files', ({ run, jobRun }) => `runs/${run}/${jobRun}/files`),
  ],
  services: [at('services', 'services')],
  service: [
    at('service', 'services/lung_volume'),
    at('service-development', 'services/lung_volume/development'),
    at('service-versions', 'services/lung_volume/versions'),
  ],
  workers: [at('workers', 'workers')],
  // Without Docker, what it has at a moment is not in these; their own tests look at that.
  worker: [
    at('worker', 'workers/imaging'),
    at('worker-dockerfile', 'workers/imaging/dockerfile'),
    at('worker-build', 'workers/imaging/build'),
    at('worker-versions', 'workers/imaging/versions'),
    at('worker-update', 'workers/imaging/update'),
    at('worker-settings', 'workers/imaging/settings'),
  ],
  containers: [at('containers', 'containers')],
  container: [at('container-away', 'containers/imaging-1')],
  viewer: [at('viewer', ({ study }) => `view/${study}`)],
  patient: [at('patient', ({ patient }) => `patients/${patient}`)],
  series: [at('series', ({ series }) => `series/${series}`)],
  instance: [at('instance', ({ instance }) => `instances/${instance}`)],
  compare: [at('compare', ({ instance, other }) => `compare?left=${instance}&right=${other}`)],
  peers: [at('peers', 'peers')],
  peer: [at('peer', ({ peer }) => `peers/${peer}`)],
  completeness: [at('completeness', 'completeness')],
  filters: [at('filters', 'filters')],
  imports: [at('imports', 'imports')],
  importTask: [at('import', ({ importTask }) => `imports/${importTask}`)],
  doors: [at('doors', 'doors')],
  door: [at('door-scp', 'doors/scp'), at('door-http', 'doors/http'), at('door-folder', 'doors/folder')],
  doorSettings: [at('door-scp-settings', 'doors/scp/settings')],
  diskSpace: [at('disk-space', 'disk-space')],
  quarantine: [at('quarantine', 'quarantine')],
  quarantined: [at('quarantined', ({ quarantined }) => `quarantine/${quarantined}`)],
  settings: [at('settings', 'settings')],
  newApplication: [at('new-application', '/new')],
  restoreApplication: [at('restore', '/restore')],
  importLegacy: [at('import-legacy', '/import-legacy')],
  newService: [at('new-service', 'new/service')],
  installService: [at('install-service', 'install/service')],
  newWorker: [at('new-worker', 'new/worker')],
  installWorker: [at('install-worker', 'install/worker')],
  newPeer: [at('new-peer', 'new/peer')],
  help: [at('help', 'help')],
  diagnostics: [at('diagnostics', 'diagnostics')],
  // The same as in the frame of an application.
  anyHelp: [],
  anyDiagnostics: [],
  generalTask: [at('backup-made', ({ backupTask }) => `/task/${backupTask}`)],
  // These lead to another address.
  anyJobRun: [],
  application: [],
};
