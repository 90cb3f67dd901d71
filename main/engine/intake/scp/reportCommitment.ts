import { commandFields, statuses } from '../../dimse/index.ts';
import { openAssociation, plainSyntaxes, statusText } from '../../dimse/requestor/index.ts';
import type { CommitmentResult } from './protocol.ts';
import type { KnownPeer } from './types.ts';
import {
  encodeCommitmentResult,
  eventTypeOf,
  pushModelInstance,
  storageCommitment,
} from './commitment/index.ts';

/**
 * Tells a result of storage commitment to who asked for it, on an association of our own (PS3.4 J.3.3).
 * @param peer.signal hangs up at once
 * @throws EngineError, Error when the peer cannot be reached or does not take it
 */
export async function reportCommitment(
  peer: KnownPeer & { signal: AbortSignal },
  result: CommitmentResult,
): Promise<void> {
  const association = await openAssociation({
    ...peer,
    contexts: [{ abstractSyntax: storageCommitment, transferSyntaxes: plainSyntaxes }],
    // On an association that we ask for, we are the one who provides the service (PS3.4 J.3.3).
    roles: [{ SOPClassUID: storageCommitment, scu: false, scp: true }],
  });
  const context = association.find(storageCommitment);
  if (context === undefined) {
    association.abort();
    throw new Error('The peer takes no reports of storage commitment.');
  }
  const { command } = await association.request(
    context.id,
    {
      AffectedSOPClassUID: storageCommitment,
      CommandField: commandFields.eventReportRequest,
      AffectedSOPInstanceUID: pushModelInstance,
      EventTypeID: eventTypeOf(result),
    },
    encodeCommitmentResult(result, context.transferSyntax),
  );
  await association.release();
  if (command.Status !== statuses.success) {
    throw new Error(`The peer answered with ${statusText(command)}.`);
  }
}
