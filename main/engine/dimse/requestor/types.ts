import type { AcceptedContext, IncomingRequest, RequestReceiver } from '../acceptor/index.ts';
import type { CommandSet } from '../message/index.ts';
import type { RoleSelection } from '../pdu/index.ts';

/** Certificates and keys of a connection by TLS, PEM. */
export interface PeerTls {
  /** Authorities that the peer's certificate is checked by; null: those of the system. */
  authorities: string | null;
  /** Shown to peers that ask for it. */
  certificate: string | null;
  key: string | null;
  /** Check that the certificate is for the host that is called. */
  checkHost: boolean;
}

/** Times without progress after which a peer is given up, in seconds. */
export interface RequestorTimeouts {
  /** For the connection, TLS included. */
  connect: number;
  /** For the answer to our request for an association, and to that for its release. */
  acse: number;
  /** For an answer to a message, or the next one where several come. */
  dimse: number;
  /** For a peer that does not read what it is sent. */
  network: number;
}

/** Whom to call, and what for. */
export interface RequestorOptions {
  host: string;
  port: number;
  calledAeTitle: string;
  callingAeTitle: string;
  /** Null: without TLS. */
  tls: PeerTls | null;
  timeouts: RequestorTimeouts;
  /** At most 128; they get their numbers here. */
  contexts: readonly { abstractSyntax: string; transferSyntaxes: readonly string[] }[];
  /** An association is of use although the peer accepts none of them: who asks tells why for each instance. */
  mayAcceptNone?: boolean;
  roles?: readonly RoleSelection[];
  /** Ends the connection attempt, and the association at once. */
  signal?: AbortSignal;
  /** Takes requests of the peer on this association: C-STORE within a C-GET, N-EVENT-REPORT. None are wanted without. */
  serve?: (request: IncomingRequest) => RequestReceiver;
}

/** What a peer answered. */
export interface Answer {
  command: CommandSet;
  dataSet: Buffer | null;
}

export interface RequestOptions {
  /** Called for each answer behind which others follow (pending). */
  onPending?: (answer: Answer) => void;
  /** Sends a C-CANCEL; a peer that goes on all the same is hung up on. */
  cancel?: AbortSignal;
}

/** A data set that is sent in pieces: whole P-DATA-TF PDUs of its presentation context. */
export interface PduSource {
  /** The next bytes; null behind the last. Those before may be overwritten then. */
  next(): Promise<readonly Buffer[] | null>;
}

/** An association that we asked for and that was accepted. */
export interface RequestedAssociation {
  /** `AETITLE (host:port)`, for people. */
  readonly peer: string;
  /** Of the peer, in bytes; 0 means any. */
  readonly maxLength: number;
  readonly isOpen: boolean;
  /** The accepted context of that number. */
  context(id: number): AcceptedContext | undefined;
  /** The accepted context of that kind. */
  find(abstractSyntax: string, transferSyntax?: string): AcceptedContext | undefined;
  /**
   * Sends a request and resolves with its last answer, whatever its status. MessageID and CommandDataSetType are set
   * here.
   * @throws EngineError `peer-failed`, `cancelled`
   */
  request(
    contextId: number,
    command: CommandSet,
    dataSet: Buffer | PduSource | null,
    options?: RequestOptions,
  ): Promise<Answer>;
  /** Stops reading from the peer while anybody wants it. */
  hold(): void;
  letGo(): void;
  /** Ends it as it should be ended. @throws EngineError `peer-failed`, `cancelled` */
  release(): Promise<void>;
  /** Ends it at once. Nothing happens to one that has ended. */
  abort(): void;
}
