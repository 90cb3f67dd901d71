import { createHash } from 'node:crypto';

/** Sets the phantom's names apart from those of every other user of name-based UUIDs. */
const namespace = Buffer.from('5d9c1f7e2b3a4c68a1e07f42d6b98c35', 'hex');

/**
 * The UID that belongs to a name: `2.25.` and the decimal form of a name-based UUID (PS3.5 section B.2, RFC 9562
 * version 5). The same parts always give the same UID, other parts another one.
 */
export function uidOf(...parts: readonly (string | number)[]): string {
  const digest = createHash('sha1').update(namespace).update(JSON.stringify(parts)).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return `2.25.${BigInt(`0x${digest.toString('hex')}`)}`;
}
