import { element, item } from '../../dicom/testing/index.ts';
import {
  commandFields,
  contextResults,
  encodeCommandSet,
  encodePdu,
  fragments,
  noDataSet,
  userInformation,
  withDataSet,
} from '../../dimse/index.ts';
import { associateRequest, storeMessage } from '../scp/testing/index.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';
import { encodeSeed, seedInstances } from './seeds.ts';
import type { Seed } from './seeds.ts';

const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';
const commitment = '1.2.840.10008.1.20.1';
const seeds = seedInstances();

const releaseRequest = encodePdu({ type: 'release-request' });
const abort = encodePdu({ type: 'abort', source: 0, reason: 0 });
const reject = encodePdu({ type: 'associate-reject', result: 1, source: 1, reason: 1 });
const accept = encodePdu({
  type: 'associate-accept',
  calledAeTitle: 'A',
  callingAeTitle: 'B',
  applicationContext: '1.2.840.10008.3.1.1.1',
  contexts: [{ id: 1, result: contextResults.acceptance, transferSyntax: '1.2.840.10008.1.2' }],
  user: userInformation({ maxLength: 16_384, userIdentityResponse: Buffer.from('x') }),
});
const echo = Buffer.concat(
  fragments(
    1,
    'command',
    encodeCommandSet({
      CommandField: commandFields.echoRequest,
      MessageID: 1,
      CommandDataSetType: noDataSet,
    }),
    true,
    0,
  ),
);

/** An association for that kind of instance, with everything that a request can hold. */
function openFor({ SOPClassUID, TransferSyntaxUID }: Seed): Buffer {
  return encodePdu(
    associateRequest(
      {
        contexts: [
          { id: 1, abstractSyntax: SOPClassUID, transferSyntaxes: [TransferSyntaxUID] },
          { id: 3, abstractSyntax: commitment, transferSyntaxes: ['1.2.840.10008.1.2'] },
        ],
      },
      {
        implementationVersionName: 'FUZZ',
        operationsWindow: { invoked: 4, performed: 1 },
        roles: [{ SOPClassUID: commitment, scu: true, scp: false }],
        extendedNegotiations: [{ SOPClassUID: ctImageStorage, information: Buffer.from([1, 0]) }],
        userIdentity: {
          type: 2,
          responseRequested: true,
          primary: Buffer.from('user'),
          secondary: Buffer.from('word'),
        },
      },
    ),
  );
}

/** A request of storage commitment for that instance. */
function commitmentOf({ SOPClassUID }: Seed, SOPInstanceUID: string): Buffer {
  const implicit = { explicit: false };
  const command = encodeCommandSet({
    RequestedSOPClassUID: commitment,
    CommandField: commandFields.actionRequest,
    MessageID: 2,
    CommandDataSetType: withDataSet,
    RequestedSOPInstanceUID: `${commitment}.1`,
    ActionTypeID: 1,
  });
  const instance = Buffer.concat([
    element(0x0008_1150, 'UI', SOPClassUID, implicit),
    element(0x0008_1155, 'UI', SOPInstanceUID, implicit),
  ]);
  const asked = Buffer.concat([
    element(0x0008_1195, 'UI', `${SOPInstanceUID}.1`, implicit),
    element(0x0008_1199, 'SQ', item(instance), implicit),
  ]);
  return Buffer.concat([
    ...fragments(3, 'command', command, true, 0),
    ...fragments(3, 'data-set', asked, true, 0),
  ]);
}

/** Changes some of the bytes in ways that hurt PDUs: their heads are big endian and mostly heads. */
function mutateStream(stream: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(stream);
  for (let change = random.below(4); change >= 0; change -= 1) {
    if (bytes.length < 12) break;
    const at = random.below(bytes.length - 8);
    switch (random.below(6)) {
      case 0:
        bytes[at] = random.below(256);
        break;
      case 1:
        bytes.writeUInt32BE(random.below(2) === 0 ? 0xffff_ffff : random.below(100_000), at);
        break;
      case 2:
        bytes.writeUInt16BE(random.below(0x1_0000), at);
        break;
      case 3:
        bytes = Buffer.from(bytes.subarray(0, at + 8));
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(random.below(at + 1))]);
        break;
      default:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          Buffer.alloc(random.below(40), random.below(256)),
          bytes.subarray(at),
        ]);
    }
  }
  return bytes;
}

/**
 * What a broken sender says: PDUs and messages in an order that makes sense and in others, with an instance of any
 * transfer syntax. Every sixth time the PDUs are good and the data set in them is not, else the stream is hurt anywhere.
 */
export function fuzzedStream(number: number, random: Random): Buffer {
  const seed = random.pick(seeds);
  const SOPInstanceUID = `1.2.826.0.1.3680043.2.1125.7.${number}`;
  const good = encodeSeed(seed, SOPInstanceUID);
  const isDataSetBroken = random.below(6) === 0;
  const dataSet = isDataSetBroken ? mutate(good, random, [good, encodeSeed(random.pick(seeds))]) : good;
  const announced = { SOPInstanceUID, SOPClassUID: seed.SOPClassUID };
  const store = Buffer.concat(storeMessage(dataSet, announced, 512 + 2 * random.below(4000)));
  const open = openFor(seed);
  if (isDataSetBroken) return Buffer.concat([open, store, releaseRequest]);
  const said = random.pick([
    [open, store, releaseRequest],
    [open, store, echo, store, releaseRequest],
    [open, store, commitmentOf(seed, SOPInstanceUID), releaseRequest],
    [open, echo, releaseRequest],
    [open, abort],
    [open, encodePdu({ type: 'release-reply' })],
    [open, accept],
    [open, open],
    [accept],
    [reject],
    [store],
  ]);
  return mutateStream(Buffer.concat(said), random);
}
