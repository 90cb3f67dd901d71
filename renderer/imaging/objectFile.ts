import { wadouri } from '@cornerstonejs/dicom-image-loader';
import type { DataSet } from 'dicom-parser';
import { framePlaces } from './framePlaces.ts';
import type { FramePlace } from './framePlaces.ts';
import { asImageProblem } from './imageProblem.ts';

/** An object whose file was read; it is kept until it is let go, and shares its bytes with the pictures of it. */
export interface ObjectFile {
  dataSet: DataSet;
  /** NumberOfFrames; 1 where the object does not say. */
  frames: number;
  /** Images per second that it asks to be played with. */
  rate: number;
  hasPixels: boolean;
  /** Where its frames lie. */
  framePlaces(): FramePlace[];
  release(): void;
}

/**
 * Reads the file of an object.
 * @throws ImageProblem
 */
export async function readObjectFile(address: string): Promise<ObjectFile> {
  try {
    const request = wadouri.getLoaderForScheme('wadouri');
    const dataSet = await wadouri.dataSetCacheManager.load(address, request, `wadouri:${address}`);
    const frames = Math.max(1, dataSet.intString('x00280008') ?? 1);
    return {
      dataSet,
      frames,
      rate: rateOf(dataSet),
      hasPixels: ['x7fe00010', 'x7fe00008', 'x7fe00009'].some((tag) => tag in dataSet.elements),
      framePlaces: () => framePlaces(dataSet, frames),
      release: () => wadouri.dataSetCacheManager.unload(address),
    };
  } catch (cause) {
    throw asImageProblem(cause);
  }
}

/** Where an object says nothing. */
const defaultRate = 10;

/** Recommended Display Frame Rate, Cine Rate or Frame Time (PS3.3 C.7.6.5). */
function rateOf(dataSet: DataSet): number {
  const frameTime = dataSet.floatString('x00181063');
  const rate =
    dataSet.intString('x00082144') ??
    dataSet.intString('x00180040') ??
    (frameTime !== undefined && frameTime > 0 ? 1000 / frameTime : defaultRate);
  return Math.min(60, Math.max(1, Math.round(rate)));
}
