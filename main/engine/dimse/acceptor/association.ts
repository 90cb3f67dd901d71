import type { Socket } from 'node:net';
import { createMessageAssembler, encodeCommandSet, responseBit } from '../message/index.ts';
import type { CommandSet } from '../message/index.ts';
import { ProtocolViolation, abortReasons, fragments } from '../pdu/index.ts';
import type { AbortReason, AssociateRequest, Pdu } from '../pdu/index.ts';
import { acceptOf, acceptedContexts } from './answerRequest.ts';
import { createAnswerQueue } from './answerQueue.ts';
import { createConnection } from './connection.ts';
import { createIdleTimer } from './idleTimer.ts';
import { createOwnRequests } from './ownRequests.ts';
import type {
  AcceptedContext,
  AcceptorOptions,
  AcceptorService,
  Association,
  AssociationEnd,
  RequestReceiver,
} from './types.ts';

/** PS3.8 9.2: what the acceptor may be in, told more simply. */
type State = 'awaiting-request' | 'open' | 'releasing' | 'ended';

/**
 * Does what PS3.8 asks of an acceptor on one connection: association, messages, release, abort, and time-outs for
 * all of them. The socket is connected, and secured where that is wanted.
 */
export function acceptAssociation(socket: Socket, options: AcceptorOptions, service: AcceptorService): void {
  const { maxPduLength, timeouts, mostUnanswered } = options;
  const remoteAddress = plainAddress(socket.remoteAddress ?? '');
  let state: State = 'awaiting-request';
  let contexts: ReadonlyMap<number, AcceptedContext> = new Map();
  let association: Association | null = null;
  let peerMaxLength = 0;
  let receiver: RequestReceiver | null = null;
  let isFull = false;

  socket.setNoDelay(true);
  socket.setKeepAlive(true, 60_000);

  const connection = createConnection(
    socket,
    {
      pdu: takePdu,
      data(contextId, isCommand, bytes, ends) {
        if (state !== 'open') {
          throw new ProtocolViolation('a message outside an association', abortReasons.unexpectedPdu);
        }
        assembler.data(contextId, isCommand, bytes, ends);
        watch();
      },
      violated: ({ reason, message }) =>
        abort('provider', reason, `It broke the protocol: ${message}.`, 'violated'),
      alive: () => timer.refresh(),
      closed: (problem) =>
        end('lost', problem ?? 'It closed the connection without releasing the association.'),
    },
    options,
  );
  const answers = createAnswerQueue(connection.send, () => {
    if (isFull && answers.waiting < mostUnanswered) {
      isFull = false;
      connection.letGo();
    }
    watch();
    if (state === 'releasing') release();
  });
  const timer = createIdleTimer((what) => {
    // Held by us: it is our disk that is slow, not the peer.
    const isOurs = connection.isHeld && !connection.awaitsPeer && !ownRequests.areWaiting();
    if (isOurs && state === 'open') watch();
    else abort('provider', abortReasons.notSpecified, `It was silent for too long: ${what}.`, 'silent');
  });
  const ownRequests = createOwnRequests();
  const assembler = createMessageAssembler((id) => contexts.has(id), {
    command: takeCommand,
    dataSet: (bytes) => receiver?.dataSet(bytes),
    messageEnd() {
      const done = receiver;
      receiver = null;
      done?.end();
    },
  });

  /** Sets the time-out that fits what is waited for now. */
  function watch(): void {
    if (state !== 'open') return;
    if (!assembler.isIdle()) timer.expect(timeouts.dimse, 'a message was not sent to its end');
    else if (ownRequests.areWaiting()) timer.expect(timeouts.dimse, 'a message of ours was not answered');
    else timer.expect(timeouts.network, 'nothing came any more');
  }

  function takePdu(pdu: Pdu): void {
    if (pdu.type === 'abort') {
      connection.finish();
      end('aborted', 'It aborted the association.');
    } else if (pdu.type === 'associate-request' && state === 'awaiting-request') {
      negotiate(pdu);
    } else if (pdu.type === 'release-request' && state === 'open' && assembler.isIdle()) {
      state = 'releasing';
      // Requests that were not answered yet get their answers first.
      release();
    } else {
      throw new ProtocolViolation('a PDU that is not expected now', abortReasons.unexpectedPdu);
    }
  }

  function negotiate(request: AssociateRequest): void {
    const negotiation = service.negotiate(request, remoteAddress);
    if (!negotiation.accepted) {
      connection.sendPdu(negotiation.reject);
      state = 'ended';
      timer.stop();
      connection.finish();
      return;
    }
    contexts = acceptedContexts(request, negotiation);
    peerMaxLength = request.user.maxLength;
    state = 'open';
    association = associationFor(request);
    connection.sendPdu(acceptOf(request, negotiation, maxPduLength));
    service.opened(association);
    watch();
  }

  function associationFor(request: AssociateRequest): Association {
    return {
      calledAeTitle: request.calledAeTitle,
      callingAeTitle: request.callingAeTitle,
      remoteAddress,
      context: (id) => contexts.get(id),
      hasContexts: contexts.size > 0,
      get isOpen() {
        return state === 'open';
      },
      hold: connection.hold,
      letGo: connection.letGo,
      request(contextId, command, dataSet) {
        if (state !== 'open') return Promise.reject(new Error('the association has ended'));
        const { id, answer } = ownRequests.start();
        connection.send(messageParts(contextId, { ...command, MessageID: id }, dataSet));
        watch();
        return answer;
      },
      abort: (problem) => abort('user', abortReasons.notSpecified, problem),
    };
  }

  function messageParts(contextId: number, command: CommandSet, dataSet: Buffer | null): Buffer[] {
    const parts = fragments(contextId, 'command', encodeCommandSet(command), true, peerMaxLength);
    if (dataSet === null) return parts;
    return [...parts, ...fragments(contextId, 'data-set', dataSet, true, peerMaxLength)];
  }

  function takeCommand(contextId: number, command: CommandSet, expectsDataSet: boolean): void {
    if (association === null) return;
    const field = command.CommandField;
    if (field === undefined) throw new ProtocolViolation('a command without its field');
    if ((field & responseBit) !== 0) {
      ownRequests.answered(command);
      return;
    }
    const fill = answers.reserve();
    if (!isFull && answers.waiting >= mostUnanswered) {
      isFull = true;
      connection.hold();
    }
    receiver = service.request(association, {
      contextId,
      command,
      expectsDataSet,
      answer: (answer) => fill(answer === null ? null : messageParts(contextId, answer, null)),
    });
  }

  function release(): void {
    if (answers.waiting > 0) return;
    connection.sendPdu({ type: 'release-reply' });
    connection.finish();
    end('released', null);
  }

  function abort(
    source: 'user' | 'provider',
    reason: AbortReason,
    problem: string,
    how: AssociationEnd['how'] = 'aborted',
  ): void {
    if (state === 'ended') return;
    connection.abort(source, reason);
    end(how, problem);
  }

  function end(how: AssociationEnd['how'], problem: string | null): void {
    if (state === 'ended') return;
    const interrupted = receiver !== null || answers.waiting > 0;
    state = 'ended';
    timer.stop();
    receiver?.cancel();
    receiver = null;
    ownRequests.end();
    if (association !== null) return service.ended(association, { how, problem, interrupted });
    const { firstBytes } = connection;
    service.failed({ remoteAddress, how, problem: problem ?? 'It sent no request.', firstBytes });
  }

  timer.expect(timeouts.acse, 'it asked for no association');
}

/** IPv4 addresses without the form in which IPv6 sockets tell them. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
