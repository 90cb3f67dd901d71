import type { DiskState, DoorSummary, Task } from '../../../contract/index.ts';
import type { FoldersDoor } from './folders/index.ts';
import type { HttpDoor } from './http/index.ts';
import type { Pull } from './pull/index.ts';

/** The doors by which DICOM comes in. */
export interface Intake {
  /**
   * Starts importing files, folders (recursively), ZIP and tar archives. The task is stored at once and goes on after a
   * restart of the engine.
   * @param paths absolute paths
   * @throws EngineError `nothing-to-import` when none of them exists
   */
  startImport(paths: readonly string[]): Task;
  /**
   * Stops an import; what was already taken stays. A task that has ended is returned as it is.
   * @throws EngineError `not-found`
   */
  cancel(taskId: string): Task;
  /** All doors with what came through them, and the space on the disk. */
  doors(): { doors: DoorSummary[]; disk: DiskState };
  http: Pick<HttpDoor, 'access' | 'renewToken'>;
  pull: Pick<Pull, 'retrieve' | 'cancel'>;
  folders: Pick<FoldersDoor, 'list'>;
  /** Stops working without ending the tasks: the next start goes on with them. */
  close(): Promise<void>;
}
