import { expect, test } from 'vitest';
import { cutPlane, greyRange, planesOf, sizeInPatient, type Volume } from './niftiPlanes.ts';

/** 2 x 3 x 4; each voxel is the number of its place. */
const volume: Volume = { size: [2, 3, 4], values: Array.from({ length: 24 }, (_, at) => at) };
const straight = [
  { axis: 0, isBackwards: false },
  { axis: 1, isBackwards: false },
  { axis: 2, isBackwards: false },
] as const;

test('planes of a volume that lies as DICOM has it: the back is below, the head is on top', () => {
  const planes = planesOf(straight)!;
  expect([...cutPlane(volume, planes.axial, 1, [0, 255]).grey]).toEqual([6, 7, 8, 9, 10, 11]);
  const coronal = cutPlane(volume, planes.coronal, 0, [0, 255]);
  expect([coronal.width, coronal.height]).toEqual([2, 4]);
  expect([...coronal.grey]).toEqual([18, 19, 12, 13, 6, 7, 0, 1]);
  const sagittal = cutPlane(volume, planes.sagittal, 1, [0, 255]).grey;
  expect(Array.from(sagittal.subarray(0, 3))).toEqual([19, 21, 23]);
});

test('a volume whose first index runs to the right of the patient is mirrored, not the patient', () => {
  const planes = planesOf([{ axis: 0, isBackwards: true }, straight[1], straight[2]])!;
  expect([...cutPlane(volume, planes.axial, 0, [0, 255]).grey]).toEqual([1, 0, 3, 2, 5, 4]);
});

test('a plane across thick slices has the proportions of the patient', () => {
  expect(sizeInPatient({ width: 64, height: 3 }, [0.5, 5])).toEqual({ width: 64, height: 30 });
  expect(sizeInPatient({ width: 512, height: 512 }, [0.5, 5])).toEqual({ width: 102, height: 1024 });
  expect(sizeInPatient({ width: 4, height: 3 }, [0, 5])).toEqual({ width: 4, height: 3 });
});

test('values that are stored the other way round are shown the right way round', () => {
  const axial = planesOf(straight)!.axial;
  expect([...cutPlane({ size: [2, 1, 1], values: [0, 5] }, axial, 0, [5, 0]).grey]).toEqual([255, 0]);
});

test('a mask that is nearly all zero is not shown as nothing, and a flat volume does not divide by zero', () => {
  const mask = new Float32Array(10_000);
  mask[17] = 1;
  expect(greyRange(mask)).toEqual([0, 1]);
  expect(greyRange(new Float32Array(10))).toEqual([0, 0]);
  expect([
    ...cutPlane({ size: [2, 1, 1], values: [3, 3] }, planesOf(straight)!.axial, 0, [3, 3]).grey,
  ]).toEqual([0, 0]);
});
