import type { z } from 'zod';
import type { Chosen, DeletionPreview, RouteRequest, Task } from '../../../contract/index.ts';
import type { Archive } from '../archive/index.ts';
import type { Completeness } from '../completeness/index.ts';
import type { Control } from '../dispatch/index.ts';
import type { Retention } from '../retention/index.ts';
import type { deletionTaskSchema } from './task.ts';

/** What the composition hands to the room. */
export interface DeletionRooms {
  archive: Pick<Archive, 'removeMany'>;
  completeness: Pick<Completeness, 'endArriving' | 'forgetSeries'>;
  control: Pick<Control, 'cancel'>;
  retention: Pick<Retention, 'removeInputs'>;
  /** Stops planning an arrival that was put aside. */
  abandon(arrival: string): void;
  /** An Orthanc beside the application keeps copies. */
  hasOrthanc(): boolean;
}

/** What a deletion is to do; kept with its task. */
export type DeletionTask = z.infer<typeof deletionTaskSchema>;

/** Deletes what the archive holds. */
export interface Deletion {
  /** @throws EngineError `not-found`, `validation-failed` */
  preview(chosen: Chosen): DeletionPreview;
  /**
   * Starts deleting; the task goes on after a restart.
   * @throws EngineError `not-found`, `validation-failed`, `study-in-use`
   */
  start(request: Omit<RouteRequest<'studies.delete'>, 'application'>): Task;
  /** @throws EngineError `not-found` */
  cancel(task: string): Task;
  close(): Promise<void>;
}
