import type { Socket } from 'node:net';
import { ProtocolViolation, abortReasons, createPduReader, encodePdu } from '../pdu/index.ts';
import type { AbortReason, Pdu, PduListener } from '../pdu/index.ts';
import type { AcceptorOptions } from './types.ts';

/** How long a peer may take to close its side after it was told everything, before the socket is cut. */
const lingerMs = 2000;
/** Enough to know the methods of HTTP by. */
const mostFirstBytes = 16;

/** A socket that carries PDUs. Its reading can be held; nothing piles up where the peer does not read either. */
export interface Connection {
  send(parts: readonly Buffer[]): void;
  sendPdu(pdu: Pdu): void;
  hold(): void;
  letGo(): void;
  readonly isHeld: boolean;
  /** The peer does not read what it was sent. */
  readonly awaitsPeer: boolean;
  readonly isClosed: boolean;
  /** What the peer sent first: up to sixteen bytes. */
  readonly firstBytes: Buffer;
  /** Reads nothing more; closes when the peer does, or soon. */
  finish(): void;
  /** Sends an A-ABORT and closes. */
  abort(source: 'user' | 'provider', reason: AbortReason): void;
}

interface ConnectionListener extends PduListener {
  /** The peer sent what is no DICOM. */
  violated(violation: ProtocolViolation): void;
  /** Bytes came or went. */
  alive(): void;
  /** Called once. @param problem of the socket; null when the peer simply closed it */
  closed(problem: string | null): void;
}

export function createConnection(
  socket: Socket,
  listener: ConnectionListener,
  { maxPduLength, afterRead, onBytes }: Pick<AcceptorOptions, 'maxPduLength' | 'afterRead' | 'onBytes'>,
): Connection {
  const reader = createPduReader(maxPduLength, listener);
  let holds = 0;
  let finished = false;
  let awaitsDrain = false;
  let problem: string | null = null;
  let firstBytes: Buffer = Buffer.alloc(0);

  function hold(): void {
    holds += 1;
    if (holds === 1) socket.pause();
  }
  function letGo(): void {
    holds -= 1;
    if (holds === 0 && !socket.destroyed) socket.resume();
  }
  function send(parts: readonly Buffer[]): void {
    if (!socket.writable) return;
    socket.cork();
    let hasRoom = true;
    for (const part of parts) hasRoom = socket.write(part);
    socket.uncork();
    if (hasRoom || awaitsDrain) return;
    // A peer that does not read its answers gets no more of them.
    awaitsDrain = true;
    hold();
  }
  function finish(): void {
    if (finished) return;
    finished = true;
    socket.end();
    setTimeout(() => socket.destroy(), lingerMs).unref();
    // What still comes is thrown away, so that the peer's close is seen.
    socket.resume();
  }

  function take(chunk: Buffer): void {
    afterRead?.();
    if (finished) return;
    listener.alive();
    if (firstBytes.length < mostFirstBytes) {
      // A copy: the chunk lasts as long as this call.
      firstBytes = Buffer.concat([firstBytes, chunk.subarray(0, mostFirstBytes - firstBytes.length)]);
    }
    try {
      reader.push(chunk);
    } catch (cause) {
      // Anything else is a fault of ours; it must end this association only.
      listener.violated(
        cause instanceof ProtocolViolation
          ? cause
          : new ProtocolViolation(`what could not be handled: ${String(cause)}`, abortReasons.notSpecified),
      );
    }
  }

  if (onBytes === undefined) socket.on('data', take);
  else onBytes(take);
  socket.on('drain', () => {
    if (!awaitsDrain) return;
    awaitsDrain = false;
    listener.alive();
    letGo();
  });
  socket.on('error', (cause) => {
    problem = cause.message;
  });
  socket.once('close', () => listener.closed(problem));

  return {
    send,
    sendPdu: (pdu) => send([encodePdu(pdu)]),
    hold,
    letGo,
    get isHeld() {
      return holds > 0;
    },
    get awaitsPeer() {
      return awaitsDrain;
    },
    get isClosed() {
      return finished || socket.destroyed;
    },
    get firstBytes() {
      return firstBytes;
    },
    finish,
    abort(source, reason) {
      const isProvider = source === 'provider';
      send([
        encodePdu({
          type: 'abort',
          source: isProvider ? 2 : 0,
          reason: isProvider ? reason : abortReasons.notSpecified,
        }),
      ]);
      finish();
    },
  };
}
