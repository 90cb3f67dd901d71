import path from 'node:path';

/** Where everything of an installed worker lies. */
export interface WorkerPlaces {
  root: string;
  /** The copy of its folder; a researcher may edit it. */
  source: string;
  /** What the engine keeps of it. */
  recordFile: string;
  /** One log for each of the last builds. */
  builds: string;
  /** Folders that containers see under the entry paths of its settings. */
  mounts: string;
  /** Folders that were replaced, by the number of their version. */
  versions: string;
}

/** @param name checked by `workerNameSchema`, so that it is one part of a path */
export function workerPlaces(workersFolder: string, name: string): WorkerPlaces {
  const root = path.join(workersFolder, name);
  return {
    root,
    source: path.join(root, 'source'),
    recordFile: path.join(root, 'worker.json'),
    builds: path.join(root, 'builds'),
    mounts: path.join(root, 'mounts'),
    versions: path.join(root, 'versions'),
  };
}

/** The log of one build; the identifier is that of a task, never a path. */
export function buildLogFile(places: WorkerPlaces, task: string): string {
  return path.join(places.builds, `${task.replace(/[^0-9a-zA-Z-]/g, '')}.jsonl`);
}

/** The folder of this machine for a path in the container: `/a/b` is `mounts/a__b`. */
export function entryFolder(places: WorkerPlaces, target: string): string {
  const parts = target.split('/').filter((part) => part !== '' && part !== '.');
  return path.join(places.mounts, parts.join('__'));
}
