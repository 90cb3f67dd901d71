import type { Peer } from '../../../contract/index.ts';
import type { RequestorOptions } from '../dimse/requestor/index.ts';

/** What came of a list of peers of another program. */
export interface PeersImported {
  added: string[];
  skipped: { name: string; reason: string }[];
}

/** Whom to call, without what for. */
export type PeerAddress = Omit<RequestorOptions, 'contexts' | 'roles' | 'serve' | 'signal'>;

/** The other DICOM nodes that an application knows. */
export interface Peers {
  list(): Peer[];
  /** By name, whatever its case. @throws EngineError `peer-not-found` */
  get(name: string): Peer;
  /** @throws EngineError `peer-exists` */
  create(peer: Peer, replace: boolean): Peer;
  /** @throws EngineError `peer-not-found` */
  remove(name: string): void;
  /**
   * Adds the peers of another program's configuration: Orthanc's, or that of dcmtk's dcmqrscp.
   * @throws EngineError `disk-failed`, `validation-failed`
   */
  importFrom(file: string): PeersImported;
  /**
   * Whether it answers.
   * @returns milliseconds
   * @throws EngineError `peer-not-found`, `peer-unreachable`, `peer-refused`, `peer-failed`
   */
  echo(peer: string | Peer, signal: AbortSignal): Promise<number>;
}
