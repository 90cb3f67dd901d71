import type { Address } from './address.ts';

/** What this machine and user say about where Docker may be. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  home: string;
  /** User id; null on Windows. */
  uid: number | null;
  /** Folder of Docker's command line: its settings and contexts. */
  configFolder: string;
  /**
   * The context that the user chose with `docker context use`; null for Docker's usual place.
   * @throws EngineError `docker-endpoint-invalid` where that cannot be read
   */
  currentContext(): string | null;
  contexts: readonly DockerContext[];
}

/** A context of Docker's command line. */
export interface DockerContext {
  name: string;
  /** As it was written: `ssh://user@host`. */
  host: string;
  /** Folder with `ca.pem`, `cert.pem`, `key.pem`; null where it has none. */
  tlsFolder: string | null;
  skipTlsVerify: boolean;
}

/** A program that brings Docker's interface, by whose commands its user starts it. */
export type Product =
  | 'docker'
  | 'docker-rootless'
  | 'docker-desktop'
  | 'podman'
  | 'podman-root'
  | 'colima'
  | 'rancher'
  | 'orbstack';

/** A place where Docker may be. */
export interface Endpoint {
  /** As a URL. */
  address: string;
  target: Address;
  /** How it was found, for people. */
  origin: string;
  product: Product;
  tls: { folder: string; verify: boolean } | null;
}

/** Where to look. */
export interface Search {
  endpoints: readonly Endpoint[];
  /** The user named this one place, and no other is to be used. */
  chosen: boolean;
}
