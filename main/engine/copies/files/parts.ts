import type { BackupParts } from '../../../../contract/index.ts';

/**
 * What lies at the top of an application folder, by what it belongs to. `never`: made anew where it is missing, or of
 * this machine alone.
 */
export type FolderPart =
  | 'settings'
  | 'services'
  | 'workers'
  | 'secrets'
  | 'data'
  | 'runs'
  | 'trials'
  | 'never';

const partsByName: Readonly<Record<string, FolderPart>> = {
  'application.json': 'settings',
  registry: 'services',
  modules: 'services',
  'services.json': 'services',
  'service-versions': 'services',
  workers: 'workers',
  'http-token': 'secrets',
  'peer-secrets': 'secrets',
  tls: 'secrets',
  components: 'secrets',
  'history.sqlite': 'data',
  archive: 'data',
  quarantine: 'data',
  runs: 'runs',
  logs: 'runs',
  scratch: 'trials',
  golden: 'trials',
  workbench: 'trials',
  backups: 'never',
  'container-logs': 'never',
  planning: 'never',
  'history.sqlite-wal': 'never',
  'history.sqlite-shm': 'never',
  'history.sqlite-journal': 'never',
};

/** Part of the folder or file `name` at the top of an application folder; null where no room makes one of that name. */
export function partOf(name: string): FolderPart | null {
  return Object.hasOwn(partsByName, name) ? (partsByName[name] ?? null) : null;
}

/** Names of a part, in the order in which they are copied. */
export function namesOf(part: FolderPart): string[] {
  return Object.keys(partsByName).filter((name) => partsByName[name] === part);
}

/** What of an application is copied. */
export interface CopiedParts extends BackupParts {
  services: boolean;
  workers: boolean;
  /** `peers`: only what is needed to reach peers, as it lies there; `all`: so that it can be read everywhere. */
  secrets: 'none' | 'peers' | 'all';
}
