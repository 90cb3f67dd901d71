import type { Random } from './random.ts';

/** Lengths that code gets wrong: none, undefined, nearly undefined, signed limits. */
const evilNumbers = [
  0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0xfffe, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff,
];
/** Elements that change how what follows is read: items, delimiters, pixel data, character set, transfer syntax. */
const evilElements = [
  'feff00e0ffffffff',
  'feff0de000000000',
  'feffdde000000000',
  'e07f10004f570000ffffffff',
  '08000500435300001b240000',
  '0200100055490000',
  '000000000000000000000000',
].map((hex) => Buffer.from(hex, 'hex'));

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const mutations: readonly Mutation[] = [
  function flipBits(bytes, random) {
    for (let count = 1 + random.below(8); count > 0; count--) {
      const at = random.below(bytes.length);
      bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << random.below(8)), at);
    }
    return bytes;
  },
  function setBytes(bytes, random) {
    for (let count = 1 + random.below(8); count > 0; count--) {
      bytes.writeUInt8(random.below(256), random.below(bytes.length));
    }
    return bytes;
  },
  function cutOff(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length));
  },
  function cutOut(bytes, random) {
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(64))]);
  },
  function repeat(bytes, random) {
    const at = random.below(bytes.length);
    const part = bytes.subarray(at, at + 1 + random.below(200));
    const copies = Array.from({ length: 1 + random.below(50) }, () => part);
    return Buffer.concat([bytes.subarray(0, at), ...copies, bytes.subarray(at)]);
  },
  function putNumber(bytes, random) {
    const value = random.pick(evilNumbers);
    const width = random.pick([2, 4]);
    if (bytes.length < width) return bytes;
    const at = random.below(bytes.length - width + 1);
    if (width === 2) bytes.writeUInt16LE(value & 0xffff, at);
    else if (random.below(2) === 0) bytes.writeUInt32LE(value, at);
    else bytes.writeUInt32BE(value, at);
    return bytes;
  },
  function putElement(bytes, random) {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), random.pick(evilElements), bytes.subarray(at)]);
  },
  function putNoise(bytes, random) {
    const at = random.below(bytes.length + 1);
    const noise = Buffer.from(Array.from({ length: 1 + random.below(300) }, () => random.below(256)));
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
  function join(bytes, random, others) {
    const other = random.pick(others);
    return Buffer.concat([
      bytes.subarray(0, random.below(bytes.length)),
      other.subarray(random.below(other.length)),
    ]);
  },
  function append(bytes, random) {
    return Buffer.concat([bytes, Buffer.alloc(1 + random.below(70_000))]);
  },
];

/** A file that somebody broke, in one to four ways. */
export function mutate(seed: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  for (let count = 1 + random.below(4); count > 0; count--) {
    if (bytes.length === 0) return bytes;
    bytes = random.pick(mutations)(Buffer.from(bytes), random, others);
  }
  return bytes;
}
