/** The protocol data units of the DICOM upper layer (PS3.8 section 9.3). */
export { encodePdu } from './codec.ts';
export { dataTransferHead, fragmentLength, fragments } from './dataTransfer.ts';
export type { ValueKind } from './dataTransfer.ts';
export { ProtocolViolation } from './protocolViolation.ts';
export { createPduReader } from './stream.ts';
export type { PduListener, PduReader } from './stream.ts';
export { abortReasons, applicationContextName, contextResults } from './types.ts';
export type {
  Abort,
  AbortReason,
  AnsweredContext,
  AssociateAccept,
  AssociateReject,
  AssociateRequest,
  ContextResult,
  ExtendedNegotiation,
  OperationsWindow,
  Pdu,
  ProposedContext,
  RoleSelection,
  UserIdentity,
  UserInformation,
} from './types.ts';
export { userInformation } from './userInformation.ts';
