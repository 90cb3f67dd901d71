/** The storage commitment push model (PS3.4 annex J): what is asked, what is stored, what is answered. */
export { checkCommitment } from './check.ts';
export { decodeCommitment } from './decode.ts';
export { encodeCommitmentResult, eventTypeOf } from './encode.ts';
export { reportLater } from './report.ts';
export { pushModelInstance, storageCommitment } from './uids.ts';
