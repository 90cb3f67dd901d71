import { metaData } from '@cornerstonejs/core';
import type { Types } from '@cornerstonejs/core';
import { dot, normalOf, plus, times } from './plane.ts';
import type { Affine, ImagePlane, Point3 } from './plane.ts';

/** Where the picture that is shown lies on the canvas and, where it says so, in the patient. */
export interface ImagePlacing {
  imageId: string;
  columns: number;
  rows: number;
  /** From pixels of the image to pixels of the page, beginning at the corner of the pane. */
  toCanvas: Affine;
  /** Pixels of the page for one of the image. */
  zoom: number;
  /** Null where the image does not lie in the patient. */
  plane: ImagePlane | null;
  position: number | null;
}

/** How the current picture of a viewport lies; null while there is none. */
export function imagePlacing(viewport: Types.IStackViewport): ImagePlacing | null {
  const data = viewport.getImageData() as Types.IImageData | undefined;
  const imageId = viewport.getCurrentImageId() as string | undefined;
  if (data === undefined || imageId === undefined) return null;
  const { origin, spacing, direction, dimensions } = data;
  const at = (index: number) => direction[index] ?? 0;
  const columnStep = times([at(0), at(1), at(2)], spacing[0]);
  const rowStep = times([at(3), at(4), at(5)], spacing[1]);
  const plane: ImagePlane = {
    origin: [origin[0], origin[1], origin[2]],
    columnStep,
    rowStep,
    columns: dimensions[0],
    rows: dimensions[1],
  };
  const canvas = (point: Point3) => viewport.worldToCanvas([point[0], point[1], point[2]]);
  const [e, f] = canvas(plane.origin);
  const [columnX, columnY] = canvas(plus(plane.origin, columnStep));
  const [rowX, rowY] = canvas(plus(plane.origin, rowStep));
  const toCanvas = { a: columnX - e, b: columnY - f, c: rowX - e, d: rowY - f, e, f };
  const lies = liesInPatient(imageId);
  return {
    imageId,
    columns: plane.columns,
    rows: plane.rows,
    toCanvas,
    zoom: Math.hypot(toCanvas.a, toCanvas.b),
    plane: lies ? plane : null,
    position: lies ? dot(plane.origin, normalOf(plane)) : null,
  };
}

/** Whether the file itself says where the image lies; what draws makes up a place for those that do not. */
function liesInPatient(imageId: string): boolean {
  const said = metaData.get('imagePlaneModule', imageId) as
    | { imagePositionPatient?: unknown; usingDefaultValues?: boolean }
    | undefined;
  return Array.isArray(said?.imagePositionPatient) && said.usingDefaultValues !== true;
}
