/** What a view shows of an application in which nothing is yet. */
export type EmptyLook =
  /** Says that nothing is here, why, and what to do next. */
  | 'note'
  /** What its address names is not there: it says so, and leads back to where such things are. */
  | 'gone'
  /** There is always something to be seen or set. */
  | 'full';

/** A view of an empty application. */
export interface EmptyView {
  looks: EmptyLook;
  /** Below the application; with a slash in front the whole address. */
  address: string;
}

const note = (address: string): EmptyView => ({ looks: 'note', address });
const gone = (address: string): EmptyView => ({ looks: 'gone', address });
const full = (address: string): EmptyView => ({ looks: 'full', address });

/** What each route shows of an empty application, by its name in renderer/navigation. A route that is missing fails the test. */
export const emptyViews: Readonly<Record<string, readonly EmptyView[]>> = {
  overview: [note('')],
  flow: [note('flow')],
  day: [note('day')],
  statistics: [note('statistics'), note('statistics?service=none')],
  diskUse: [full('disk')],
  studies: [note('studies'), note('studies?q=nobody')],
  study: [gone('studies/none')],
  runs: [note('runs'), note('runs?text=nobody')],
  jobs: [note('jobs'), note('jobs?state=failed')],
  run: [gone('runs/none')],
  services: [note('services')],
  service: [gone('services/none')],
  workers: [note('workers')],
  worker: [gone('workers/none')],
  containers: [note('containers')],
  // What a container printed outlives it, and so may its page.
  container: [note('containers/none')],
  viewer: [gone('view/none')],
  patient: [gone('patients/none')],
  series: [gone('series/none')],
  instance: [gone('instances/none')],
  compare: [note('compare')],
  peers: [note('peers')],
  peer: [note('peers/none')],
  completeness: [full('completeness')],
  filters: [note('filters')],
  imports: [note('imports')],
  importTask: [gone('imports/none')],
  doors: [full('doors')],
  door: ['scp', 'http', 'folder', 'pull', 'import', 'none'].map((door) => note(`doors/${door}`)),
  doorSettings: [full('doors/scp/settings'), note('doors/folder/settings'), note('doors/none/settings')],
  diskSpace: [full('disk-space')],
  quarantine: [note('quarantine')],
  quarantined: [gone('quarantine/none')],
  settings: [full('settings')],
  newApplication: [full('/new')],
  restoreApplication: [full('/restore')],
  importLegacy: [full('/import-legacy')],
  newService: [full('new/service')],
  installService: [full('install/service')],
  newWorker: [full('new/worker')],
  installWorker: [full('install/worker')],
  newPeer: [full('new/peer')],
  help: [full('help')],
  diagnostics: [full('diagnostics')],
  anyHelp: [full('/help')],
  anyDiagnostics: [full('/diagnostics')],
  generalTask: [gone('/task/none')],
  anyJobRun: [gone('/job/none')],
  application: [note('no-such-view')],
};
