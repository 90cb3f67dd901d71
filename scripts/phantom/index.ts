/**
 * Synthetic DICOM for the demo, tests and benchmarks: a phantom patient with CT and MR, many patients for load, single
 * tiny instances, damaged files. The same plan gives the same bytes on every machine; no byte is copied from anywhere.
 */
export { loadPatients, samplePatient, tourPatient } from './plan.ts';
export type { PatientPlan } from './plan.ts';
export { phantomFiles } from './files.ts';
export { writePatients } from './write.ts';
export { buildInstance } from './instance.ts';
export { sameUidOtherContent, truncated, withoutMeta, withoutPreamble } from './damage.ts';
