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

const uid = '1.2.840.10008.1.2';
/** Transfer syntaxes of PS3.6 annex A, retired ones too, whose pixel data is in fragments. */
const compressed = [
  50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 70, 80, 81, 90, 91, 92, 93, 94, 100,
  101, 102, 103, 104, 105, 106, 107, 108, 201, 202, 203, 204,
].map((number) => `${uid}.4.${number}`);
/** Those and what is different about them: SMPTE ST 2110 and RLE have numbers of their own. */
const others = ['.5', '.6.1', '.7.1', '.7.2', '.7.3'].map((end) => `${uid}${end}`);
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

/** Good files of every transfer syntax and of the kinds that are read in ways of their own. */
export function seedFiles(): Buffer[] {
  const explicit = fileHead(`${uid}.1`);
  const bigEndian = { littleEndian: false };
  return [
    Buffer.concat([
      explicit,
      characterSet,
      dataSet({}, [name, ...privates, ...imageTags(8, 8), ...report, pixels]),
    ]),
    Buffer.concat([fileHead(uid), dataSet({ explicit: false }, imageTags(4, 4, { explicit: false }))]),
    Buffer.concat([fileHead(`${uid}.2`), dataSet(bigEndian, imageTags(4, 4, bigEndian))]),
    ...deflated.map((syntax) =>
      Buffer.concat([fileHead(syntax), deflateRawSync(dataSet({}, [...report, ...imageTags(8, 8), pixels]))]),
    ),
    ...[...compressed, ...others].map((syntax) =>
      Buffer.concat([
        fileHead(syntax),
        dataSet({}, [...imageTags(8, 8, {}, frames.length), ...report, encapsulated(frames)]),
      ]),
    ),
    // A report, an encapsulated document, bare data sets, a file without its preamble.
    Buffer.concat([fileHead(`${uid}.1`, '1.2.840.10008.5.1.4.1.1.88.33'), dataSet({}, report)]),
    Buffer.concat([explicit, dataSet({}, [element(0x0042_0011, 'OB', Buffer.from('%PDF-1.4 ...'))])]),
    dataSet({}, [...report, pixels]),
    dataSet({ explicit: false }, []),
    explicit.subarray(128),
    Buffer.concat([explicit.subarray(132), dataSet({}, [])]),
  ];
}
