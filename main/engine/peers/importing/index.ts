/** Lists of peers of other programs. */
export type { Candidate } from './candidate.ts';
export { readHostTable } from './dcmqrscp.ts';
export { readOrthanc } from './orthanc.ts';
