import type { RequestorOptions } from '../../dimse/requestor/index.ts';

/** What one association offers. */
export type Contexts = RequestorOptions['contexts'];

/** What is proposed beside that for the query itself (PS3.8 9.3.2.2: 128 contexts). */
const mostContexts = 127;

const uncompressed = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2'];
const root = '1.2.840.10008.1.2';
/** All others of PS3.6 table A-1 in which objects are stored, in the order of how common they are. */
const others = [
  '.4.70', // JPEG lossless, first order prediction
  '.4.90', // JPEG 2000 lossless
  '.4.50', // JPEG baseline
  '.5', // RLE
  '.4.91', // JPEG 2000
  '.4.80', // JPEG-LS lossless
  '.4.51', // JPEG extended
  '.4.57', // JPEG lossless
  '.4.81', // JPEG-LS near lossless
  '.4.201', // HTJ2K lossless
  '.4.202', // HTJ2K lossless RPCL
  '.4.203', // HTJ2K
  '.1.99', // deflated
  '.2', // Explicit VR Big Endian
  '.4.102', // MPEG-4 high profile 4.1
  '.4.103', // MPEG-4 BD-compatible
  '.4.100', // MPEG-2 main profile, main level
  '.4.101', // MPEG-2 main profile, high level
  '.4.107', // HEVC
  '.4.108', // HEVC main 10
  '.4.104', // MPEG-4 high profile 4.2, 2D
  '.4.105', // MPEG-4 high profile 4.2, 3D
  '.4.106', // MPEG-4 stereo
  ...[100, 101, 102, 103, 104, 105, 106].map((number) => `.4.${number}.1`), // the same in fragments
  '.4.110', // JPEG XL lossless
  '.4.111', // JPEG XL, recompressed JPEG
  '.4.112', // JPEG XL
  '.8.1', // deflated image frame
  '.1.98', // encapsulated, uncompressed
  '.4.92', // JPEG 2000 multi-component, lossless
  '.4.93', // JPEG 2000 multi-component
  ...[94, 95, 204, 205].map((number) => `.4.${number}`), // JPIP
  ...[52, 53, 54, 55, 56, 58, 59, 60, 61, 62, 63, 64, 65, 66].map((number) => `.4.${number}`), // retired JPEG
].map((end) => `${root}${end}`);

/** Transfer syntaxes in one request: dcmtk takes none that is longer than 128 KiB, and a UID is 30 bytes. */
const mostNamed = 2400;
/** Associations that are tried for one study at most. */
const mostRounds = 8;

/**
 * Presentation contexts for what is to come by C-GET, association by association. An acceptor takes one transfer syntax
 * of each context, so that compressed ones, which have to come as they are, get contexts of their own as far as there
 * are enough; the rest shares one. Behind the first association, which brings all that is common, each is for what did
 * not come by those before: it offers the next syntaxes, none of them twice alone.
 * @param SOPClassUIDs of which all behind the 127th get none
 */
export function storageContexts(SOPClassUIDs: readonly string[]): Contexts[] {
  if (SOPClassUIDs.length === 0) return [];
  const classes = SOPClassUIDs.slice(0, mostContexts);
  const each = Math.floor(mostContexts / classes.length);
  const mostShared = Math.floor(mostNamed / classes.length) - uncompressed.length;
  const rounds: string[][][] = [];
  let left: readonly string[] = others;
  do {
    const isFirst = rounds.length === 0;
    const places = isFirst ? each - 1 : each;
    const isLast = rounds.length === mostRounds - 1;
    const single = left.length <= places ? left.length : Math.max(places - (isFirst || isLast ? 1 : 0), 0);
    const groups = left.slice(0, single).map((one) => [one]);
    left = left.slice(single);
    if (isFirst)
      groups.unshift(places === 0 ? [...uncompressed, ...left.slice(0, mostShared)] : [...uncompressed]);
    if (left.length > 0 && places > 0 && (isFirst || isLast)) groups.push(left.slice(0, mostShared));
    rounds.push(groups);
  } while (left.length > 0 && rounds.length < mostRounds);
  return rounds.map((groups) =>
    classes.flatMap((abstractSyntax) =>
      groups.map((transferSyntaxes) => ({ abstractSyntax, transferSyntaxes })),
    ),
  );
}
