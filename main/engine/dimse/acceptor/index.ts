/** The side of an association that is asked for it (PS3.8 section 7). */
export { acceptAssociation } from './association.ts';
export { createIdleTimer } from './idleTimer.ts';
export type {
  AcceptedContext,
  AcceptorService,
  Association,
  AssociationEnd,
  ContextRefusal,
  FailedConnection,
  IncomingRequest,
  Negotiation,
  RequestReceiver,
} from './types.ts';
