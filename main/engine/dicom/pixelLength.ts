import type { HeaderFields } from './headerFields.ts';

/** Share of the samples that a native image of subsampled colour stores (PS3.3 C.7.6.3.1.2). */
const storedShare: Readonly<Record<string, number>> = {
  YBR_FULL_422: 2 / 3,
  YBR_PARTIAL_422: 2 / 3,
  YBR_PARTIAL_420: 1 / 2,
};

/**
 * Bytes that uncompressed pixel data takes by its header (PS3.5 section 8.1, PS3.3 C.7.6.3); null when the header does
 * not tell.
 */
export function expectedPixelLength(pixels: HeaderFields['pixels']): number | null {
  const factors = [
    pixels.Rows,
    pixels.Columns,
    pixels.BitsAllocated,
    pixels.SamplesPerPixel ?? 1,
    pixels.NumberOfFrames ?? 1,
  ];
  let bits = 1;
  for (const factor of factors) {
    if (typeof factor !== 'number' || !(factor > 0)) return null;
    bits *= factor;
  }
  const share = storedShare[String(pixels.PhotometricInterpretation)] ?? 1;
  return Math.floor((bits * share) / 8);
}
