import type { DiskState, DoorSummary } from '../../../contract/index.ts';
import type { Verdict } from './arriving/index.ts';
import type { FoldersDoor } from './folders/index.ts';
import type { HttpDoor } from './http/index.ts';
import type { Imports } from './imports/index.ts';
import type { Pull } from './pull/index.ts';

/** The doors by which DICOM comes in. */
export interface Intake {
  imports: Pick<Imports, 'start' | 'cancel'>;
  /** All doors with what came through them, and the space on the disk. */
  /** Free space where the archive lies. */
  disk(): DiskState;
  doors(): { doors: DoorSummary[]; disk: DiskState };
  http: Pick<HttpDoor, 'access' | 'renewToken'>;
  pull: Pick<Pull, 'retrieve' | 'cancel'>;
  folders: Pick<FoldersDoor, 'list'>;
  /**
   * Takes what jobs made and stored elsewhere into the archive; no arrival begins with it.
   * @param sender who it comes from, as people recognise it
   * @throws EngineError `disk-full`, `disk-failed`, `database-failed`; or what reading the body throws
   */
  takeResult(body: AsyncIterable<Buffer>, sender: string): Promise<Verdict>;
  /** Stops working without ending the tasks: the next start goes on with them. */
  close(): Promise<void>;
}
