import { commandFields } from '../../dimse/index.ts';
import { openAssociation, plainSyntaxes, query, serviceClasses } from '../../dimse/requestor/index.ts';
import type { PeerAddress } from '../../peers/index.ts';
import type { FetchItem } from './protocol.ts';
import { retrieveEnd, retrieveIdentifier } from './retrieval.ts';

/** A peer says how far it is when it likes; it may be silent for this long, in seconds. */
const leastPatience = 600;

/**
 * Fetches by C-MOVE (PS3.4 C.4.2): the peer sends the instances to our C-STORE door, which takes them as those of any
 * sender.
 * @param destination AE title of that door
 * @param onProgress called with the instances that came, and those that did not
 * @throws EngineError `peer-unreachable`, `peer-refused`, `peer-failed`, `cancelled`
 */
export async function moveStudy(
  address: PeerAddress,
  item: FetchItem,
  destination: string,
  onProgress: (completed: number, failed: number) => void,
  signal: AbortSignal,
): Promise<{ completed: number; failed: number }> {
  const { studyRootMove } = serviceClasses;
  const association = await openAssociation({
    ...address,
    timeouts: { ...address.timeouts, dimse: Math.max(address.timeouts.dimse, leastPatience) },
    contexts: [{ abstractSyntax: studyRootMove, transferSyntaxes: plainSyntaxes }],
  });
  const transferSyntax = association.find(studyRootMove)?.transferSyntax ?? plainSyntaxes[0];
  try {
    const { command } = await query(
      association,
      { SOPClassUID: studyRootMove, CommandField: commandFields.moveRequest, MoveDestination: destination },
      retrieveIdentifier(item, transferSyntax),
      {
        // A cancel is told to the peer, so that it stops sending as well.
        cancel: signal,
        onPending: ({ command: pending }) => {
          const { NumberOfCompletedSuboperations: done = 0, NumberOfWarningSuboperations: odd = 0 } = pending;
          onProgress(done + odd, pending.NumberOfFailedSuboperations ?? 0);
        },
      },
    );
    await association.release();
    const { failed, problem } = retrieveEnd(association.peer, command);
    if (problem !== null) throw problem;
    const { NumberOfCompletedSuboperations: done = 0, NumberOfWarningSuboperations: odd = 0 } = command;
    return { completed: done + odd, failed };
  } finally {
    association.abort();
  }
}
