import type { Readable } from 'node:stream';
import type { WorkerOptions } from '../../../contract/index.ts';

/** One Python in the image of a worker. */
export interface InstalledEnvironment {
  name: string;
  channels: readonly string[];
  /** Absolute path of the interpreter in the image. */
  python: string;
  /** Folders in the container whose `*.txt` are installed into it when a container starts. */
  entryRequirementPaths: readonly string[];
}

/** A folder of this machine that a container sees. */
export interface ContainerMount {
  source: string;
  target: string;
  readOnly: boolean;
}

/** A worker as containers are made from it. */
export interface InstalledWorker extends Omit<WorkerOptions, 'mounts'> {
  name: string;
  /** The image to use; null while there is none. */
  image: { reference: string; id: string } | null;
  /** Why there is no image, for a person; null where there is one. */
  problem: string | null;
  environments: readonly InstalledEnvironment[];
  /** Those of its settings, then those of its entry paths, which are made before they are told. */
  mounts: readonly ContainerMount[];
  /** Folders in the container whose `*.sh` are run when it starts. */
  entryScriptPaths: readonly string[];
  /** Changes with everything that a container must be made anew for, the image included. */
  configHash: string;
}

/** What the room needs of a container engine; made of it by the room of runtimes. */
export interface ImageBuilder {
  /** @throws EngineError `docker-…` */
  inspect(reference: string): Promise<ImageFacts | null>;
  /** @throws EngineError `image-missing` when it cannot be had, `docker-…` */
  pull(reference: string, onProgress: (text: string) => void, signal: AbortSignal): Promise<void>;
  /**
   * Runs a short container that is removed afterwards, as root with the rights that a build step has.
   * @throws EngineError `docker-…`, `cancelled`
   */
  run(request: ShortRun, signal: AbortSignal): Promise<{ exitCode: number; output: string }>;
  /**
   * Builds an image.
   * @throws EngineError `image-build-failed` with what the builder said, `docker-…`, `cancelled`
   */
  build(request: ImageBuild, onEvent: (event: BuildEvent) => void, signal: AbortSignal): Promise<BuiltImage>;
  /** Images that carry all these labels, those of steps included, newest first. */
  list(labels: Readonly<Record<string, string>>): Promise<ListedImage[]>;
  /** Removes an image with its last reference. @returns false where containers or other images still need it */
  remove(reference: string): Promise<boolean>;
}

export interface ImageFacts {
  id: string;
  createdAt: number;
  /** Bytes. */
  size: number;
}

export interface BuiltImage {
  id: string;
  /** Images of steps that this build used or made, by the beginnings of their ids. */
  steps: readonly string[];
}

export interface ListedImage {
  id: string;
  /** Its names. */
  references: readonly string[];
  /** Those of them that were given by a build. Others are of who built on it or means to keep it. */
  own: readonly string[];
  createdAt: number;
}

export interface ShortRun {
  image: string;
  command: readonly string[];
  /** Environment variables, such as those of proxies. */
  variables: Readonly<Record<string, string>>;
  timeoutMs: number;
  labels: Readonly<Record<string, string>>;
}

export interface ImageBuild {
  /** A tar archive with the Dockerfile at its root. */
  context: Readable;
  reference: string;
  labels: Readonly<Record<string, string>>;
  buildArguments: Readonly<Record<string, string>>;
  /** Uses nothing of earlier builds. */
  fresh: boolean;
}

/** What a builder tells while it works; classic builder and BuildKit alike. */
export type BuildEvent =
  /** `number`: 1-based and stable; steps of BuildKit run side by side. `text`: the line of the Dockerfile. */
  | {
      kind: 'step';
      number: number;
      total: number;
      text: string;
      state: 'running' | 'done' | 'cached' | 'failed';
    }
  /** Whole lines, in the order in which a step said them; step 0: before the first. */
  | { kind: 'output'; step: number; text: string };
