import type { RequestorOptions } from '../../dimse/requestor/index.ts';

/** What is proposed beside that for the query itself (PS3.8 9.3.2.2: 128 contexts). */
const mostContexts = 127;

const uncompressed = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2'];
/** In the order of how common they are. */
const others = [
  '1.2.840.10008.1.2.4.70', // JPEG lossless, first order prediction
  '1.2.840.10008.1.2.4.90', // JPEG 2000 lossless
  '1.2.840.10008.1.2.4.50', // JPEG baseline
  '1.2.840.10008.1.2.5', // RLE
  '1.2.840.10008.1.2.4.91', // JPEG 2000
  '1.2.840.10008.1.2.4.80', // JPEG-LS lossless
  '1.2.840.10008.1.2.4.51', // JPEG extended
  '1.2.840.10008.1.2.4.57', // JPEG lossless
  '1.2.840.10008.1.2.4.81', // JPEG-LS near lossless
  '1.2.840.10008.1.2.4.201', // HTJ2K lossless
  '1.2.840.10008.1.2.4.202', // HTJ2K lossless RPCL
  '1.2.840.10008.1.2.4.203', // HTJ2K
  '1.2.840.10008.1.2.4.102', // MPEG-4 high profile 4.1
  '1.2.840.10008.1.2.4.103', // MPEG-4 BD-compatible
  '1.2.840.10008.1.2.4.100', // MPEG-2 main profile, main level
  '1.2.840.10008.1.2.4.101', // MPEG-2 main profile, high level
  '1.2.840.10008.1.2.4.107', // HEVC
  '1.2.840.10008.1.2.4.108', // HEVC main 10
  '1.2.840.10008.1.2.1.99', // deflated
  '1.2.840.10008.1.2.2', // Explicit VR Big Endian
];

/** Storage SOP classes (PS3.4 B.5) to be proposed to a peer that does not tell what its studies consist of. */
const common = `
  1 1.1 1.1.1 1.2 1.2.1 1.3 2 2.1 2.2 3.1 4 4.1 4.2 4.3 4.4 6.1 6.2 7 7.1 7.2 7.3 7.4 9.1.1 11.1 11.2 12.1 12.1.1
  12.2 12.2.1 13.1.1 13.1.2 13.1.3 20 30 66 66.1 66.3 66.4 66.5 67 77.1.1 77.1.2 77.1.4 77.1.5.1 77.1.5.4 77.1.6 88.11
  88.22 88.33 88.34 88.59 88.67 104.1 104.2 104.3 128 130 481.1 481.2 481.3 481.5 481.8
`
  .trim()
  .split(/\s+/)
  .map((end) => `1.2.840.10008.5.1.4.1.1.${end}`);

/**
 * Presentation contexts for what is to come by C-GET. An acceptor takes one transfer syntax of each context, so that
 * compressed ones, which have to come as they are, get contexts of their own as far as there are enough.
 * @param SOPClassUIDs of the study; empty when unknown
 */
export function storageContexts(SOPClassUIDs: readonly string[]): RequestorOptions['contexts'] {
  const classes = (SOPClassUIDs.length === 0 ? common : SOPClassUIDs).slice(0, mostContexts);
  const each = Math.floor(mostContexts / classes.length);
  return classes.flatMap((abstractSyntax) => {
    if (each === 1) return [{ abstractSyntax, transferSyntaxes: [...uncompressed, ...others] }];
    const single = Math.min(each - 2, others.length);
    const rest = others.slice(single);
    return [
      uncompressed,
      ...others.slice(0, single).map((one) => [one]),
      ...(rest.length === 0 ? [] : [rest]),
    ].map((transferSyntaxes) => ({ abstractSyntax, transferSyntaxes }));
  });
}
