/** One picture: a frame of an object that is read by its address. Frames count from 1, as in DICOM. */
export interface Picture {
  address: string;
  SOPInstanceUID: string;
  frame: number;
  /** Whether its object has more of them. */
  isMultiFrame: boolean;
}

/** The name by which the loader reads a picture. */
export function imageIdOf({ address, frame, isMultiFrame }: Picture): string {
  return `wadouri:${address}${isMultiFrame ? `?frame=${frame}` : ''}`;
}
