import type { CommandSet } from '../message/index.ts';
import type { AssociateReject, AssociateRequest, OperationsWindow, RoleSelection } from '../pdu/index.ts';

/** An accepted presentation context. */
export interface AcceptedContext {
  id: number;
  abstractSyntax: string;
  transferSyntax: string;
}

/** Times without progress after which an association is given up, in seconds. */
export interface Timeouts {
  /** Until it asks for an association; with TLS also for the handshake before. */
  acse: number;
  /** Within a message, and for the answer to a message of ours. */
  dimse: number;
  /** Between two messages, and for a peer that does not read what it is sent. */
  network: number;
}

/** What is made of a request for an association. */
export type Negotiation =
  | {
      accepted: true;
      /** Answered in the order of the request; those that are missing here are refused for the reason given. */
      contexts: ReadonlyMap<number, { transferSyntax: string } | { refused: ContextRefusal }>;
      roles: readonly RoleSelection[];
      operationsWindow: OperationsWindow | null;
    }
  | { accepted: false; reject: AssociateReject };

export type ContextRefusal = 'abstract-syntax' | 'transfer-syntaxes' | 'role';

/** How an association came to its end. */
export interface AssociationEnd {
  /**
   * `released`: as it should; `lost`: the connection went away; `aborted`: by either side; `violated`: aborted here,
   * because the peer sent what PS3.8 or PS3.7 does not allow; `silent`: aborted here after a time-out.
   */
  how: 'released' | 'aborted' | 'lost' | 'violated' | 'silent';
  /** What went wrong, in words for a person; null when nothing did. */
  problem: string | null;
  /** Something was under way that did not come to its end. */
  interrupted: boolean;
}

/** A connection that came to its end before it was an association. */
export interface FailedConnection extends Pick<AssociationEnd, 'how'> {
  /** Where the peer is. */
  remoteAddress: string;
  /** In words for a person. */
  problem: string;
  /** What it sent first: up to sixteen bytes, by which other protocols are known. */
  firstBytes: Buffer;
}

/** An association that was accepted, as its service sees it. */
export interface Association {
  readonly calledAeTitle: string;
  readonly callingAeTitle: string;
  /** Where the peer is. */
  readonly remoteAddress: string;
  context(id: number): AcceptedContext | undefined;
  /** At least one of its contexts was accepted. */
  readonly hasContexts: boolean;
  readonly isOpen: boolean;
  /** Stops reading from the peer while anybody wants it: memory or disk cannot follow. */
  hold(): void;
  /** Takes one `hold` back. */
  letGo(): void;
  /**
   * Sends a request of ours; resolves with the peer's answer.
   * @throws Error when the association ends before
   */
  request(contextId: number, command: CommandSet, dataSet: Buffer | null): Promise<CommandSet>;
  /** Ends the association at once. */
  abort(problem: string): void;
}

/** A request of the peer, as it begins. */
export interface IncomingRequest {
  contextId: number;
  command: CommandSet;
  expectsDataSet: boolean;
  /**
   * Answers it; answers go out in the order of the requests. Null: it wants no answer. What comes after the end of the
   * association goes nowhere.
   */
  answer(command: CommandSet | null): void;
}

/** Takes the rest of a request. */
export interface RequestReceiver {
  /** Bytes of the data set: a view that lasts as long as the call. */
  dataSet(bytes: Buffer): void;
  end(): void;
  /** The association ended before `end`. */
  cancel(): void;
}

/** What an acceptor does for those who ask for associations. */
export interface AcceptorService {
  negotiate(request: AssociateRequest, remoteAddress: string): Negotiation;
  /** Called once for each association that was accepted, before its first request. */
  opened(association: Association): void;
  request(association: Association, request: IncomingRequest): RequestReceiver;
  /** Called once for each association that was accepted, last. */
  ended(association: Association, end: AssociationEnd): void;
  /** A peer that never got an association: it sent no proper request, or none in time. */
  failed(connection: FailedConnection): void;
}

export interface AcceptorOptions {
  /** Announced to peers, in bytes. */
  maxPduLength: number;
  timeouts: Timeouts;
  /** Requests of one association that may wait for their answers; more are not read. */
  mostUnanswered: number;
  /** Called after each read from the socket. */
  afterRead?: () => void;
  /** How the bytes of the socket are heard; by its `data` events where it is absent. */
  onBytes?: (take: (bytes: Buffer) => void) => void;
}
