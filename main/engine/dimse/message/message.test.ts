import { describe, expect, it } from 'vitest';
import { ProtocolViolation } from '../pdu/index.ts';
import {
  commandFields,
  createMessageAssembler,
  decodeCommandSet,
  encodeCommandSet,
  noDataSet,
  statuses,
  withDataSet,
} from './index.ts';
import type { CommandSet } from './index.ts';

const store: CommandSet = {
  AffectedSOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
  CommandField: commandFields.storeRequest,
  MessageID: 65_535,
  Priority: 2,
  CommandDataSetType: withDataSet,
  AffectedSOPInstanceUID: '1.2.3',
  MoveOriginatorApplicationEntityTitle: 'MOVER',
  MoveOriginatorMessageID: 7,
};
const echo: CommandSet = {
  CommandField: commandFields.echoRequest,
  MessageID: 1,
  CommandDataSetType: noDataSet,
};

describe('a command set', () => {
  it('comes back from its bytes, lists of tags and comments included', () => {
    const answer: CommandSet = {
      Status: statuses.cannotUnderstand,
      OffendingElement: [0x0008_0018, 0x7fe0_0010],
      ErrorComment: 'odd',
      NumberOfRemainingSuboperations: 0,
    };
    expect(decodeCommandSet(encodeCommandSet({ ...store, ...answer }))).toEqual({ ...store, ...answer });
  });

  it('is written sorted, of even lengths, with the length of the group', () => {
    const bytes = encodeCommandSet(store);
    expect(bytes.readUInt32LE(8)).toBe(bytes.length - 12);
    const numbers: number[] = [];
    for (let at = 0; at < bytes.length; at += 8 + bytes.readUInt32LE(at + 4)) {
      numbers.push(bytes.readUInt16LE(at + 2));
      expect(bytes.readUInt32LE(at + 4) % 2).toBe(0);
    }
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  });

  it('without or with a wrong group length, and with unknown elements, is read all the same', () => {
    const bytes = encodeCommandSet(echo);
    const unknown = Buffer.from([0, 0, 0x34, 0x12, 2, 0, 0, 0, 1, 2]);
    expect(decodeCommandSet(bytes.subarray(12))).toEqual(echo);
    expect(decodeCommandSet(Buffer.concat([bytes, unknown]))).toEqual(echo);
  });

  it('is read although elements of another group stand behind it, as Orthanc writes them into the end of a C-GET', () => {
    const failedList = Buffer.from([0x08, 0, 0x58, 0, 4, 0, 0, 0, 0x31, 0x2e, 0x32, 0]);
    expect(decodeCommandSet(Buffer.concat([encodeCommandSet(store), failedList]))).toEqual(store);
  });

  it('that is cut short or begins with another group is refused', () => {
    const bytes = encodeCommandSet(store);
    expect(() => decodeCommandSet(bytes.subarray(0, -1))).toThrow(ProtocolViolation);
    expect(() => decodeCommandSet(bytes.subarray(0, 15))).toThrow(ProtocolViolation);
    expect(() => decodeCommandSet(Buffer.concat([bytes, Buffer.alloc(8, 8)]))).toThrow(ProtocolViolation);
    const otherFirst = Buffer.from([0x08, 0, 0x58, 0, 0, 0, 0, 0]);
    expect(() => decodeCommandSet(Buffer.concat([otherFirst, bytes]))).toThrow(ProtocolViolation);
  });
});

describe('messages', () => {
  function assemble() {
    const told: string[] = [];
    const assembler = createMessageAssembler((id) => id === 1 || id === 3, {
      command: (id, command, more) => told.push(`${id} command ${command.CommandField}${more ? ' +' : ''}`),
      dataSet: (bytes) => told.push(`data ${bytes.toString()}`),
      messageEnd: () => told.push('end'),
    });
    return { told, assembler };
  }

  it('are put together from fragments of command and data set', () => {
    const { told, assembler } = assemble();
    const bytes = encodeCommandSet(store);
    assembler.data(1, true, bytes.subarray(0, 9), false);
    assembler.data(1, true, Buffer.alloc(0), false);
    assembler.data(1, true, bytes.subarray(9), true);
    assembler.data(1, false, Buffer.from('ab'), false);
    expect(assembler.isIdle()).toBe(false);
    assembler.data(1, false, Buffer.alloc(0), true);
    assembler.data(3, true, encodeCommandSet(echo), true);
    expect(told).toEqual(['1 command 1 +', 'data ab', 'end', '3 command 48', 'end']);
    expect(assembler.isIdle()).toBe(true);
  });

  it.each<[string, (assembler: ReturnType<typeof assemble>['assembler']) => void]>([
    ['an unknown context', (assembler) => assembler.data(5, true, encodeCommandSet(echo), true)],
    ['a data set without a command', (assembler) => assembler.data(1, false, Buffer.from('ab'), true)],
    [
      'a command within a data set',
      (assembler) => {
        assembler.data(1, true, encodeCommandSet(store), true);
        assembler.data(1, true, encodeCommandSet(echo), true);
      },
    ],
    [
      'another context within a message',
      (assembler) => {
        assembler.data(1, true, encodeCommandSet(store), true);
        assembler.data(3, false, Buffer.from('ab'), true);
      },
    ],
    [
      'a command that never ends',
      (assembler) => {
        for (let count = 0; count < 100; count += 1) assembler.data(1, true, Buffer.alloc(1024), false);
      },
    ],
  ])('with %s are refused', (_name, send) => {
    expect(() => send(assemble().assembler)).toThrow(ProtocolViolation);
  });
});
