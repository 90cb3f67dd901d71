import { describe, expect, it } from 'vitest';
import {
  ProtocolViolation,
  abortReasons,
  applicationContextName,
  contextResults,
  createPduReader,
  encodePdu,
  fragments,
  userInformation,
} from './index.ts';
import type { AssociateAccept, AssociateRequest, Pdu } from './index.ts';

const user = userInformation({
  maxLength: 16_384,
  implementationClassUid: '1.2.3.4',
  implementationVersionName: 'TEST_1',
  operationsWindow: { invoked: 3, performed: 1 },
  roles: [{ SOPClassUID: '1.2.840.10008.1.20.1', scu: true, scp: false }],
  extendedNegotiations: [{ SOPClassUID: '1.2.840.10008.5.1.4.1.1.2', information: Buffer.from([1, 2, 3]) }],
});

const request: AssociateRequest = {
  type: 'associate-request',
  calledAeTitle: 'CALLED',
  callingAeTitle: 'CALLING AE TITLE',
  applicationContext: applicationContextName,
  contexts: [
    { id: 1, abstractSyntax: '1.2.840.10008.1.1', transferSyntaxes: ['1.2.840.10008.1.2'] },
    {
      id: 255,
      abstractSyntax: '1.2.840.10008.5.1.4.1.1.2',
      transferSyntaxes: ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2.4.70'],
    },
  ],
  user: {
    ...user,
    userIdentity: {
      type: 2,
      responseRequested: true,
      primary: Buffer.from('name'),
      secondary: Buffer.from('secret'),
    },
  },
};

const accept: AssociateAccept = {
  type: 'associate-accept',
  calledAeTitle: 'CALLED',
  callingAeTitle: 'CALLING',
  applicationContext: applicationContextName,
  contexts: [
    { id: 1, result: contextResults.acceptance, transferSyntax: '1.2.840.10008.1.2' },
    { id: 3, result: contextResults.abstractSyntaxNotSupported, transferSyntax: '' },
  ],
  user: { ...user, userIdentityResponse: Buffer.from('ticket') },
};

const pdus: Pdu[] = [
  request,
  accept,
  { type: 'associate-reject', result: 2, source: 3, reason: 2 },
  { type: 'release-request' },
  { type: 'release-reply' },
  { type: 'abort', source: 2, reason: 5 },
];

/** Reads `bytes` in pieces of `size`, and tells everything that came out; values put together. */
function read(bytes: Buffer, size = bytes.length, announced = 16_384) {
  const found: Pdu[] = [];
  const values: { contextId: number; isCommand: boolean; bytes: Buffer; ends: boolean }[] = [];
  let pieces: Buffer[] = [];
  const reader = createPduReader(announced, {
    pdu: (pdu) => void found.push(pdu),
    data(contextId, isCommand, piece, ends) {
      pieces.push(Buffer.from(piece));
      if (!ends) return;
      values.push({ contextId, isCommand, bytes: Buffer.concat(pieces), ends });
      pieces = [];
    },
  });
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return { found, values, isIdle: reader.isIdle() };
}

/** The reason for which reading the bytes is aborted. */
function violation(bytes: Buffer, announced?: number): number | null {
  try {
    read(bytes, bytes.length, announced);
    return null;
  } catch (cause) {
    if (cause instanceof ProtocolViolation) return cause.reason;
    throw cause;
  }
}

describe('the bytes of a PDU', () => {
  it.each(pdus.map((pdu) => [pdu.type, pdu] as const))(
    'bring back a %s with all that it had',
    (_name, pdu) => {
      expect(read(encodePdu(pdu)).found).toEqual([pdu]);
    },
  );

  it('may come in pieces of any size without one being lost or doubled', () => {
    const value = Buffer.from(Array.from({ length: 1000 }, (_one, index) => index % 251));
    const stream = Buffer.concat([
      ...pdus.map((pdu) => encodePdu(pdu)),
      ...fragments(5, 'command', value.subarray(0, 90), true, 70),
      ...fragments(5, 'data-set', value, true, 70),
      ...fragments(7, 'data-set', Buffer.alloc(0), true, 70),
      encodePdu({ type: 'release-request' }),
    ]);
    for (const size of [1, 2, 3, 5, 6, 7, 11, 64, 1000, stream.length]) {
      const { found, values, isIdle } = read(stream, size);
      expect(found).toEqual([...pdus, { type: 'release-request' }]);
      expect(values).toEqual([
        { contextId: 5, isCommand: true, bytes: value.subarray(0, 90), ends: true },
        { contextId: 5, isCommand: false, bytes: value, ends: true },
        { contextId: 7, isCommand: false, bytes: Buffer.alloc(0), ends: true },
      ]);
      expect(isIdle).toBe(true);
    }
  });

  it('are handed on without a copy, so that large objects cost no memory of their own', () => {
    const [head, value] = fragments(1, 'data-set', Buffer.alloc(4096, 7), true, 0) as [Buffer, Buffer];
    const chunk = Buffer.concat([head, value]);
    let seen: Buffer | null = null;
    createPduReader(16_384, { pdu: () => undefined, data: (_id, _kind, piece) => (seen = piece) }).push(
      chunk,
    );
    expect((seen as Buffer | null)?.buffer).toBe(chunk.buffer);
  });

  it('hold several values in one P-DATA-TF', () => {
    const [first] = fragments(1, 'command', Buffer.from('abcd'), true, 0);
    const both = Buffer.concat([
      first!,
      Buffer.from('abcd'),
      fragments(1, 'data-set', Buffer.from('efgh'), true, 0)[0]!.subarray(6),
      Buffer.from('efgh'),
    ]);
    both.writeUInt32BE(both.length - 6, 2);
    expect(read(both, 5).values.map((value) => String(value.bytes))).toEqual(['abcd', 'efgh']);
  });
});

describe('a peer that breaks the protocol is refused', () => {
  const head = (type: number, length: number) => {
    const bytes = Buffer.alloc(6);
    bytes.writeUInt8(type, 0);
    bytes.writeUInt32BE(length, 2);
    return bytes;
  };

  it('at the head of a PDU longer than was announced, before its bytes come', () => {
    expect(violation(head(4, 0xffff_ffff))).toBe(abortReasons.invalidParameter);
    expect(violation(head(1, 0x7fff_ffff))).toBe(abortReasons.invalidParameter);
    expect(violation(head(4, 16_384))).toBeNull();
  });

  it.each([0, 8, 255])('when the type of the PDU is %i', (type) => {
    expect(violation(head(type, 4))).toBe(abortReasons.unrecognizedPdu);
  });

  it('when a value does not fit into its P-DATA-TF', () => {
    const bytes = Buffer.concat(fragments(1, 'data-set', Buffer.alloc(10), true, 0));
    for (const length of [0, 1, 13, 0xffff_ffff]) {
      const changed = Buffer.from(bytes);
      changed.writeUInt32BE(length, 6);
      expect(violation(changed)).toBe(abortReasons.invalidParameter);
    }
    // Shorter than it is: the rest is no value.
    const shorter = Buffer.from(bytes);
    shorter.writeUInt32BE(7, 6);
    expect(violation(shorter)).toBe(abortReasons.invalidParameter);
    expect(violation(head(4, 0))).toBe(abortReasons.invalidParameter);
  });

  it('when contexts are numbered twice or evenly, or there is none', () => {
    const [first, second] = request.contexts as [(typeof request.contexts)[0], (typeof request.contexts)[0]];
    const withContexts = (...contexts: (typeof first)[]) => encodePdu({ ...request, contexts });
    expect(violation(withContexts(first, { ...second, id: 1 }))).toBe(abortReasons.invalidParameter);
    expect(violation(withContexts({ ...first, id: 2 }))).toBe(abortReasons.invalidParameter);
    expect(violation(withContexts())).toBe(abortReasons.invalidParameter);
  });

  it('when an item is longer than what holds it, wherever the request is cut', () => {
    const bytes = encodePdu(request);
    for (let length = 0; length < bytes.length - 6; length += 1) {
      const cut = Buffer.from(bytes.subarray(0, 6 + length));
      cut.writeUInt32BE(length, 2);
      // Cut between two items it is a request with fewer of them; nothing else may be thrown.
      expect([abortReasons.invalidParameter, null]).toContain(violation(cut));
    }
  });

  it('and nothing that it sends after that is read', () => {
    let heard = 0;
    const reader = createPduReader(100, { pdu: () => (heard += 1), data: () => (heard += 1) });
    expect(() => reader.push(head(9, 0))).toThrow(ProtocolViolation);
    reader.push(encodePdu({ type: 'release-request' }));
    expect(heard).toBe(0);
  });
});

describe('fragments', () => {
  it.each([
    [16_384, 16_384],
    [1, 64],
    [0, 131_072],
    [131_071, 131_070],
  ])('for a peer that announced %i have at most %i bytes', (announced, longest) => {
    const parts = fragments(1, 'data-set', Buffer.alloc(400_000), false, announced);
    const lengths = parts.filter((_part, index) => index % 2 === 0).map((part) => part.readUInt32BE(2));
    expect(Math.max(...lengths)).toBe(longest);
    expect(parts.filter((_part, index) => index % 2 === 0).every((part) => part[11] === 0)).toBe(true);
  });
});
