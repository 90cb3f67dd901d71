import type Docker from 'dockerode';
import type { DockerState } from '../../../../../contract/index.ts';

/** The one connection of the engine to Docker. */
export interface DockerEngine {
  /** As it is now; asks nobody. */
  state(): DockerState;
  /** Somebody needs Docker: it is looked for, and after every loss again. Until then nothing is done at all. */
  need(): void;
  /**
   * Resolves once it is connected.
   * @throws EngineError what keeps it from that, once that is known; `cancelled`
   */
  connected(signal?: AbortSignal): Promise<void>;
  /** Looks for Docker now. Resolves when that is done, whatever came of it. */
  reconnect(): Promise<DockerState>;
  /**
   * Starts Docker where that needs no password (`DockerState.canStart`), and waits until it answers.
   * @throws EngineError what is wrong where nothing starts it, `docker-unavailable` where it does not come, `cancelled`
   */
  start(signal: AbortSignal): Promise<DockerState>;
  /**
   * Asks something of Docker, connecting first where that is still to be done. A lost connection is noticed here, too.
   * @param what what is asked, to follow "Docker could not": `start the container X`
   * @throws EngineError of Docker, `cancelled`; never anything else
   */
  use<Answer>(what: string, ask: (docker: Docker) => Promise<Answer>): Promise<Answer>;
  /**
   * Called after every connect, and when a full disk has space again: what is there is to be compared with what should
   * be. Returns how to stop that.
   */
  onConnected(listener: () => void): () => void;
  /** Called when a connection was lost: whatever was held open with it has ended. */
  onLost(listener: () => void): () => void;
  /** Something happened to a container. Only a hint: some are missed while Docker is away. */
  onContainer(listener: (hint: ContainerHint) => void): () => void;
  close(): void;
}

/** What Docker said about a container. */
export interface ContainerHint {
  id: string;
  /** `create`, `start`, `die`, `oom`, `pause`, `unpause`, `rename`, `destroy`, `health_status`. */
  action: string;
  labels: Readonly<Record<string, string>>;
  /** ms since the epoch. */
  at: number;
  /** Of `die`. */
  exitCode: number | null;
}
