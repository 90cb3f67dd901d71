import type { ApplicationContext } from '../../context/index.ts';
import { commandFields, statuses } from '../../dimse/index.ts';
import { openAssociation, plainSyntaxes } from '../../dimse/requestor/index.ts';
import type { CommitmentResult } from './protocol.ts';
import type { KnownPeer } from './types.ts';
import {
  encodeCommitmentResult,
  eventTypeOf,
  pushModelInstance,
  storageCommitment,
} from './commitment/index.ts';

/** Pauses before each further try, in milliseconds. A sender that never hears asks again by itself. */
const pauses = [5_000, 30_000, 120_000];

/**
 * Tells a result of storage commitment to who asked for it, on an association of our own (PS3.4 J.3.3); tries again
 * where that fails.
 */
export function reportLater(
  { log }: Pick<ApplicationContext, 'log'>,
  findPeer: ((aeTitle: string) => KnownPeer | null) | undefined,
  report: { callingAeTitle: string; calledAeTitle: string; result: CommitmentResult },
): void {
  const { callingAeTitle, calledAeTitle, result } = report;
  async function attempt(count: number): Promise<void> {
    try {
      const peer = findPeer?.(callingAeTitle) ?? null;
      // It knows us by the AE title that it called.
      if (peer !== null) await tell({ ...peer, callingAeTitle: calledAeTitle }, result);
      else {
        const message = 'a sender asked for storage commitment and is not among the peers: it cannot be told';
        log.warn({ peer: callingAeTitle }, message);
      }
    } catch (cause) {
      log.warn({ peer: callingAeTitle, cause: String(cause) }, 'a result of storage commitment was not told');
      const pause = pauses[count];
      if (pause !== undefined) setTimeout(() => void attempt(count + 1), pause).unref();
    }
  }
  void attempt(0);
}

/** @throws EngineError, Error when the peer cannot be reached or does not take it */
async function tell(peer: KnownPeer, result: CommitmentResult): Promise<void> {
  const association = await openAssociation({
    ...peer,
    contexts: [{ abstractSyntax: storageCommitment, transferSyntaxes: plainSyntaxes }],
    // On an association that we ask for, we are the one who provides the service (PS3.4 J.3.3).
    roles: [{ SOPClassUID: storageCommitment, scu: false, scp: true }],
  });
  const context = association.find(storageCommitment);
  if (context === undefined) {
    association.abort();
    throw new Error('The peer takes no reports of storage commitment');
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
  if (command.Status !== statuses.success) throw new Error(`The peer answered with status ${command.Status}`);
}
