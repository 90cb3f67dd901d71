import type { Component, EngineError, RouteOutput } from '../../../contract/index.ts';
import type { ContainerPlan, Docker } from '../runtimes/index.ts';
import type { ImageBuilder } from '../workers/index.ts';

/** What the room needs of others; the composition hands it in. */
export interface ComponentSurroundings {
  docker: Docker;
  /** How images are pulled and built, and how those of the application are named. */
  images: { builder: ImageBuilder; repository: string; labels: Readonly<Record<string, string>> };
  /** Absolute path of an instance in the archive. */
  fileOf(instance: {
    PatientID: string;
    StudyInstanceUID: string;
    SeriesInstanceUID: string;
    SOPInstanceUID: string;
  }): string;
  /** True for SOP Instance UIDs that the archive has. */
  isArchived(SOPInstanceUID: string): boolean;
  /**
   * Takes a result into the archive; no arrival begins with it.
   * @throws EngineError `disk-full`, `disk-failed`, `database-failed`
   */
  takeResult(body: AsyncIterable<Buffer>): Promise<{ outcome: string }>;
}

/** What runs beside an application in containers. */
export interface Components {
  list(): Component[];
  /** How a person logs in. @throws EngineError `component-not-found`, `disk-failed` */
  access(): RouteOutput<'components.access'>;
  /** Why it does not work at the moment; null where it does, or need not. */
  problem(): EngineError | null;
  /** Options have changed. */
  optionsChanged(): void;
  /** Refused instances are tried again. @returns how many */
  retry(): number;
  /** Resolves when all that is wanted runs or has a problem, or when the signal is aborted. */
  settled(signal: AbortSignal): Promise<void>;
  /** Image that it needs, made or pulled where it is not there. @throws EngineError */
  prepare(tell: (text: string) => void, refresh: boolean, signal: AbortSignal): Promise<void>;
  /**
   * Its container as it is made; none where it is not wanted.
   * @throws EngineError of Docker, `image-missing`, `disk-failed`
   */
  plan(): Promise<{ plan: ContainerPlan; image: { reference: string; id: string } }[]>;
  /** Variables that jobs see of it; none where there is no component. */
  variables(): Readonly<Record<string, string>>;
  /**
   * Removes its container after its option was taken back, and what it stored unless that is to be kept.
   * @throws EngineError of Docker, `disk-failed`
   */
  remove(keepData: boolean): Promise<void>;
  /** Lets go of it; containers go on. */
  close(): Promise<void>;
}
