import type { DoorState, WatchedFolder, WatchedFolderState } from '../../../../contract/index.ts';
import type { Door } from '../doors/index.ts';
import { watchFolder } from './watchedFolder.ts';
import type { FolderAtWork } from './watchedFolder.ts';
import type { TakingRoom } from './takeFiles.ts';

/** The door of the watched folders. */
export interface FoldersDoor extends Door {
  /** How each folder is doing, in the order of the options. */
  list(): WatchedFolderState[];
  /** Ends after what is being taken; what waits is found again at the next start. */
  close(): Promise<void>;
}

interface Entry {
  /** Its options as they were when it was opened. */
  options: string;
  atWork: FolderAtWork;
}

/** Watches the folders of the application's options, and follows changes of those by itself. */
export function createFoldersDoor(room: TakingRoom): FoldersDoor {
  const { context, doors } = room;
  const entries = new Map<string, Entry>();
  /** Ends of folders that are not watched any more: the same folder is not watched twice at once. */
  const ending = new Map<string, Promise<void>>();
  let isClosed = false;

  const wanted = () => context.options().watchedFolders;

  function end(id: string, { atWork }: Entry): void {
    entries.delete(id);
    const ended = atWork.close().finally(() => {
      ending.delete(id);
      apply();
    });
    ending.set(id, ended);
  }
  function open(folder: WatchedFolder): void {
    if (ending.has(folder.id)) return;
    entries.set(folder.id, { options: JSON.stringify(folder), atWork: watchFolder(room, folder, wanted) });
  }
  /** Makes what is watched what is wanted. */
  function apply(): void {
    if (isClosed) return;
    const enabled = new Map(
      wanted().flatMap((folder) => (folder.enabled ? [[folder.id, folder] as const] : [])),
    );
    for (const [id, entry] of entries) {
      const folder = enabled.get(id);
      if (folder === undefined || JSON.stringify(folder) !== entry.options) end(id, entry);
    }
    for (const folder of enabled.values()) if (!entries.has(folder.id)) open(folder);
  }
  const stopListening = context.events.listen((name, payload) => {
    if (name !== 'applications.changed' || payload.application !== context.id) return;
    apply();
    doors.changed();
  });
  function list(): WatchedFolderState[] {
    return wanted().map(
      ({ id, path }) =>
        entries.get(id)?.atWork.describe() ?? {
          id,
          path,
          state: 'off',
          problem: null,
          details: null,
          waiting: 0,
          lookedAt: null,
        },
    );
  }
  apply();

  return {
    name: 'folder',
    list,
    describe: () => summary(list()),
    async close() {
      isClosed = true;
      stopListening();
      await Promise.all([...[...entries.values()].map(({ atWork }) => atWork.close()), ...ending.values()]);
    },
  };
}

/** All folders as one door. */
function summary(states: readonly WatchedFolderState[]): DoorState {
  const watched = states.filter((one) => one.state !== 'off');
  const troubled = watched.filter((one) => one.problem !== null);
  const order = ['open', 'paused', 'failed'] as const;
  return {
    state: order.find((state) => watched.some((one) => one.state === state)) ?? 'off',
    address: watched.length === 0 ? null : watched.map((one) => one.path).join(', '),
    active: watched.reduce((sum, one) => sum + one.waiting, 0),
    problem:
      troubled.length === 0 ? null : troubled.map(({ path, problem }) => `${path}: ${problem}`).join(' '),
    details: troubled[0]?.details ?? null,
  };
}
