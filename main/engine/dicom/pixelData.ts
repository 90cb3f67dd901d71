import type { HeaderFields } from './headerFields.ts';
import { expectedPixelLength } from './pixelLength.ts';
import { hasNativePixels, isVideo } from './transferSyntaxes.ts';
import type { FoundPixelData } from './walk.ts';

/**
 * Tells whether the pixel data is all there.
 * @returns what is wrong, in words that complete "the file …", or a remark
 */
export function judgePixelData(
  found: FoundPixelData | null,
  pixels: HeaderFields['pixels'],
  transferSyntaxUid: string,
): { problem: string } | { remark: string | null } {
  if (found === null) return { remark: null };
  if (found.length !== null) {
    const expected = hasNativePixels(transferSyntaxUid) ? expectedPixelLength(pixels) : null;
    if (expected === null || found.length >= expected) return { remark: null };
    return {
      problem: `has ${found.length} bytes of pixel data where its rows, columns and frames need ${expected}`,
    };
  }
  if (found.closed) return { remark: null };
  const frames = Number(pixels.NumberOfFrames ?? 1);
  if (found.fragments < frames && !isVideo(transferSyntaxUid)) {
    return { problem: `ends after ${found.fragments} fragments of pixel data, for ${frames} frames` };
  }
  return { remark: 'The end of its pixel data is not marked.' };
}
