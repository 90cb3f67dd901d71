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

/** The picture that such a name is of; its frame is null where its object has no other. Null for other names. */
export function pictureOf(imageId: string): { address: string; frame: number | null } | null {
  const match = /^wadouri:([^?]+)(?:\?frame=(\d+))?$/.exec(imageId);
  const [, address, frame] = match ?? [];
  return address === undefined ? null : { address, frame: frame === undefined ? null : Number(frame) };
}
