import type { Association, IncomingRequest, RequestReceiver } from '../../../dimse/acceptor/index.ts';
import { commandFields, noDataSet, responseBit, statuses, withDataSet } from '../../../dimse/index.ts';
import {
  decodeCommitment,
  encodeCommitmentResult,
  eventTypeOf,
  pushModelInstance,
  storageCommitment,
} from '../commitment/index.ts';
import type { CommitmentRequest, KeptCommitment } from '../protocol.ts';
import type { Engine } from './engine.ts';

const requestCommitmentAction = 1;
/** Some 100,000 instances; more are asked for in several requests. */
const longestRequest = 16 * 1024 * 1024;
/**
 * Many senders release the association as soon as the request is answered, and are confused by a message that crosses
 * that; those that wait on it lose nothing by a moment.
 */
const releaseMs = 1000;

/** Takes an N-ACTION that asks for storage commitment (PS3.4 J.3.2), and reports the result. */
export function receiveCommitment(
  association: Association,
  request: IncomingRequest,
  { engine, sender }: { engine: Engine; sender: string },
): RequestReceiver {
  const { command, contextId } = request;
  const context = association.context(contextId);
  const parts: Buffer[] = [];
  let length = 0;

  function answer(status: number): void {
    request.answer({
      AffectedSOPClassUID: storageCommitment,
      CommandField: commandFields.actionRequest | responseBit,
      MessageIDBeingRespondedTo: command.MessageID ?? 0,
      CommandDataSetType: noDataSet,
      Status: status,
      AffectedSOPInstanceUID: pushModelInstance,
      ...(command.ActionTypeID === undefined ? {} : { ActionTypeID: command.ActionTypeID }),
    });
  }

  /** Answers when the result is kept: what was promised to a sender is told, whatever happens to the engine. */
  async function take(asked: CommitmentRequest): Promise<void> {
    const { callingAeTitle, calledAeTitle } = association;
    const kept = await engine.commit({ sender, callingAeTitle, calledAeTitle }, asked);
    answer(kept === null ? statuses.processingFailure : statuses.success);
    if (kept !== null) await report(kept);
  }

  async function report({ key, result }: KeptCommitment): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, releaseMs).unref());
    try {
      if (!association.isOpen || context === undefined) throw new Error('the association has ended');
      const event = await association.request(
        contextId,
        {
          AffectedSOPClassUID: storageCommitment,
          CommandField: commandFields.eventReportRequest,
          CommandDataSetType: withDataSet,
          AffectedSOPInstanceUID: pushModelInstance,
          EventTypeID: eventTypeOf(result),
        },
        encodeCommitmentResult(result, context.transferSyntax),
      );
      engine.tell({ type: 'commitment-told', key });
      if (event.Status === statuses.success) return;
      engine.tell({
        type: 'log',
        level: 'warn',
        fields: { status: event.Status },
        message: 'a sender did not want the result of its storage commitment request',
      });
    } catch {
      // Not on this association any more: on one of our own.
      engine.tell({ type: 'commitment-untold', key });
    }
  }

  return {
    dataSet(bytes) {
      length += bytes.length;
      if (length <= longestRequest) parts.push(Buffer.from(bytes));
      else parts.length = 0;
    },
    end() {
      if (command.ActionTypeID !== requestCommitmentAction) {
        answer(statuses.noSuchActionType);
        return;
      }
      if (command.RequestedSOPInstanceUID !== pushModelInstance) {
        answer(statuses.noSuchSopInstance);
        return;
      }
      const asked =
        length > longestRequest
          ? null
          : decodeCommitment(Buffer.concat(parts), context?.transferSyntax ?? '');
      if (asked === null) answer(statuses.processingFailure);
      else void take(asked);
    },
    cancel: () => undefined,
  };
}
