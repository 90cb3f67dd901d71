import type { Readable } from 'node:stream';
import type { SourceOrigin, StagedSource, Task } from '../../../contract/index.ts';
import type { Source } from '../../../contract/index.ts';

/** How far the fetching has come. */
export interface FetchProgress {
  done?: number;
  total?: number | null;
  bytes?: number;
}

/** What a fetch works with. */
export interface FetchWork {
  signal: AbortSignal;
  report(progress: FetchProgress): void;
}

/** Long work of the engine itself, as sources use it. */
export interface SourceTasks {
  start(
    kind: 'fetch',
    title: string,
    run: (work: FetchWork & { id: string; making(path: string): void }) => Promise<void>,
  ): Task;
  cancel(id: string): Task;
  ended(id: string): Promise<Task>;
}

/** What sources take of the network. */
export interface SourceNetwork {
  ask(
    url: string,
    request: { headers?: Readonly<Record<string, string>>; signal: AbortSignal },
  ): Promise<{
    status: number;
    headers: Readonly<Record<string, string | string[] | undefined>>;
    body: Readable;
  }>;
  forGit(
    more: readonly (readonly [key: string, value: string])[],
  ): Promise<{ variables: Readonly<Record<string, string>>; secrets: string[] }>;
}

/** A user name and password, or token, of a host. */
export interface Credentials {
  user: string;
  password: string;
}

/** A tree that was fetched. */
export interface FetchedTree {
  /** Absolute; everything that was fetched lies in it. */
  root: string;
  /** The same, or the one folder in it that an archive has around everything. */
  content: string;
  /** Origin but for sub-folder and content. */
  origin: Omit<SourceOrigin, 'subfolder' | 'contentHash'>;
}

/** Places that services and workers are fetched from. */
export interface Sources {
  /** @throws EngineError `source-invalid` */
  open(source: Source, remember: boolean): Promise<Task>;
  /** @throws EngineError `source-not-found` */
  get(id: string): StagedSource;
  /** @throws EngineError `source-not-found`, `source-invalid` */
  choose(id: string, subfolder: string): Promise<StagedSource>;
  close(id: string): Promise<void>;
  /** Ends what is being fetched and removes what was fetched. */
  end(): Promise<void>;
}
