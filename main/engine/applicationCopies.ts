import { existsSync, readdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EngineError } from '../../contract/index.ts';
import type { CopyResult, Finding, RouteOutput, RouteRequest, Task } from '../../contract/index.ts';
import { productVersion } from '../platform/index.ts';
import { folderFor, readKnownApplications, readSettings } from './applications/index.ts';
import type { KnownApplication } from './applications/index.ts';
import { applicationFolders } from './context/index.ts';
import type { KeyStore, Stillness } from './context/index.ts';
import {
  bytesToCopy,
  assertTarget,
  checkFile,
  checkSpace,
  cloneApplication,
  findingsOfClone,
  findingsOfFiles,
  findingsOfOptions,
  findingsOfParts,
  newFolder,
  onlyWithData,
  packApplication,
  readDescription,
  restoreApplication,
} from './copies/index.ts';
import type { MadeCopy, OriginalApplication } from './copies/index.ts';
import { openSecrets } from './peers/index.ts';
import type { GeneralTasks, GeneralTaskWork } from './tasks/index.ts';

/** What copying applications takes of the engine. */
interface Surroundings {
  home: string;
  tasks: GeneralTasks;
  /** Has sealed secrets, which a backup that holds them can have only as they are. */
  keyStore: KeyStore;
  /** @throws EngineError `application-not-found` */
  knownOf(id: string): KnownApplication;
  stillnessOf(id: string): Stillness;
  /** Folders that no backup may lie in. */
  applicationPlaces(): readonly string[];
  /** It is being removed. */
  isEnding(id: string): boolean;
  /** Opens an application that was made. */
  opened(known: KnownApplication): void;
  check(request: RouteRequest<'applications.check'>): Promise<RouteOutput<'applications.check'>>;
}

/** Applications as a whole, copied while they are used. */
export interface ApplicationCopies {
  plan(request: RouteRequest<'applications.plan_backup'>): Promise<RouteOutput<'applications.plan_backup'>>;
  backUp(request: RouteRequest<'applications.backup'>): Promise<Task>;
  inspect(
    request: RouteRequest<'applications.inspect_backup'>,
  ): Promise<RouteOutput<'applications.inspect_backup'>>;
  /** @throws EngineError `backup-invalid`, `not-found`, `application-exists`, `folder-not-usable` */
  restore(request: RouteRequest<'applications.restore'>): Promise<Task>;
  /** @throws EngineError `application-exists`, `folder-not-usable`, `application-busy` while it is being removed */
  clone(request: RouteRequest<'applications.clone'>): Task;
  /** @throws EngineError `not-found` */
  result(task: string): CopyResult;
  /** Looks at where a backup is to go. @returns its file @throws EngineError `folder-not-usable`, `file-exists` */
  checkTarget(id: string, file: string): Promise<string>;
  /** Backs up all of an application that is closed and is removed then. @throws EngineError why it could not be, whole */
  backUpWhole(id: string, file: string, includeSecrets: boolean): Promise<void>;
  /** An application is being copied, and cannot go. */
  isCopying(id: string): boolean;
}

/** What goes into which file. */
interface Packing extends Pick<RouteRequest<'applications.backup'>, 'file' | 'include' | 'includeSecrets'> {
  /** The original is removed afterwards. */
  isLast: boolean;
}

/** As many results are remembered as ended tasks. */
const keptResults = 100;

/** How long is looked for how large a backup will be, in milliseconds. */
const measuringTime = 500;

export function createApplicationCopies({
  home,
  tasks,
  keyStore,
  knownOf,
  stillnessOf,
  applicationPlaces,
  isEnding,
  opened,
  check,
}: Surroundings): ApplicationCopies {
  const results = new Map<string, CopyResult>();
  const copying = new Map<string, number>();

  function originalOf(id: string): OriginalApplication {
    const { folder } = knownOf(id);
    const folders = applicationFolders(folder);
    return {
      folder,
      own: { folders, ownPlaces: applicationPlaces },
      settings: readSettings(folders.settingsFile),
      stillness: stillnessOf(id),
      services: namesIn(folders.registry),
      workers: namesIn(path.join(folder, 'workers')),
    };
  }
  async function pack(
    work: GeneralTaskWork,
    original: OriginalApplication,
    { file, include, includeSecrets, isLast }: Packing,
  ): Promise<void> {
    const notes = await packApplication(work, original, {
      file,
      include,
      openSecrets: includeSecrets ? await openSecrets(original.folder, keyStore) : null,
      isLast,
      productVersion,
    });
    const parts = findingsOfParts(onlyWithData(include), includeSecrets, original.settings.options);
    remember(work.id, { application: null, file, findings: [...findingsOfFiles(notes), ...parts] });
  }
  /** @throws EngineError `application-not-found` once it is gone, `application-busy` while it goes */
  function refuseEnding(id: string): void {
    knownOf(id);
    if (isEnding(id)) throw new EngineError('application-busy', 'The application is being removed.');
  }
  /** Starts what copies an application: until it has ended, that cannot be removed. */
  function startCopy(
    kind: 'backup' | 'clone',
    id: string,
    title: string,
    run: (work: GeneralTaskWork) => Promise<void>,
  ): Task {
    refuseEnding(id);
    const task = tasks.start(kind, title, run);
    const tell = (more: number) => copying.set(id, (copying.get(id) ?? 0) + more);
    tell(1);
    const ended = () => void tell(-1);
    tasks.ended(task.id).then(ended, ended);
    return task;
  }
  function remember(task: string, result: CopyResult): void {
    results.set(task, result);
    const [oldest] = results.keys();
    if (results.size > keptResults && oldest !== undefined) results.delete(oldest);
  }
  async function settled(made: MadeCopy, task: string, more: Finding[]): Promise<void> {
    const { known, settings, notes } = made;
    opened(known);
    const { findings } = await check({ application: known.id, options: settings.options });
    remember(task, {
      application: known.id,
      file: null,
      findings: [...findingsOfFiles(notes), ...more, ...findingsOfOptions(settings.options), ...findings],
    });
  }

  return {
    async plan({ application, file, include }) {
      const original = originalOf(application);
      const proposed = backupFile(file ?? os.homedir(), original.settings.name);
      const parts = onlyWithData(include);
      const bytes = await bytesToCopy(original.folder, parts, measuringTime);
      return {
        file: proposed,
        bytes,
        findings: [
          ...(await checkFile(proposed, original.own)),
          ...(bytes === null ? [] : await checkSpace(path.dirname(proposed), bytes, 'file')),
          ...findingsOfParts(parts, false, original.settings.options),
        ],
      };
    },
    async backUp({ application, include, includeSecrets, ...request }) {
      const original = originalOf(application);
      refuseEnding(application);
      const file = backupFile(request.file, original.settings.name);
      await assertTarget(file, original.own);
      return startCopy('backup', application, original.settings.name, (work) =>
        pack(work, original, { file, include, includeSecrets, isLast: false }),
      );
    },
    async inspect({ file, name, folder }) {
      const description = await readDescription(file);
      const wanted = { name: name ?? description.name, folder };
      const place = { home, known: readKnownApplications(home), ...wanted, mayTakeIn: false };
      const free = folderFor(place) ?? undefined;
      const { findings } = await check({ name: wanted.name, folder: free, options: {} });
      const target = free ?? path.join(home, 'applications');
      return {
        ...description,
        target,
        findings: [
          ...findings.map((one) => (one.code === 'folder-is-application' ? notTakenIn(one) : one)),
          ...(await checkSpace(target, description.bytes, 'folder')),
        ],
      };
    },
    async restore({ file, name, folder, options }) {
      // What is wrong with the request itself is told at once.
      await readDescription(file);
      newFolder({ home, name, folder });
      return tasks.start('restore', name, async (work) => {
        const made = await restoreApplication(work, { home, file, name, folder, options });
        await settled(made, work.id, []);
      });
    },
    clone({ application, name, folder, with: depth, options }) {
      const original = originalOf(application);
      newFolder({ home, name, folder });
      return startCopy('clone', application, name, async (work) => {
        const made = await cloneApplication(work, original, { home, name, folder, depth, options });
        await settled(made, work.id, findingsOfClone(original.settings.options, made.settings.options));
      });
    },
    result(task) {
      const found = results.get(task);
      if (found !== undefined) return found;
      const { state } = tasks.get(task);
      throw new EngineError(
        'not-found',
        state === 'running' ? 'It has not ended yet.' : 'There is no result of that task.',
        { advice: 'Wait for its end; see what became of it in the list of tasks.' },
      );
    },
    async checkTarget(id, wanted) {
      const { folder, name } = knownOf(id);
      const file = backupFile(wanted, name);
      await assertTarget(file, { folders: applicationFolders(folder), ownPlaces: applicationPlaces });
      return file;
    },
    async backUpWhole(id, file, includeSecrets) {
      const original = originalOf(id);
      const include = { data: true, runs: true, trials: true };
      const failures: unknown[] = [];
      const { id: task } = tasks.start('backup', original.settings.name, (work) =>
        pack(work, original, { file, include, includeSecrets, isLast: true }).catch((cause: unknown) => {
          failures.push(cause);
          throw cause;
        }),
      );
      const { state } = await tasks.ended(task);
      if (state === 'succeeded') return;
      throw state === 'cancelled'
        ? new EngineError('cancelled', 'The backup was cancelled; nothing was removed.')
        : failures[0];
    },
    isCopying: (id) => (copying.get(id) ?? 0) > 0,
  };
}

/** A restored application is never put into one that is there. */
function notTakenIn(one: Finding): Finding {
  return {
    ...one,
    severity: 'error',
    code: 'folder-not-empty',
    advice: 'Choose an empty folder, or a name for a new one.',
  };
}

/** The file as it was named, with its ending; in a folder one of our own naming, numbered where that is there. */
function backupFile(wanted: string, name: string): string {
  const isFolder =
    path.isAbsolute(wanted) && statSync(wanted, { throwIfNoEntry: false })?.isDirectory() === true;
  // One that ends in .zip is refused.
  if (!isFolder) return /\.(t?gz|zip)$/i.test(wanted) ? wanted : `${wanted}.tar.gz`;
  const base = path.join(wanted, `${name} ${new Date().toISOString().slice(0, 10)}`);
  for (let number = 1; ; number += 1) {
    const file = `${base}${number === 1 ? '' : ` (${number})`}.tar.gz`;
    if (!existsSync(file)) return file;
  }
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
