/** The protocol data units of the DICOM upper layer (PS3.8 section 9.3), as values. */

/** A presentation context as the requestor proposes it (PS3.8 9.3.2.2). */
export interface ProposedContext {
  /** Odd, 1 to 255. */
  id: number;
  abstractSyntax: string;
  /** In the order of the requestor's wishes. */
  transferSyntaxes: readonly string[];
}

/** What the acceptor made of a proposed context (PS3.8 9.3.3.2). */
export interface AnsweredContext {
  id: number;
  result: ContextResult;
  /** Not significant unless the result is acceptance. */
  transferSyntax: string;
}

/** PS3.8 table 9-18. */
export const contextResults = {
  acceptance: 0,
  userRejection: 1,
  noReason: 2,
  abstractSyntaxNotSupported: 3,
  transferSyntaxesNotSupported: 4,
} as const;
export type ContextResult = (typeof contextResults)[keyof typeof contextResults];

/** Operations that may be under way without an answer (PS3.7 D.3.3.3); 0 means any number. */
export interface OperationsWindow {
  invoked: number;
  performed: number;
}

/** Which roles the requestor may play for a SOP class (PS3.7 D.3.3.4). */
export interface RoleSelection {
  SOPClassUID: string;
  scu: boolean;
  scp: boolean;
}

/** PS3.7 D.3.3.5. */
export interface ExtendedNegotiation {
  SOPClassUID: string;
  information: Buffer;
}

/** Who the requestor says that it is (PS3.7 D.3.3.7). */
export interface UserIdentity {
  /** 1 name, 2 name and passcode, 3 Kerberos, 4 SAML, 5 JSON Web Token. */
  type: number;
  responseRequested: boolean;
  primary: Buffer;
  secondary: Buffer;
}

/** The user information item of both A-ASSOCIATE PDUs (PS3.7 D.3). */
export interface UserInformation {
  /** Bytes that its sender takes in one P-DATA-TF, the six of the PDU's head not counted; 0 means any number. */
  maxLength: number;
  implementationClassUid: string;
  implementationVersionName: string;
  operationsWindow: OperationsWindow | null;
  roles: readonly RoleSelection[];
  extendedNegotiations: readonly ExtendedNegotiation[];
  /** In requests only. */
  userIdentity: UserIdentity | null;
  /** In accepts only: the server's response. */
  userIdentityResponse: Buffer | null;
}

export interface AssociateRequest {
  type: 'associate-request';
  calledAeTitle: string;
  callingAeTitle: string;
  applicationContext: string;
  contexts: readonly ProposedContext[];
  user: UserInformation;
}

export interface AssociateAccept {
  type: 'associate-accept';
  /** Both titles come back as they were sent (PS3.8 9.3.3). */
  calledAeTitle: string;
  callingAeTitle: string;
  applicationContext: string;
  contexts: readonly AnsweredContext[];
  user: UserInformation;
}

/** PS3.8 table 9-21: numbers as they are sent. */
export interface AssociateReject {
  type: 'associate-reject';
  /** 1 permanent, 2 transient. */
  result: number;
  /** 1 service user, 2 service provider (ACSE), 3 service provider (presentation). */
  source: number;
  reason: number;
}

export interface ReleaseRequest {
  type: 'release-request';
}

export interface ReleaseReply {
  type: 'release-reply';
}

/** PS3.8 table 9-26. */
export interface Abort {
  type: 'abort';
  /** 0 service user, 2 service provider. */
  source: number;
  /** Significant for the service provider only; see `abortReasons`. */
  reason: number;
}

/** Every PDU but P-DATA-TF, whose bytes are handed on as they come. */
export type Pdu =
  | AssociateRequest
  | AssociateAccept
  | AssociateReject
  | ReleaseRequest
  | ReleaseReply
  | Abort;

/** PS3.8 table 9-26, of a service provider. */
export const abortReasons = {
  notSpecified: 0,
  unrecognizedPdu: 1,
  unexpectedPdu: 2,
  unrecognizedParameter: 4,
  unexpectedParameter: 5,
  invalidParameter: 6,
} as const;
export type AbortReason = (typeof abortReasons)[keyof typeof abortReasons];

/** The DICOM application context (PS3.7 A.2.1), the only one there is. */
export const applicationContextName = '1.2.840.10008.3.1.1.1';
