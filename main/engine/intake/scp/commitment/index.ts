/** The storage commitment push model (PS3.4 annex J): what is asked and what is answered, as bytes. */
export { decodeCommitment } from './decode.ts';
export { encodeCommitmentResult, eventTypeOf } from './encode.ts';
export { commitmentResultSchema } from './schema.ts';
export { pushModelInstance, storageCommitment } from './uids.ts';
