/**
 * The DICOM upper layer (PS3.8) and its messages (PS3.7), as values and bytes. Ground floor: opens no file and no
 * socket. Who accepts associations is in `acceptor/`, who asks for them in `requestor/`.
 *
 * Written here and not taken from a library: those for Node decode and encode data sets again, which loses private
 * elements and character sets, put no bound to what a peer may make them keep, and hold whole objects in memory.
 */
export * from './message/index.ts';
export * from './pdu/index.ts';
export { recommendedCiphers } from './tlsProfile.ts';
