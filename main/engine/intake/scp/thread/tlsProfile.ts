/** The profile is the same for associations that we accept and that we ask for. */
export { recommendedCiphers } from '../../../dimse/index.ts';
