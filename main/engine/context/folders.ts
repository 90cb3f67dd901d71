import path from 'node:path';

/** Where everything of one application lies; the folder is complete in itself and can be moved. */
export interface ApplicationFolders {
  root: string;
  /** `application.json`: name and options. */
  settingsFile: string;
  /** SQLite. */
  historyFile: string;
  /** Copies of the history, and damaged ones that were set aside. */
  backups: string;
  /** Original instances; only the archive room writes here. */
  archive: string;
  /** Files on their way into the archive; on the same file system, so that a rename is enough. */
  staging: string;
  /** What could not be taken, with its reason in the history. */
  quarantine: string;
  /** One Python package per service with its callbacks (`REGISTRY`). */
  registry: string;
  /** One Python package per service with its worker functions (`MODULES`). */
  modules: string;
  /** One folder per run. */
  runs: string;
  /** `LOGS` of jobs. */
  logs: string;
  /** What components beside the application keep. */
  components: string;
  /** What containers printed; apart from `logs`, which containers may write to. */
  containerLogs: string;
}

/** File by which a folder is known that holds data of an application whose own folder lies elsewhere. */
export const dataFolderMark = 'dcm-processor-data.txt';

/** The folders of the application in `root`. */
export function applicationFolders(root: string): ApplicationFolders {
  return {
    root,
    settingsFile: path.join(root, 'application.json'),
    historyFile: path.join(root, 'history.sqlite'),
    backups: path.join(root, 'backups'),
    archive: path.join(root, 'archive'),
    staging: path.join(root, 'archive', 'staging'),
    quarantine: path.join(root, 'quarantine'),
    registry: path.join(root, 'registry'),
    modules: path.join(root, 'modules'),
    runs: path.join(root, 'runs'),
    logs: path.join(root, 'logs'),
    components: path.join(root, 'components'),
    containerLogs: path.join(root, 'container-logs'),
  };
}

/** The folders of one run inside `runs`. */
export interface RunFolders {
  root: string;
  /** What jobs see as DATA; also their working directory. */
  data: string;
  /** One file of output per attempt. */
  logs: string;
}

/** The folders of the run `runId`. */
export function runFolders(folders: ApplicationFolders, runId: string): RunFolders {
  const root = path.join(folders.runs, runId);
  return { root, data: path.join(root, 'data'), logs: path.join(root, 'logs') };
}

/** Log of one attempt: JSON lines `{at, stream, text}`. */
export function attemptLogFile(run: RunFolders, jobRunId: string, attempt: number): string {
  return path.join(run.logs, `${jobRunId}.${attempt}.jsonl`);
}
