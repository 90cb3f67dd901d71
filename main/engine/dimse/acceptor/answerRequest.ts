import { implementation } from '../../dicom/index.ts';
import { contextResults, userInformation } from '../pdu/index.ts';
import type { AssociateAccept, AssociateRequest, ContextResult } from '../pdu/index.ts';
import type { AcceptedContext, ContextRefusal, Negotiation } from './types.ts';

const refusals: Record<ContextRefusal, ContextResult> = {
  'abstract-syntax': contextResults.abstractSyntaxNotSupported,
  'transfer-syntaxes': contextResults.transferSyntaxesNotSupported,
  role: contextResults.noReason,
};

/** The A-ASSOCIATE-AC that says what was negotiated (PS3.8 9.3.3). */
export function acceptOf(
  request: AssociateRequest,
  negotiation: Extract<Negotiation, { accepted: true }>,
  maxPduLength: number,
): AssociateAccept {
  const { contexts, roles, operationsWindow } = negotiation;
  return {
    type: 'associate-accept',
    calledAeTitle: request.calledAeTitle,
    callingAeTitle: request.callingAeTitle,
    applicationContext: request.applicationContext,
    contexts: request.contexts.map(({ id, transferSyntaxes }) => {
      const answer = contexts.get(id) ?? { refused: 'abstract-syntax' as const };
      // A context that is refused still has to name a transfer syntax, which nobody reads.
      return 'refused' in answer
        ? { id, result: refusals[answer.refused], transferSyntax: transferSyntaxes[0] ?? '' }
        : { id, result: contextResults.acceptance, transferSyntax: answer.transferSyntax };
    }),
    user: userInformation({
      maxLength: maxPduLength,
      implementationClassUid: implementation.classUid,
      implementationVersionName: implementation.versionName,
      operationsWindow,
      roles,
      userIdentityResponse: request.user.userIdentity?.responseRequested === true ? Buffer.alloc(0) : null,
    }),
  };
}

/** The contexts that messages may use. */
export function acceptedContexts(
  request: AssociateRequest,
  negotiation: Extract<Negotiation, { accepted: true }>,
): Map<number, AcceptedContext> {
  const accepted = new Map<number, AcceptedContext>();
  for (const { id, abstractSyntax } of request.contexts) {
    const answer = negotiation.contexts.get(id);
    if (answer !== undefined && 'transferSyntax' in answer) {
      accepted.set(id, { id, abstractSyntax, transferSyntax: answer.transferSyntax });
    }
  }
  return accepted;
}
