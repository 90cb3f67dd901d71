import { implementation } from '../../dicom/index.ts';
import type { AcceptedContext } from '../acceptor/index.ts';
import { applicationContextName, contextResults, userInformation } from '../pdu/index.ts';
import type { AssociateAccept, AssociateRequest, ProposedContext } from '../pdu/index.ts';
import type { RequestorOptions } from './types.ts';

/** Announced to peers, in bytes. */
export const announcedLength = 131_072;

/** Contexts with their odd numbers (PS3.8 9.3.2.2). */
export function numbered(contexts: RequestorOptions['contexts']): ProposedContext[] {
  if (contexts.length === 0 || contexts.length > 128) {
    throw new RangeError(`An association has 1 to 128 presentation contexts, not ${contexts.length}`);
  }
  return contexts.map((context, index) => ({ ...context, id: index * 2 + 1 }));
}

/** The A-ASSOCIATE-RQ (PS3.8 9.3.2). */
export function requestOf(options: RequestorOptions, contexts: readonly ProposedContext[]): AssociateRequest {
  return {
    type: 'associate-request',
    calledAeTitle: options.calledAeTitle,
    callingAeTitle: options.callingAeTitle,
    applicationContext: applicationContextName,
    contexts,
    user: userInformation({
      maxLength: announcedLength,
      implementationClassUid: implementation.classUid,
      implementationVersionName: implementation.versionName,
      roles: options.roles ?? [],
    }),
  };
}

/** Those that the peer took; an answer for what was not proposed is none. */
export function acceptedOf(contexts: readonly ProposedContext[], accept: AssociateAccept): AcceptedContext[] {
  const accepted: AcceptedContext[] = [];
  for (const { id, result, transferSyntax } of accept.contexts) {
    const proposed = contexts.find((context) => context.id === id);
    if (result !== contextResults.acceptance || proposed === undefined) continue;
    if (!proposed.transferSyntaxes.includes(transferSyntax)) continue;
    accepted.push({ id, abstractSyntax: proposed.abstractSyntax, transferSyntax });
  }
  return accepted;
}
