/** The protocol data units of the DICOM upper layer (PS3.8 section 9.3). */
export { encodePdu } from './codec.ts';
export { fragmentLength, fragments } from './dataTransfer.ts';
export { ProtocolViolation } from './protocolViolation.ts';
export { createPduReader } from './stream.ts';
export type { PduListener } from './stream.ts';
export { abortReasons, applicationContextName, contextResults } from './types.ts';
export type {
  AbortReason,
  AssociateAccept,
  AssociateReject,
  AssociateRequest,
  ContextResult,
  OperationsWindow,
  Pdu,
  ProposedContext,
  RoleSelection,
  UserInformation,
} from './types.ts';
export { userInformation } from './userInformation.ts';
