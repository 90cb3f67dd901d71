import { toEngineError } from '../../../../contract/index.ts';
import type { EngineError } from '../../../../contract/index.ts';
import type { IncomingRequest, RequestReceiver } from '../acceptor/index.ts';
import { createMessageAssembler, responseBit, statuses } from '../message/index.ts';
import type { CommandSet } from '../message/index.ts';
import { ProtocolViolation } from '../pdu/index.ts';
import type { Answer } from './types.ts';

/** Longest data set of an answer that is kept: identifiers of C-FIND are small. */
const longestDataSet = 16 * 1024 * 1024;

interface OpenRequest {
  onPending: ((answer: Answer) => void) | undefined;
  resolve(answer: Answer): void;
  reject(cause: EngineError): void;
}

/** What comes from the peer: answers to our requests, and requests of its own. */
export interface Inbox {
  /** @throws ProtocolViolation */
  data(contextId: number, isCommand: boolean, bytes: Buffer, ends: boolean): void;
  /** A request is about to be sent: its MessageID, and what becomes of it. */
  start(onPending: ((answer: Answer) => void) | undefined): { id: number; answer: Promise<Answer> };
  /** The request was not sent to its end; who waits for its answer is told, unless it is told already. */
  abandon(id: number, cause: unknown): void;
  /** Something is expected from the peer. */
  isAwaiting(): boolean;
  /** The association ended: everybody who waits is told. */
  fail(cause: EngineError): void;
}

/**
 * @param around.serve takes requests of the peer; null: there must be none
 * @param around.answer sends the answer to one of them
 */
export function createInbox(around: {
  accepts: (contextId: number) => boolean;
  serve: ((request: IncomingRequest) => RequestReceiver) | null;
  answer: (contextId: number, command: CommandSet) => void;
}): Inbox {
  const open = new Map<number, OpenRequest>();
  let lastId = 0;
  let receiver: RequestReceiver | null = null;
  const assembler = createMessageAssembler(around.accepts, {
    command(contextId, command, expectsDataSet) {
      const field = command.CommandField ?? 0;
      receiver =
        (field & responseBit) === 0
          ? serve({
              contextId,
              command,
              expectsDataSet,
              answer: (answer) => {
                if (answer !== null) around.answer(contextId, answer);
              },
            })
          : takeAnswer(command);
    },
    dataSet: (bytes) => receiver?.dataSet(bytes),
    messageEnd() {
      const done = receiver;
      receiver = null;
      done?.end();
    },
  });

  function serve(request: IncomingRequest): RequestReceiver {
    if (around.serve === null) throw new ProtocolViolation('a request, which nobody asked it for');
    return around.serve(request);
  }
  function takeAnswer(command: CommandSet): RequestReceiver {
    const id = command.MessageIDBeingRespondedTo ?? 0;
    const parts: Buffer[] = [];
    let length = 0;
    return {
      dataSet(bytes) {
        length += bytes.length;
        if (length > longestDataSet) throw new ProtocolViolation('an answer that is far too long');
        parts.push(Buffer.from(bytes));
      },
      end: () => finish(id, { command, dataSet: parts.length === 0 ? null : Buffer.concat(parts) }),
      cancel: () => undefined,
    };
  }
  function finish(id: number, answer: Answer): void {
    const request = open.get(id);
    const { Status } = answer.command;
    if (Status === statuses.pending || Status === statuses.pendingWithWarning) {
      request?.onPending?.(answer);
      return;
    }
    open.delete(id);
    request?.resolve(answer);
  }
  return {
    data: assembler.data,
    start(onPending) {
      do lastId = (lastId % 0xffff) + 1;
      while (open.has(lastId));
      const id = lastId;
      const answer = new Promise<Answer>((resolve, reject) => open.set(id, { onPending, resolve, reject }));
      // It may fail before anybody waits for it.
      answer.catch(() => undefined);
      return { id, answer };
    },
    abandon(id, cause) {
      open.get(id)?.reject(toEngineError(cause));
      open.delete(id);
    },
    isAwaiting: () => open.size > 0 || !assembler.isIdle(),
    fail(cause) {
      const failed = [...open.values()];
      open.clear();
      receiver?.cancel();
      receiver = null;
      for (const { reject } of failed) reject(cause);
    },
  };
}
