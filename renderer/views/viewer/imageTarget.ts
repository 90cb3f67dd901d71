import type { Picture } from '../../images/index.ts';

/** An image that is to be shown. A new object shows it again, also where it is the same image. */
export interface ImageTarget {
  SOPInstanceUID: string;
  /** From 1; the first one where it is null. */
  frame: number | null;
}

/** Where in a stack an image is; null where there is none that is meant, or the stack has it not. */
export function placeOfTarget(pictures: readonly Picture[], target: ImageTarget | null): number | null {
  if (target === null) return null;
  const place = pictures.findIndex(
    ({ SOPInstanceUID, frame }) =>
      SOPInstanceUID === target.SOPInstanceUID && (target.frame === null || frame === target.frame),
  );
  return place === -1 ? null : place;
}
