import type { HelpPlace } from '../help/index.ts';
import { partOfName } from './names.ts';

const part = encodeURIComponent;

/** Addresses of the views. They carry ids only, never anything of a patient. */
export const paths = {
  home: () => '/',
  newApplication: () => '/new',
  anyJobRun: (jobRun: string, tab?: string) =>
    `/job/${part(jobRun)}${tab === undefined ? '' : `/${part(tab)}`}`,
  restoreApplication: () => '/restore',
  importLegacy: () => '/import-legacy',
  /** The documents: in the frame of an application, or in the whole window where there is none. */
  help: (application: string | null, { document, anchor }: Partial<HelpPlace> = {}) =>
    [application === null ? '' : `/a/${part(application)}`, '/help', document, anchor]
      .filter((piece) => piece !== undefined)
      .map((piece, index) => (index < 2 ? piece : `/${part(piece)}`))
      .join(''),
  /** Long work of the engine itself. */
  generalTask: (task: string) => `/task/${part(task)}`,
  overview: (application: string) => `/a/${part(application)}`,
  flow: (application: string) => `/a/${part(application)}/flow`,
  day: (application: string) => `/a/${part(application)}/day`,
  statistics: (application: string) => `/a/${part(application)}/statistics`,
  studies: (application: string) => `/a/${part(application)}/studies`,
  study: (application: string, study: string) => `/a/${part(application)}/studies/${part(study)}`,
  /** An instance only with its series. */
  viewer: (application: string, study: string, series?: string, SOPInstanceUID?: string) =>
    [`/a/${part(application)}/view`, study, series, SOPInstanceUID]
      .filter((piece) => piece !== undefined)
      .map((piece, index) => (index === 0 ? piece : part(piece)))
      .join('/'),
  patient: (application: string, patient: string) => `/a/${part(application)}/patients/${part(patient)}`,
  series: (application: string, series: string) => `/a/${part(application)}/series/${part(series)}`,
  instance: (application: string, SOPInstanceUID: string) =>
    `/a/${part(application)}/instances/${part(SOPInstanceUID)}`,
  compare: (application: string, left: string, right = '') =>
    `/a/${part(application)}/compare?left=${part(left)}&right=${part(right)}`,
  runs: (application: string) => `/a/${part(application)}/runs`,
  jobs: (application: string) => `/a/${part(application)}/jobs`,
  jobsOf: (application: string, jobName: string) => `/a/${part(application)}/jobs?job=${part(jobName)}`,
  run: (application: string, run: string) => `/a/${part(application)}/runs/${part(run)}`,
  jobRun: (application: string, run: string, jobRun: string, tab?: string) =>
    `/a/${part(application)}/runs/${part(run)}/${part(jobRun)}${tab === undefined ? '' : `/${part(tab)}`}`,
  services: (application: string) => `/a/${part(application)}/services`,
  service: (application: string, service: string, tab?: string) =>
    `/a/${part(application)}/services/${part(service)}${tab === undefined ? '' : `/${part(tab)}`}`,
  newService: (application: string) => `/a/${part(application)}/new/service`,
  installService: (application: string) => `/a/${part(application)}/install/service`,
  workers: (application: string) => `/a/${part(application)}/workers`,
  newWorker: (application: string) => `/a/${part(application)}/new/worker`,
  installWorker: (application: string) => `/a/${part(application)}/install/worker`,
  worker: (application: string, worker: string, tab?: string) =>
    `/a/${part(application)}/workers/${part(worker)}${tab === undefined ? '' : `/${part(tab)}`}`,
  containers: (application: string) => `/a/${part(application)}/containers`,
  container: (application: string, container: string) =>
    `/a/${part(application)}/containers/${part(container)}`,
  newPeer: (application: string) => `/a/${part(application)}/new/peer`,
  peers: (application: string) => `/a/${part(application)}/peers`,
  peer: (application: string, peer: string) => `/a/${part(application)}/peers/${partOfName(peer)}`,
  completeness: (application: string) => `/a/${part(application)}/completeness`,
  filters: (application: string) => `/a/${part(application)}/filters`,
  imports: (application: string) => `/a/${part(application)}/imports`,
  importTask: (application: string, task: string) => `/a/${part(application)}/imports/${part(task)}`,
  doors: (application: string) => `/a/${part(application)}/doors`,
  door: (application: string, door: string) => `/a/${part(application)}/doors/${part(door)}`,
  doorSettings: (application: string, door: string) => `/a/${part(application)}/doors/${part(door)}/settings`,
  quarantine: (application: string) => `/a/${part(application)}/quarantine`,
  quarantined: (application: string, id: string) => `/a/${part(application)}/quarantine/${part(id)}`,
  diskSpace: (application: string) => `/a/${part(application)}/disk-space`,
  diskUse: (application: string) => `/a/${part(application)}/disk`,
  settings: (application: string) => `/a/${part(application)}/settings`,
  diagnostics: (application: string) => `/a/${part(application)}/diagnostics`,
  /** The same where there is no application, or none that can be opened. */
  anyDiagnostics: () => '/diagnostics',
};

/** The same as patterns, for the router. */
export const patterns = {
  newApplication: '/new',
  restoreApplication: '/restore',
  importLegacy: '/import-legacy',
  anyHelp: '/help/:document?/:anchor?',
  generalTask: '/task/:task',
  /** Any job run by its id alone: the way in from outside the window. */
  anyJobRun: '/job/:jobRun/:tab?',
  application: '/a/:application/*?',
  overview: '/a/:application',
  flow: '/a/:application/flow',
  day: '/a/:application/day',
  statistics: '/a/:application/statistics',
  studies: '/a/:application/studies',
  study: '/a/:application/studies/:study',
  viewer: '/a/:application/view/:study/:series?/:instance?',
  patient: '/a/:application/patients/:patient',
  series: '/a/:application/series/:series',
  instance: '/a/:application/instances/:instance',
  compare: '/a/:application/compare',
  runs: '/a/:application/runs',
  jobs: '/a/:application/jobs',
  run: '/a/:application/runs/:run/:jobRun?/:tab?',
  services: '/a/:application/services',
  service: '/a/:application/services/:service/:tab?',
  newService: '/a/:application/new/service',
  installService: '/a/:application/install/service',
  newWorker: '/a/:application/new/worker',
  installWorker: '/a/:application/install/worker',
  workers: '/a/:application/workers',
  worker: '/a/:application/workers/:worker/:tab?',
  containers: '/a/:application/containers',
  container: '/a/:application/containers/:container',
  newPeer: '/a/:application/new/peer',
  peers: '/a/:application/peers',
  peer: '/a/:application/peers/:peer',
  completeness: '/a/:application/completeness',
  filters: '/a/:application/filters',
  imports: '/a/:application/imports',
  importTask: '/a/:application/imports/:task',
  doors: '/a/:application/doors',
  door: '/a/:application/doors/:door',
  doorSettings: '/a/:application/doors/:door/settings',
  quarantine: '/a/:application/quarantine',
  quarantined: '/a/:application/quarantine/:id',
  diskSpace: '/a/:application/disk-space',
  diskUse: '/a/:application/disk',
  settings: '/a/:application/settings',
  help: '/a/:application/help/:document?/:anchor?',
  diagnostics: '/a/:application/diagnostics',
  anyDiagnostics: '/diagnostics',
} as const;
