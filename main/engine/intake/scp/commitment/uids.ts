/** The SOP class of the storage commitment push model (PS3.4 J.3.1). */
export const storageCommitment = '1.2.840.10008.1.20.1';
/** Its well-known SOP instance (PS3.4 J.3.5). */
export const pushModelInstance = '1.2.840.10008.1.20.1.1';
