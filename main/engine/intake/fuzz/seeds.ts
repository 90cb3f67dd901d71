import { deflateRawSync } from 'node:zlib';
import {
  dataSet,
  element,
  encapsulated,
  endOfItem,
  endOfSequence,
  fileHead,
  imageTags,
  item,
} from '../../dicom/testing/index.ts';

type Writing = NonNullable<Parameters<typeof element>[3]>;

const uid = '1.2.840.10008.1.2';
/** Transfer syntaxes of PS3.6 annex A, retired ones too, whose pixel data is in fragments. */
const compressed = [
  50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 70, 80, 81, 90, 91, 92, 93, 94, 100,
  101, 102, 103, 104, 105, 106, 107, 108, 110, 111, 112, 201, 202, 203, 204,
].map((number) => `${uid}.4.${number}`);
/** Video whose stream may be cut into several fragments. */
const fragmentable = [100, 101, 102, 103, 104, 105, 106].map((number) => `${uid}.4.${number}.1`);
/** Those with numbers of their own: encapsulated uncompressed, RLE, RFC 2557, SMPTE ST 2110, deflated frames. */
const others = ['.1.98', '.5', '.6.1', '.7.1', '.7.2', '.7.3', '.8.1'].map((end) => `${uid}${end}`);
const deflated = ['.1.99', '.4.95', '.4.205'].map((end) => `${uid}${end}`);

const name = element(0x0010_0010, 'PN', 'Yamada=\x1b$B;3ED\x1b(B');
const characterSet = element(0x0008_0005, 'CS', '\\ISO 2022 IR 87');
const report = [
  element(0x0040_a730, 'SQ', '', { length: null }),
  item(null),
  element(0x0040_a160, 'UT', 'finding '.repeat(20)),
  element(0x0040_a730, 'SQ', item(element(0x0040_a160, 'UT', 'nested'))),
  endOfItem(),
  endOfSequence(),
];
const privates = [
  element(0x0009_0010, 'LO', 'VENDOR'),
  element(0x0009_1001, 'UN', '', { length: null }),
  item(null),
  element(0x0009_1002, 'LO', 'inside', { explicit: false }),
  endOfItem(),
  endOfSequence(),
  element(0x0009_1003, 'ZZ', 'a VR of no standard'),
];
const pixels = element(0x7fe0_0010, 'OW', Buffer.alloc(128, 1));
const frames = [Buffer.alloc(60, 1), Buffer.alloc(50, 2), Buffer.alloc(40, 3)];

const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';
const structuredReport = '1.2.840.10008.5.1.4.1.1.88.33';

/** A good instance: how its data set is written before it is deflated, where it is. */
export interface Seed {
  TransferSyntaxUID: string;
  SOPClassUID: string;
  /** Its SOP Instance UID is `seedUid`. */
  dataSet: Buffer;
  writing: Writing;
}

/** The SOP Instance UID of all seeds. */
const seedUid = '1.2.3.4';

/** Good instances of every transfer syntax and of the kinds that are read in ways of their own. */
export function seedInstances(): Seed[] {
  const seed = (TransferSyntaxUID: string, more: readonly Buffer[], writing: Writing = {}): Seed => ({
    TransferSyntaxUID,
    SOPClassUID: ctImageStorage,
    dataSet: dataSet(writing, more),
    writing,
  });
  const [implicit, bigEndian] = [{ explicit: false }, { littleEndian: false }];
  const rich = seed(`${uid}.1`, [name, ...privates, ...imageTags(8, 8), ...report, pixels]);
  return [
    { ...rich, dataSet: Buffer.concat([characterSet, rich.dataSet]) },
    seed(uid, imageTags(4, 4, implicit), implicit),
    seed(`${uid}.2`, imageTags(4, 4, bigEndian), bigEndian),
    ...deflated.map((syntax) => seed(syntax, [...report, ...imageTags(8, 8), pixels])),
    ...[...compressed, ...fragmentable, ...others].map((syntax) =>
      seed(syntax, [...imageTags(8, 8, {}, frames.length), ...report, encapsulated(frames)]),
    ),
    { ...seed(`${uid}.1`, report), SOPClassUID: structuredReport },
    seed(`${uid}.1`, [element(0x0042_0011, 'OB', Buffer.from('%PDF-1.4 ...'))]),
  ];
}

/** The bytes of its data set as they are sent or filed, under another SOP Instance UID where one is given. */
export function encodeSeed({ TransferSyntaxUID, dataSet: bytes, writing }: Seed, other?: string): Buffer {
  const named = other === undefined ? bytes : renamed(bytes, writing, other);
  return deflated.includes(TransferSyntaxUID) ? deflateRawSync(named) : named;
}

function renamed(bytes: Buffer, writing: Writing, other: string): Buffer {
  const named = (value: string) => element(0x0008_0018, 'UI', value, writing);
  const before = named(seedUid);
  const at = bytes.indexOf(before);
  if (at === -1) throw new Error('The seed has another SOP Instance UID');
  return Buffer.concat([bytes.subarray(0, at), named(other), bytes.subarray(at + before.length)]);
}

/** Good files of all that, and files that have less before their data set than they should. */
export function seedFiles(): Buffer[] {
  const explicit = fileHead(`${uid}.1`);
  return [
    ...seedInstances().map((seed) =>
      Buffer.concat([fileHead(seed.TransferSyntaxUID, seed.SOPClassUID), encodeSeed(seed)]),
    ),
    // Bare data sets, a file without its preamble.
    dataSet({}, [...report, pixels]),
    dataSet({ explicit: false }, []),
    explicit.subarray(128),
    Buffer.concat([explicit.subarray(132), dataSet({}, [])]),
  ];
}
