import { once } from 'node:events';
import net from 'node:net';
import {
  applicationContextName,
  commandFields,
  createMessageAssembler,
  createPduReader,
  encodeCommandSet,
  encodePdu,
  fragments,
  userInformation,
  withDataSet,
} from '../../../dimse/index.ts';
import type {
  AssociateRequest,
  CommandSet,
  Pdu,
  ProposedContext,
  UserInformation,
} from '../../../dimse/index.ts';

/** What came from the door: a PDU, a message, or the end of the connection. */
export type Heard =
  | { kind: 'pdu'; pdu: Pdu }
  | { kind: 'message'; contextId: number; command: CommandSet; dataSet: Buffer }
  | { kind: 'closed' };

/** A sender that puts every byte on the wire itself, so that tests can do what no library would. */
export interface RawSender {
  socket: net.Socket;
  send(...parts: readonly Buffer[]): void;
  /** The next thing that came. */
  next(): Promise<Heard>;
  /** The next message. */
  answer(): Promise<CommandSet>;
  close(): void;
}

const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';
const explicitLittleEndian = '1.2.840.10008.1.2.1';

export async function connectRaw(port: number): Promise<RawSender> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const heard: Heard[] = [];
  let wake: () => void = () => undefined;
  function tell(what: Heard): void {
    heard.push(what);
    wake();
  }
  let current: { contextId: number; command: CommandSet; parts: Buffer[] } | null = null;
  const assembler = createMessageAssembler(() => true, {
    command(contextId, command) {
      current = { contextId, command, parts: [] };
    },
    dataSet: (bytes) => void current?.parts.push(bytes),
    messageEnd() {
      if (current === null) return;
      const { contextId, command, parts } = current;
      tell({ kind: 'message', contextId, command, dataSet: Buffer.concat(parts) });
    },
  });
  const reader = createPduReader(1_048_576, {
    pdu: (pdu) => tell({ kind: 'pdu', pdu }),
    data: assembler.data,
  });
  socket.on('data', (chunk: Buffer) => reader.push(chunk));
  // A door that hangs up is seen by its close.
  socket.on('error', () => undefined);
  socket.once('close', () => tell({ kind: 'closed' }));

  async function next(): Promise<Heard> {
    for (;;) {
      const first = heard.shift();
      if (first !== undefined) return first;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return {
    socket,
    send(...parts) {
      for (const part of parts) socket.write(part);
    },
    next,
    async answer() {
      const one = await next();
      if (one.kind !== 'message') throw new Error(`no answer came, but ${JSON.stringify(one)}`);
      return one.command;
    },
    close: () => void socket.destroy(),
  };
}

/** An association request with CT images in Explicit VR Little Endian as its context 1, or others. */
export function associateRequest(
  changes: Partial<AssociateRequest> = {},
  user: Partial<UserInformation> = {},
): AssociateRequest {
  const contexts: ProposedContext[] = [
    { id: 1, abstractSyntax: ctImageStorage, transferSyntaxes: [explicitLittleEndian] },
  ];
  return {
    type: 'associate-request',
    calledAeTitle: 'DCM-PROCESSOR',
    callingAeTitle: 'RAW',
    applicationContext: applicationContextName,
    contexts,
    user: userInformation({ maxLength: 16_384, implementationClassUid: '1.2.3', ...user }),
    ...changes,
  };
}

/** Asks for an association; resolves with what came of it. */
export async function associate(sender: RawSender, request: AssociateRequest): Promise<Pdu> {
  sender.send(encodePdu(request));
  const heard = await sender.next();
  if (heard.kind !== 'pdu') throw new Error(`no answer came, but ${JSON.stringify(heard)}`);
  return heard.pdu;
}

/** A sender with an accepted association. */
export async function openAssociation(port: number, request = associateRequest()): Promise<RawSender> {
  const sender = await connectRaw(port);
  const pdu = await associate(sender, request);
  if (pdu.type !== 'associate-accept') throw new Error(`not accepted: ${JSON.stringify(pdu)}`);
  return sender;
}

/** The P-DATA-TF PDUs of a C-STORE. */
export function storeMessage(
  dataSet: Buffer,
  announced: { SOPInstanceUID: string; SOPClassUID?: string; messageId?: number; contextId?: number },
  maxLength = 16_384,
): Buffer[] {
  const { SOPClassUID = ctImageStorage, SOPInstanceUID, messageId = 1, contextId = 1 } = announced;
  const command: CommandSet = {
    AffectedSOPClassUID: SOPClassUID,
    CommandField: commandFields.storeRequest,
    MessageID: messageId,
    Priority: 0,
    CommandDataSetType: withDataSet,
    AffectedSOPInstanceUID: SOPInstanceUID,
  };
  return [
    ...fragments(contextId, 'command', encodeCommandSet(command), true, maxLength),
    ...fragments(contextId, 'data-set', dataSet, true, maxLength),
  ];
}

/** Releases the association; the connection is closed then. */
export async function release(sender: RawSender): Promise<void> {
  sender.send(encodePdu({ type: 'release-request' }));
  const heard = await sender.next();
  if (heard.kind !== 'pdu' || heard.pdu.type !== 'release-reply') {
    throw new Error(`not released: ${JSON.stringify(heard)}`);
  }
  sender.close();
}
