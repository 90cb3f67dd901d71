import { ProtocolViolation, abortReasons } from '../pdu/index.ts';
import type { CommandSet } from './commandElements.ts';
import { decodeCommandSet, hasDataSet } from './commandSet.ts';

/** What comes out of the values of an association. Calls for one message follow one another. */
export interface MessageListener {
  /** A command is complete; when `expectsDataSet`, `dataSet` and `messageEnd` follow, else only `messageEnd`. */
  command(contextId: number, command: CommandSet, expectsDataSet: boolean): void;
  /** Bytes of the data set: a view that lasts as long as the chunk it came in. */
  dataSet(bytes: Buffer): void;
  messageEnd(): void;
}

/** Puts presentation data values together to messages (PS3.7 6.3, PS3.8 annex E). */
export interface MessageAssembler {
  /**
   * Takes what a PDU reader hands on.
   * @throws ProtocolViolation
   */
  data(contextId: number, isCommand: boolean, bytes: Buffer, ends: boolean): void;
  /** True between two messages. */
  isIdle(): boolean;
}

/** Real command sets have less than 1 KiB; lists of attributes or errors some more. */
const longestCommand = 64 * 1024;

/** @param accepts whether that presentation context was accepted on this association */
export function createMessageAssembler(
  accepts: (contextId: number) => boolean,
  listener: MessageListener,
): MessageAssembler {
  let commandParts: Buffer[] = [];
  let commandLength = 0;
  /** Context of the message that is under way; null between two. */
  let current: number | null = null;
  let inDataSet = false;

  function takeCommand(contextId: number, bytes: Buffer, ends: boolean): void {
    commandLength += bytes.length;
    if (commandLength > longestCommand) throw new ProtocolViolation('a command set that is far too long');
    if (bytes.length > 0) commandParts.push(ends ? bytes : Buffer.from(bytes));
    if (!ends) return;
    const command = decodeCommandSet(Buffer.concat(commandParts, commandLength));
    commandParts = [];
    commandLength = 0;
    inDataSet = hasDataSet(command);
    if (!inDataSet) current = null;
    listener.command(contextId, command, inDataSet);
    if (!inDataSet) listener.messageEnd();
  }

  return {
    data(contextId, isCommand, bytes, ends) {
      if (current === null && !accepts(contextId)) {
        throw new ProtocolViolation('a value of a presentation context that was not accepted');
      }
      if (current !== null && current !== contextId) {
        throw new ProtocolViolation('a message that changes its presentation context');
      }
      if (isCommand === inDataSet) {
        const what = isCommand ? 'a command within a data set' : 'a data set without a command';
        throw new ProtocolViolation(what, abortReasons.unexpectedParameter);
      }
      current = contextId;
      if (isCommand) {
        takeCommand(contextId, bytes, ends);
        return;
      }
      if (bytes.length > 0) listener.dataSet(bytes);
      if (!ends) return;
      current = null;
      inDataSet = false;
      listener.messageEnd();
    },
    isIdle: () => current === null,
  };
}
