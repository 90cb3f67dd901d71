import type { DataSet } from 'dicom-parser';
import { groupsOf, groupTags, numbersOf } from './functionalGroups.ts';

/** Where a frame lies and of when it is, for the order of frames. */
export interface FramePlace {
  /** ImagePositionPatient and ImageOrientationPatient of its plane; null where it has not both. */
  geometry: number[] | null;
  /** TemporalPositionIndex, else FrameAcquisitionNumber (PS3.3 C.7.6.16.2.2); null where it has neither. */
  timePoint: number | null;
  /** From 1, as in DICOM. */
  number: number;
}

/** The frames of an object with functional groups, in their order in the file. */
export function framePlaces(dataSet: DataSet, count: number): FramePlace[] {
  const group = groupsOf(dataSet);
  return Array.from({ length: count }, (_, index) => {
    const content = group(index, groupTags.frameContent);
    const geometry = [
      ...numbersOf(group(index, groupTags.planePosition), groupTags.position),
      ...numbersOf(group(index, groupTags.planeOrientation), groupTags.orientation),
    ];
    return {
      geometry: geometry.length === 9 ? geometry : null,
      timePoint: content?.uint32(groupTags.timePoint) ?? content?.uint16(groupTags.acquisition) ?? null,
      number: index + 1,
    };
  });
}
