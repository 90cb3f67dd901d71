import type { Readable } from 'node:stream';
import type { NetworkSettings, RouteOutput, RouteRequest } from '../../../contract/index.ts';

/** Environment variables of a program that is started. */
export type Variables = Readonly<Record<string, string>>;

/** How one asks. */
export interface WebRequest {
  method?: 'GET' | 'HEAD';
  headers?: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** Without progress, in milliseconds. */
  timeoutMs?: number;
}

/** An answer whose body must be read or destroyed. */
export interface WebAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Readable;
}

/** How this machine reaches the network, for everything that fetches. Passwords are in it where they are needed. */
export interface Network {
  /** @throws EngineError `disk-failed` */
  settings(): NetworkSettings;
  get(): Promise<RouteOutput<'network.get'>>;
  /** @throws EngineError `validation-failed`, `disk-failed`, `secret-unreadable` */
  set(changes: RouteRequest<'network.set'>['changes']): Promise<RouteOutput<'network.set'>>;
  /**
   * `HTTP_PROXY` and its kin in both spellings, and what pip reads. For a pip that runs on this machine.
   * @throws EngineError `secret-unreadable`
   */
  pipVariables(): Promise<Variables>;
  /**
   * The same for git, with the passwords in it, which must not be in a log, an error or an answer.
   * @param more keys and values of git's configuration
   * @throws EngineError `secret-unreadable`
   */
  forGit(
    more: readonly (readonly [key: string, value: string])[],
  ): Promise<{ variables: Variables; secrets: string[] }>;
  /** What a Docker build and the start of a container are told; of an address of packages only what may stay in an image. */
  containerVariables(): Promise<Variables>;
  /**
   * Asks an address through the proxy that is set for it. Redirects are answers like others.
   * @throws EngineError `source-unreachable`, `source-refused` where the proxy wants a password, `validation-failed` where
   * the file of certificates cannot be read, `cancelled`
   */
  ask(url: string, request: WebRequest): Promise<WebAnswer>;
  /** Asks an address and tells whether it answers; never throws for one that does not. */
  check(url: string, signal: AbortSignal): Promise<RouteOutput<'network.check'>>;
}
