import type { Axis, PatientAxes } from './niftiPlanes.ts';

type Point = readonly [number, number, number];

/**
 * For each axis of the patient (left, back, head) the index of a volume that runs along it most, each index once.
 * @param toVoxel from a place in the patient (LPS, millimetres) to indexes
 */
export function patientAxes(toVoxel: (point: [number, number, number]) => Point): PatientAxes {
  const origin = toVoxel([0, 0, 0]);
  const left: Axis[] = [0, 1, 2];
  return ([0, 1, 2] as const).map((patient) => {
    const step: [number, number, number] = [0, 0, 0];
    step[patient] = 1;
    const moved = toVoxel(step);
    const change = (axis: Axis) => moved[axis] - origin[axis];
    const axis = left.reduce(
      (best, one) => (Math.abs(change(one)) > Math.abs(change(best)) ? one : best),
      left[0] ?? 0,
    );
    left.splice(left.indexOf(axis), 1);
    return { axis, isBackwards: change(axis) < 0 };
  });
}
