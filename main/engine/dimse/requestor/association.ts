import { EngineError } from '../../../../contract/index.ts';
import type { AcceptedContext } from '../acceptor/index.ts';
import { createIdleTimer } from '../acceptor/index.ts';
import { commandFields, encodeCommandSet, noDataSet, withDataSet } from '../message/index.ts';
import type { CommandSet } from '../message/index.ts';
import { ProtocolViolation, abortReasons, createPduReader, encodePdu, fragments } from '../pdu/index.ts';
import type { Pdu } from '../pdu/index.ts';
import { connect } from './connect.ts';
import { acceptedOf, announcedLength, numbered, requestOf } from './negotiate.ts';
import { createInbox } from './inbox.ts';
import { createOutbox } from './outbox.ts';
import { peerFailure, rejectionOf } from './problems.ts';
import type { Answer, PduSource, RequestedAssociation, RequestorOptions, RequestOptions } from './types.ts';

/** A cancelled peer has this long to end what it does, and one that was told to hang up to do so, in milliseconds. */
const patience = 5000;

/**
 * Asks a peer for an association (PS3.8 section 7.1).
 * @throws EngineError `peer-unreachable`, `peer-refused`, `peer-failed`, `cancelled`
 */
export async function openAssociation(options: RequestorOptions): Promise<RequestedAssociation> {
  const { timeouts, signal } = options;
  const peer = `${options.calledAeTitle} (${options.host}:${options.port})`;
  const proposed = numbered(options.contexts);
  const socket = await connect(peer, options);

  const contexts = new Map<number, AcceptedContext>();
  let state: 'requesting' | 'open' | 'releasing' | 'ended' = 'requesting';
  let maxLength = 0;
  let holds = 0;
  /** Messages that are being sent; while they are, no answer is overdue. */
  let sending = 0;
  /** Tells who waits for the association to be opened or released. */
  let changed: { resolve: () => void; reject: (cause: EngineError) => void } | null = null;

  const timer = createIdleTimer((what) =>
    fail(peerFailure(peer, `was silent for too long: ${what}.`), 'provider'),
  );
  const outbox = createOutbox(socket, timeouts.network, () =>
    fail(peerFailure(peer, `took nothing for ${timeouts.network} s.`), 'provider'),
  );
  const inbox = createInbox({
    accepts: (id) => contexts.has(id),
    serve: options.serve ?? null,
    answer: (contextId, command) => void send(contextId, command, null).catch(() => undefined),
  });
  const reader = createPduReader(announcedLength, {
    pdu: takePdu,
    data(contextId, isCommand, bytes, ends) {
      if (state !== 'open')
        throw new ProtocolViolation('a message outside an association', abortReasons.unexpectedPdu);
      inbox.data(contextId, isCommand, bytes, ends);
    },
  });

  /** Sets the time-out that fits what is waited for now. */
  function watch(): void {
    if (state === 'requesting')
      timer.expect(timeouts.acse, 'it did not answer the request for an association');
    else if (state === 'releasing')
      timer.expect(timeouts.acse, 'it did not answer the request to end the association');
    else if (state === 'open' && holds === 0 && sending === 0 && inbox.isAwaiting())
      timer.expect(timeouts.dimse, 'an answer did not come');
    else timer.stop();
  }
  function takePdu(pdu: Pdu): void {
    if (pdu.type === 'associate-accept' && state === 'requesting') {
      for (const context of acceptedOf(proposed, pdu)) contexts.set(context.id, context);
      maxLength = pdu.user.maxLength;
      if (contexts.size === 0 && options.mayAcceptNone !== true) {
        fail(new EngineError('peer-refused', `${peer} offers none of the services that are needed.`), 'user');
        return;
      }
      state = 'open';
      changed?.resolve();
    } else if (pdu.type === 'associate-reject' && state === 'requesting') {
      fail(rejectionOf(peer, pdu), null);
    } else if (pdu.type === 'release-reply' && state === 'releasing') {
      end();
      changed?.resolve();
    } else if (pdu.type === 'release-request' && state !== 'requesting') {
      // Both at once is allowed (PS3.8 section 7.2.2); else it breaks off what it was asked for.
      void outbox.write([encodePdu({ type: 'release-reply' })]).catch(() => undefined);
      if (state === 'open') fail(peerFailure(peer, 'ended the association by itself.'), null);
    } else if (pdu.type === 'abort') {
      const details = `A-ABORT: source ${pdu.source}, reason ${pdu.reason}`;
      fail(peerFailure(peer, 'aborted the association.', details), null);
    } else {
      throw new ProtocolViolation('a PDU that is not expected now', abortReasons.unexpectedPdu);
    }
  }
  /** Ends it with a problem; tells the peer by an A-ABORT from that source. */
  function fail(problem: EngineError, abort: 'user' | 'provider' | null): void {
    if (state === 'ended') return;
    if (abort !== null && socket.writable) {
      const source = abort === 'user' ? 0 : 2;
      socket.write(encodePdu({ type: 'abort', source, reason: abortReasons.notSpecified }));
    }
    end();
    inbox.fail(problem);
    changed?.reject(problem);
  }
  function end(): void {
    state = 'ended';
    timer.stop();
    signal?.removeEventListener('abort', cancel);
    socket.resume();
    socket.end();
    setTimeout(() => socket.destroy(), patience).unref();
  }
  function cancel(): void {
    fail(new EngineError('cancelled'), 'user');
  }
  function violation(cause: unknown): EngineError {
    const what =
      cause instanceof ProtocolViolation ? `sent ${cause.message}.` : 'sent what could not be handled.';
    return peerFailure(peer, what, cause instanceof Error ? cause.stack : String(cause));
  }
  socket.on('data', (chunk: Buffer) => {
    if (state === 'ended') return;
    try {
      reader.push(chunk);
    } catch (cause) {
      fail(violation(cause), 'provider');
    }
    watch();
  });
  socket.on('error', (cause) => fail(peerFailure(peer, 'broke off the connection.', cause.message), null));
  socket.once('close', () =>
    fail(peerFailure(peer, 'closed the connection in the middle of an association.'), null),
  );
  signal?.addEventListener('abort', cancel, { once: true });

  function change(): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      changed = { resolve, reject };
    });
    watch();
    return done.finally(() => {
      changed = null;
      watch();
    });
  }
  async function send(
    contextId: number,
    command: CommandSet,
    dataSet: Buffer | PduSource | null,
  ): Promise<void> {
    const CommandDataSetType = dataSet === null ? noDataSet : withDataSet;
    const bytes = encodeCommandSet({ ...command, CommandDataSetType });
    const head = fragments(contextId, 'command', bytes, true, maxLength);
    sending += 1;
    watch();
    try {
      await outbox.exclusively(async () => {
        if (dataSet === null) return outbox.write(head);
        if (Buffer.isBuffer(dataSet))
          return outbox.write([...head, ...fragments(contextId, 'data-set', dataSet, true, maxLength)]);
        let parts: readonly Buffer[] = head;
        for (let pdus = await dataSet.next(); pdus !== null; pdus = await dataSet.next()) {
          await outbox.write([...parts, ...pdus]);
          parts = [];
        }
      });
    } catch (cause) {
      // A message that was not sent to its end leaves nothing that could be said.
      fail(peerFailure(peer, 'could not be sent a message to its end.', String(cause)), 'user');
      throw cause;
    } finally {
      sending -= 1;
      watch();
    }
  }
  async function request(
    contextId: number,
    command: CommandSet,
    dataSet: Buffer | PduSource | null,
    { onPending, cancel: wish }: RequestOptions = {},
  ): Promise<Answer> {
    if (state !== 'open') throw peerFailure(peer, 'is not connected any more.');
    if (wish?.aborted === true) throw new EngineError('cancelled');
    const { id, answer } = inbox.start(onPending);
    let timeout: NodeJS.Timeout | undefined;
    const sendCancel = () => {
      const cancelCommand = { CommandField: commandFields.cancelRequest, MessageIDBeingRespondedTo: id };
      void send(contextId, cancelCommand, null).catch(() => undefined);
      timeout = setTimeout(cancel, patience);
    };
    wish?.addEventListener('abort', sendCancel, { once: true });
    try {
      // An answer may come before the end of what is sent, and a failure is told by it better than by the sending.
      const sent = send(contextId, { ...command, MessageID: id }, dataSet);
      await sent.catch((cause: unknown) => inbox.abandon(id, cause));
      return await answer;
    } finally {
      wish?.removeEventListener('abort', sendCancel);
      clearTimeout(timeout);
    }
  }

  const opened = change();
  void outbox.write([encodePdu(requestOf(options, proposed))]).catch(() => undefined);
  await opened;
  return {
    peer,
    maxLength,
    get isOpen() {
      return state === 'open';
    },
    context: (id) => contexts.get(id),
    find: (abstractSyntax, transferSyntax) =>
      [...contexts.values()].find(
        (one) =>
          one.abstractSyntax === abstractSyntax &&
          (transferSyntax === undefined || one.transferSyntax === transferSyntax),
      ),
    request,
    hold() {
      holds += 1;
      if (holds === 1) socket.pause();
      watch();
    },
    letGo() {
      holds -= 1;
      if (holds === 0) socket.resume();
      watch();
    },
    async release() {
      if (state !== 'open') return;
      state = 'releasing';
      const released = change();
      void outbox.write([encodePdu({ type: 'release-request' })]).catch(() => undefined);
      await released;
    },
    abort: cancel,
  };
}
